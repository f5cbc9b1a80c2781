"""The pages of the dependency graph: sentences first, what a failure stops, and who may see what."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from specs.demo.texts import FOLDER, text_of
from specs.models import Dependency, Revision, Spec, Status, Team
from specs.reader import read
from tests.cast import as_person, brought_to, join, person, started
from tests.test_dependency_graph import needing

IDENTITY, CHECKOUT, STOREFRONT = "a7c05be19f42", "4f9c21ab77e0", "5bd27f0c41ea"


def page(person, path, status=200):
    answer = as_person(person).get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def words(html):
    """What is read aloud: no tags, one blank between words."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.fixture
def demo(db):
    """The services of the demo with what they say of each other; nothing else of them is read here."""
    people = {
        "lena": person("lena", is_admin=True),
        "mara": join(person("mara"), team("Payments Core")),
        "ada": join(person("ada"), team("Customer Platform")),
    }
    for text in sorted(FOLDER.glob("*.md")):
        document = read(text_of(text.stem)).document
        head = document["header"]
        spec = Spec.objects.create(
            guid=head["guid"], name=head["name"], tier=head["tier"], team=team(head["team"])
        )
        Dependency.keep(spec, document)
        if head["status"] != Status.DRAFT or head["guid"] == STOREFRONT:
            spec.approved = Revision.objects.create(
                spec=spec, number=1, version="1.0.0", status=Status.APPROVED, document=document,
                submitted_by=people["lena"], markdown="-", sha256="0" * 64, published_at=timezone.now(),
            )  # fmt: skip
            spec.save()
            Dependency.keep(spec, document, published=True)
    return people


def team(name):
    return Team.objects.get_or_create(name=name, slug=name.lower().replace(" ", "-"))[0]


def test_the_list_says_what_happens_when_something_fails(demo):
    text = words(page(demo["lena"], "/dependencies/"))
    assert "6 services with 10 dependencies between them, 2 things outside the portal." in text
    assert "If Identity fails: New sign-ins fail, and with them half of the purchases." in text
    assert "Identity does not list Ledger API as downstream." in text
    assert "Cycle. Identity needs Notification Hub, which needs Identity." in text


def test_the_picture_has_every_node_and_edge_and_says_which_is_one_sided(demo):
    html = page(demo["lena"], "/dependencies/")
    svg = html[html.index('<svg class="graph"') :]
    assert svg.count('data-node="') == 8
    assert svg.count('data-from="') == 13
    assert len(re.findall(r'class="g-edge \w+ one( round)?" data-from', svg)) == 4
    assert len(re.findall(r'class="g-edge hard one round" data-from', svg)) == 2
    assert " style=" not in svg


def test_the_nodes_of_the_picture_stand_in_reading_order(demo):
    html = page(demo["lena"], "/dependencies/")
    nodes = re.findall(r'class="g-node.*?<rect x="(\d+)" y="(\d+)"', html)
    places = [(int(x), int(y)) for x, y in nodes]
    assert len(places) == 8
    assert places == sorted(places)


def test_the_blast_radius_of_identity_is_told_with_the_paths(demo):
    text = words(page(demo["lena"], f"/dependencies/?fails={IDENTITY}"))
    assert "4 services stop with it, 1 dependency falls back to less." in text
    assert "Tax Export stops. It needs Ledger API, which needs Identity." in text
    assert "Checkout API goes on without Identity" in text


def test_a_service_can_be_seen_with_its_neighbours_only(demo):
    html = page(demo["lena"], f"/dependencies/?focus={STOREFRONT}")
    svg = html[html.index('<svg class="graph"') :]
    assert svg.count('data-node="') == 4
    assert f'data-node="{STOREFRONT}"' in svg
    assert svg.count('aria-current="true"') == 1


def test_the_page_of_one_specification_offers_its_authors_to_edit(demo):
    html = page(demo["ada"], f"/specs/{STOREFRONT}/dependencies/")
    assert f"/specs/{STOREFRONT}/sections/dependencies/#upstream" in html
    assert "Nobody says that they need it." in html
    assert "sections/dependencies/" not in page(demo["mara"], f"/specs/{STOREFRONT}/dependencies/")


