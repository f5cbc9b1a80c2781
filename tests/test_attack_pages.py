"""Attacks on what pages show and what changes leave: markup, private teams, the trail."""

import time
from html.parser import HTMLParser

import pytest

from specs.markdown.html import page
from specs.models import Event, Export, Repository, Team, Verb
from tests.cast import as_person, brought_to, started

EVIL = '"><script>alert(1)</script><b hx-get="/accounts/logout/">{{ 7|add:7 }}'


class Tags(HTMLParser):
    """What a browser would make of a page: the tags and their attributes."""

    def __init__(self):
        super().__init__()
        self.names, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("evil", ["[", "![", "[](", "[a][", "*_", "<a ", "`` "])
def test_a_hundred_kilobytes_of_markup_do_not_stop_the_page(evil):
    began = time.process_time()
    page(evil * (100_000 // len(evil)))
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    "prose",
    [
        "[x](javascript:alert(1))", "[x](JaVaScRiPt&colon;alert(1))", "<javascript:alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](javascript:alert(1))", EVIL,
        "[x]: javascript:alert(1)\n\n[x]", "<img src=x onerror=alert(1)>", "[x](vbscript:a)",
        "```x\"onclick=alert(1)\ncode\n```", '[x](https://a "\" onclick=alert(1)")',
    ],
)  # fmt: skip
def test_prose_brings_no_script_into_the_read_view(prose):
    html = page(f"# T\n\n## {prose}\n\n{prose}\n\n- {prose}\n\n| a |\n|-|\n| {prose} |\n").html
    found = Tags()
    found.feed(html)
    assert not {"script", "img", "b", "style", "iframe", "form"} & found.names
    assert not [one for one in found.attributes if one[0].startswith(("on", "hx-", "data-"))]
    assert all(
        value.startswith(("https://", "#")) for name, value in found.attributes if name == "href"
    )


@pytest.mark.django_db
def test_names_are_text_on_every_page(alice, rita, payments, ada):
    """Feature, team, person, repository: each stands on many pages and in aria-labels."""
    for person in (alice, rita):
        person.full_name = EVIL
        person.save()
    Team.objects.update(name=EVIL[:80])
    Repository.objects.create(name=EVIL[:80], slug="r", url="file:///x" + EVIL, all_teams=True)
    spec = started(payments, alice, EVIL)
    spec.submit(alice, EVIL, EVIL, reviewers=[rita])
    spec.comment(rita, EVIL)
    spec.approve(rita, EVIL)
    export = Export.objects.get()
    Export.objects.update(log=EVIL, reason=EVIL, state="failed")
    spec.implement(alice, EVIL)
    here = f"/specs/{spec.guid}"
    paths = [
        "/", "/specs/", "/reviews/?state=done", "/teams/", "/repositories/", "/repositories/r/",
        "/account/", "/people/", "/people/alice/", "/teams/payments-core/", "/specs/new/",
        *(f"{here}/{end}" for end in (
            "", "read/", "markdown/", "audit/", "versions/", "reviews/1/", "exports/",
            f"exports/{export.pk}/", "compare/1...2/", "sections/overview/", "versions/new/",
        )),
    ]  # fmt: skip
    for user in (alice, ada, rita):
        client = as_person(user)
        for path in paths:
            answer = client.get(path)
            assert answer.status_code in (200, 403), (path, answer.status_code)
            assert "<script>alert" not in answer.text, path
            assert "<b hx-get" not in answer.text, path


@pytest.mark.django_db
def test_a_name_writes_no_markup_into_the_approval(alice, rita, payments):
    rita.full_name = "Rita [approved](https://evil.example) **SHA-256**: <b>"
    rita.save()
    spec = started(payments, alice)
    spec.submit(alice, reason="for the test")
    revision = spec.approve(rita)
    assert 'evil.example">' not in page(revision.markdown).html
    assert r"\[approved\](https://evil.example)" in revision.markdown


@pytest.mark.django_db
def test_the_names_of_private_teams_stay_with_their_people(alice, charlie, payments, finance):
    Team.objects.filter(pk=payments.pk).update(private=True)
    place = Repository.objects.create(name="Ops", slug="ops", url="file:///x")
    place.teams.set([payments, finance])
    for path in ("/repositories/", "/repositories/ops/"):
        assert "Payments Core" not in as_person(charlie).get(path).text
        assert "Finance Systems" in as_person(charlie).get(path).text
        assert "Payments Core" in as_person(alice).get(path).text


KINDS = {"repository", "team", "person"}


@pytest.mark.django_db
def test_every_setting_that_changes_leaves_a_line(ada, alice, payments):
    client = as_person(ada)
    said = {
        "name": "Ops", "url": "https://git.shop.example/ops.git", "branch": "main",
        "path_template": "operations/{guid}.md", "delivery": "direct", "author_name": "opsportal",
        "author_email": "o@shop.example", "all_teams": "on", "active": "on",
    }  # fmt: skip
    client.post("/repositories/new/", said)
    client.post("/repositories/ops/edit/", said | {"branch": "docs", "teams": [payments.pk]})
    client.post("/teams/new/", {"name": "Search"})
    client.post("/teams/payments-core/", {"name": "Payments", "private": "on"})
    me = {"full_name": "Tomas Weber", "email": alice.email, "theme": "system"}
    as_person(alice).post("/account/", me | {"density": "comfortable", "single_keys": "on"})
    lines = Event.objects.filter(verb=Verb.PEOPLE).order_by("pk")
    found = [
        (line.actor.username, what, line.data[what])
        for line in lines
        for what in KINDS & set(line.data)
    ]
    assert found == [
        ("ada", "repository", "ops"), ("ada", "repository", "ops"), ("ada", "team", "search"),
        ("ada", "team", "payments-core"), ("alice", "person", "alice"),
    ]  # fmt: skip
    assert (lines[1].data["old"]["branch"], lines[1].data["new"]["branch"]) == ("main", "docs")
    assert lines[1].data["new"]["teams"] == "Payments Core"
    assert lines[4].data["old"] == {"full_name": "Alice"}


@pytest.mark.django_db
def test_an_export_that_somebody_asks_for_names_them(alice, rita, payments):
    spec = brought_to(started(payments, alice), "Approved", alice, rita)
    Repository.objects.create(name="Late", slug="late", url="file:///x", all_teams=True)
    as_person(alice).post(f"/specs/{spec.guid}/exports/")
    as_person(alice).post(f"/specs/{spec.guid}/exports/")
    line = Event.objects.get(verb=Verb.EXPORT_RETRIED)
    assert (line.actor, line.data["repository"]) == (alice, "Late")


@pytest.mark.parametrize(
    "address",
    [
        "/specs/%00/",
        "/specs/?q=%00",
        "/specs/?team=a%00",
        "/teams/a%00/",
        "/people/%00/",
        "/reviews/?x=%00",
    ],
)
def test_an_address_with_a_nul_is_refused(client, ada, address):
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 400
