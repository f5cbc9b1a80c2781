"""The portfolio: facts, the heat map, filters, and what a person may see of it; all from stored numbers."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import timezone

from specs.models import Export, ExportState, Repository, Revision, Spec, Status
from specs.portfolio import CHAPTERS, services_of
from tests.cast import as_person, started

READY = {chapter.slug: ["done", 0, 0, 0] for chapter in CHAPTERS}
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)


def page(person, path="/portfolio/", status=200, **headers):
    answer = as_person(person).get(path, headers=headers)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")


def numbered(team, by, name, **numbers):
    """A draft whose stored numbers say this; chapters by slug, the others are ready."""
    columns = {
        key: numbers.pop(key) for key in ("tier", "status", "past_review_by") if key in numbers
    }
    chapters = READY | {key.replace("_", "-"): value for key, value in numbers.items()}
    spec = started(team, by, name)
    Spec.objects.filter(pk=spec.pk).update(progress=chapters, **columns)
    return spec


def published(spec, by, number=1, **more):
    """As the workflow leaves it, without its moves."""
    revision = Revision.objects.create(
        spec=spec, number=number, version="1.0.0", status=Status.APPROVED, submitted_by=by,
        document={"header": {"name": spec.name}}, markdown="-", sha256="0" * 64,
        published_at=timezone.now(),
    )  # fmt: skip
    Spec.objects.filter(pk=spec.pk).update(approved=revision, **{"status": "Approved"} | more)
    return revision


@pytest.fixture
def three(payments, finance, alice, charlie):
    """A blocked one, one with a warning and a waiver, and one that is approved."""
    ledger = numbered(payments, alice, "Ledger", tier="1", monitoring=["part", 2, 1, 0])
    mail = numbered(
        payments, alice, "Mail", tier="2",
        scaling=["done", 0, 1, 0], backup=["done", 0, 0, 1], slos=["na", 0, 0, 0],
        runbooks=["todo", 3, 0, 0], maintenance=["part", 0, 0, 0],
    )  # fmt: skip
    shop = numbered(finance, charlie, "Shop", tier="1")
    published(shop, charlie)
    return ledger, mail, shop


def test_every_cell_is_a_link_with_a_name_that_says_how_it_stands(three, alice):
    ledger, mail, _ = three
    html = page(alice)
    cell = re.search(rf'<a href="/specs/{ledger.guid}/checks/\?section=monitoring"[^>]*>', html)
    assert 'aria-label="Monitoring: 2 blockers"' in cell.group()
    for name in (
        "Scaling: 1 warning", "Backup and recovery: waived", "SLOs: not applicable",
        "Runbooks: not started", "Maintenance: in progress", "Overview: ready",
    ):  # fmt: skip
        assert f'aria-label="{name}"' in html, name
    rows = [row for row in ROW.findall(html) if f"/specs/{mail.guid}/" in row]
    assert rows[0].count('class="hc') == len(CHAPTERS) == 13


def test_a_number_of_three_as_issue_two_stored_it_is_read_too(payments, alice):
    numbered(payments, alice, "Old", overview=["bad", 1, 0])
    assert 'aria-label="Overview: 1 blocker"' in page(alice)


def test_the_facts_are_counted_and_lead_to_what_they_count(three, ada):
    html = page(ada)
    facts = words(html[html.index('class="facts') : html.index('id="filters"')])
    assert "Ready to deploy 1 of 3" in facts
    assert "Open blockers 5 in 2 services" in facts
    assert names(page(ada, "/portfolio/?ready=1")) == ["Shop"]
    assert names(page(ada, "/portfolio/?blockers=1")) == ["Ledger", "Mail"]


def names(html):
    return re.findall(r"data-row-link(?: data-focus)?>([^<]+)</a>", html)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ledger", "Mail", "Shop"]),
        ("q=led", ["Ledger"]),
        ("team=finance-systems", ["Shop"]),
        ("status=Draft", ["Ledger", "Mail"]),
        ("status=Approved&tier=1", ["Shop"]),
        ("tier=2", ["Mail"]),
        ("gap=scaling", ["Mail"]),
        ("q=nothing", []),
    ],
)
def test_filters_are_a_get_form_and_answer_htmx_with_the_matrix_alone(three, ada, query, found):
    assert names(page(ada, f"/portfolio/?{query}")) == found
    part = page(ada, f"/portfolio/?{query}", **{"HX-Request": "true"})
    assert names(part) == found
    assert part.lstrip().startswith('<section class="sheet" id="matrix"')
    count = f"{len(found)} service{'' if len(found) == 1 else 's'} found"
    assert f'<div hx-swap-oob="innerHTML:#live">{count}</div>' in part


def test_nothing_found_offers_to_clear_the_filters(three, ada):
    assert "No services match." in page(ada, "/portfolio/?q=zzz")


def test_a_new_installation_says_how_to_begin(alice):
    html = page(alice)
    assert "No service yet." in html
    assert 'href="/specs/new/"' in html


def test_what_is_riskiest_stands_first_and_teams_are_row_groups(three, ada):
    html = page(ada)
    heads = re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>', html)
    assert [words(head) for head in heads] == [
        "Payments Core, 2 services, 0 ready",
        "Finance Systems, 1 service, 1 ready",
    ]
    assert html.count('scope="row"') == 3


def test_the_first_25_are_the_riskiest_of_all_teams(payments, finance, alice, charlie, ada):
    for at in range(30):
        numbered(payments, alice, f"Quiet {at:02}", tier="1")
    numbered(payments, alice, "Worst", tier="1", monitoring=["part", 5, 0, 0])
    numbered(finance, charlie, "Bad", tier="2", monitoring=["part", 1, 0, 0])
    found = names(page(ada))
    assert found[0] == "Worst"
    assert "Bad" in found
    assert len(found) == 25


def test_percent_is_what_is_ready_or_waived_of_what_applies(three, ada):
    percent = {one.name: one.percent for one in services_of(ada)}
    assert percent == {"Ledger": round(100 * 12 / 13), "Mail": round(100 * 9 / 12), "Shop": 100}


def test_strangers_see_the_numbers_of_what_was_approved(payments, alice, charlie):
    spec = numbered(payments, alice, "Checkout", monitoring=["part", 7, 0, 0])
    assert names(page(charlie)) == []
    before = READY | {"scaling": ["done", 0, 2, 0]}
    published(spec, alice, status=Status.DRAFT, approved_progress=before, name="Basket")
    assert (names(page(alice)), names(page(charlie))) == (["Basket"], ["Checkout"])
    assert "Monitoring: 7 blockers" in page(alice)
    html = page(charlie)
    assert "Monitoring: 7 blockers" not in html
    assert "Scaling: 2 warnings" in html
    assert "Approved" in words(html)
    assert f"/specs/{spec.guid}/read/" in html
    assert f"/specs/{spec.guid}/checks/" not in html


def test_an_export_fails_until_a_later_one_of_the_same_repository_arrives(payments, alice):
    spec = numbered(payments, alice, "Checkout")
    revision = published(spec, alice)
    place = Repository.objects.create(name="ops", slug="ops", url="file:///x", all_teams=True)
    Export.objects.create(spec=spec, revision=revision, repository=place, state=ExportState.FAILED)
    assert names(page(alice, "/portfolio/?failing=1")) == ["Checkout"]
    assert "Checkout: export failed" in page(alice, "/portfolio/attention/")
    newer = published(spec, alice, number=2)
    Export.objects.create(spec=spec, revision=newer, repository=place, state=ExportState.DONE)
    assert names(page(alice, "/portfolio/?failing=1")) == []


def test_the_list_is_sorted_by_its_heads(three, ada):
    html = page(ada, "/portfolio/?view=list&sort=-blockers")
    assert names(html) == ["Mail", "Ledger", "Shop"]
    assert html.count('aria-sort="descending"') == 1
    assert names(page(ada, "/portfolio/?view=list&sort=name")) == ["Ledger", "Mail", "Shop"]
    assert names(page(ada, "/portfolio/?view=list&sort=nonsense")) == ["Ledger", "Mail", "Shop"]


def test_gaps_are_counted_by_section_and_lead_to_the_services(three, ada):
    html = page(ada, "/portfolio/gaps/", **{"HX-Request": "true"})
    assert "Monitoring: not ready" in html
    assert 'href="/portfolio/?gap=monitoring"' in html
    assert "<h1>" not in html
    assert "<h1>Most common gaps</h1>" in page(ada, "/portfolio/gaps/")


def test_the_first_25_are_shown_and_the_rest_on_request(payments, alice):
    for at in range(40):
        numbered(payments, alice, f"Service {at:02}")
    html = page(alice)
    assert len(names(html)) == 25
    assert "25 of 40 services shown." in html
    rest = page(alice, "/portfolio/?rest=1", **{"HX-Request": "true"})
    assert sorted(names(html) + names(rest)) == [f"Service {at:02}" for at in range(40)]
    assert "Payments Core</b>, continued" in rest
    assert "All 40 services shown" in rest
    assert len(names(page(alice, "/portfolio/?all=1"))) == 40


def test_the_csv_has_every_service_that_matches_and_no_formula(three, ada, payments, alice):
    numbered(payments, alice, "=HYPERLINK(1)", tier="3")
    answer = as_person(ada).get("/portfolio.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = {row["Service"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert set(rows) == {"Ledger", "Mail", "Shop", "'=HYPERLINK(1)"}
    assert rows["Ledger"]["Monitoring"] == "2 blockers"
    only = as_person(ada).get("/portfolio.csv?tier=2").content.decode()
    assert only.count("\r\n") == 2


def test_names_are_text_and_never_markup(payments, alice):
    numbered(payments, alice, "<b>x</b>&")
    assert "&lt;b&gt;x&lt;/b&gt;&amp;" in page(alice)


@pytest.mark.parametrize(
    "path", ["/portfolio/", "/portfolio/?view=list", "/portfolio/?all=1", "/portfolio.csv"]
)
def test_three_hundred_services_are_no_more_queries_than_three(
    three, payments, alice, path, django_assert_max_num_queries
):
    client = as_person(alice)
    client.get(path)
    Spec.objects.bulk_create(
        Spec(team=payments, name=f"Service {at}", created_by=alice, progress=READY)
        for at in range(300)
    )
    with django_assert_max_num_queries(10) as many:
        client.get(path)
    Spec.objects.filter(name__startswith="Service").delete()
    with django_assert_max_num_queries(len(many)):
        client.get(path)