def test_drafts_of_others_are_missing_whatever_an_approved_text_links_to(demo):
    text = words(page(demo["mara"], "/dependencies/"))
    assert "4 services with" in text
    assert "No specification c8046ea3d715 that you may read." in text
    assert "Ledger API links to 1e9fb6327d08" in text
    hub = words(page(demo["mara"], "/dependencies/?focus=c8046ea3d715"))
    assert "Specification not found" in hub
    assert "Customer Platform" not in hub.partition("Notification Hub is needed by")[0]
    page(demo["mara"], "/specs/c8046ea3d715/dependencies/", 404)
    page(demo["mara"], "/dependencies/?focus=000000000000", 404)


def test_the_list_is_filtered_by_name_and_team(demo):
    client = as_person(demo["lena"])
    answer = client.get("/dependencies/?q=ledger", headers={"HX-Request": "true"})
    text = words(answer.content.decode())
    assert "1 service found" in text
    assert "Storefront Web needs" not in answer.content.decode()
    assert "<h1>" not in answer.content.decode()
    assert "No service matches “zzz”." in page(demo["lena"], "/dependencies/?q=zzz")


def test_an_empty_portal_says_where_dependencies_come_from(alice):
    assert "No service yet." in page(alice, "/dependencies/")


def test_a_spec_without_dependencies_says_so_and_offers_to_add_one(payments, alice):
    spec = started(payments, alice)
    html = page(alice, f"/specs/{spec.guid}/dependencies/")
    assert "No dependencies entered." in html
    assert "Add a dependency" in html
    assert '<svg class="graph"' not in html


def test_names_of_people_are_text_and_never_markup(payments, alice):
    needing(started(payments, alice, "A & <B>"), '"><script>alert(1)</script>')
    html = page(alice, "/dependencies/")
    assert "<script>alert" not in html
    assert "A &amp; &lt;B&gt;" in html


def test_hundreds_of_services_are_drawn_as_teams_and_each_team_alone(payments, finance, ada):
    ledger = started(finance, ada, "Ledger API")
    for at in range(70):
        needing(started(payments, ada, f"Service {at:02}"), ledger.name)
    html = page(ada, "/dependencies/")
    assert "There are too many services for one picture." in html
    assert html.count('data-node="') == 2
    assert "70 services" in html
    one = page(ada, "/dependencies/?team=payments-core")
    assert 'class="g-node' not in one  # none needs another of its own team
    assert page(ada, f"/dependencies/?fails={ledger.guid}").count('data-node="') == 71
    assert page(ada, f"/dependencies/?focus={ledger.guid}").count('data-node="') == 71


def test_teams_that_need_each_other_are_one_line_with_two_ends(payments, finance, ada):
    ledger, shop = started(finance, ada, "Ledger API"), started(payments, ada, "Shop")
    needing(ledger, "Shop")
    needing(shop, "Ledger API", kind="Soft")
    for at in range(70):
        needing(started(payments, ada, f"Service {at:02}"), "Shop")
    html = page(ada, "/dependencies/")
    assert html.count('data-from="') == 1
    assert html.count('marker-start="url(#g-hard)"') == 1
    assert (
        "Finance Systems, 1 service. Needs Payments Core (hard). Needed by Payments Core." in html
    )


@pytest.mark.parametrize(
    "path", ["/dependencies/", "/dependencies/?focus={}", "/dependencies/?fails={}"]
)
def test_the_pages_ask_five_times_at_most_however_many_there_are(
    payments, finance, alice, rita, path, django_assert_max_num_queries
):
    first = needing(started(payments, alice, "First"), "Mail")
    path, client = path.format(first.guid), as_person(alice)
    client.get(path)
    for many in (5, 10):
        for at in range(many):
            needing(started(payments, alice, f"Service {many}.{at}"), "First")
        with django_assert_max_num_queries(5):
            client.get(path)


def test_a_stranger_sees_a_published_service_under_its_head(payments, alice, rita, charlie):
    spec = needing(Spec.start(payments, alice, "Checkout API"), "Mail")
    brought_to(spec, Status.APPROVED, alice, rita)
    assert "If Mail fails: It stops." in words(page(charlie, f"/specs/{spec.guid}/dependencies/"))


def test_much_that_is_odd_is_cut_short_and_can_be_filtered(payments, alice):
    for at in range(12):
        needing(started(payments, alice, f"Service {at:02}"), f"Service {(at + 1) % 12:02}")
    started(payments, alice, "Lonely")
    text = words(page(alice, "/dependencies/"))
    assert "4 more. Show their services" in text
    assert text.count("Ask the team of") == 8
    assert "13 services" in text
    assert "Lonely" not in words(page(alice, "/dependencies/?odd=1")).partition("Worth looking")[0]
