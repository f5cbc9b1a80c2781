"""Undo: what is taken away on a page comes back with the button on the next one."""

import re
from html import unescape

from specs import rows
from specs.models import Area, ChecklistItem, Event, Role, Verb, Waiver
from tests.waiving import waived

from .cast import join

FORM = re.compile(
    r'<form method="post" action="([^"]+)">((?:(?!</form>).)*)Undo</button>', re.DOTALL
)
FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')


def undo(client, answer):
    """Press the Undo of the page that the answer leads to."""
    page = client.get(answer["Location"]).content.decode()
    found = FORM.search(page)
    assert found, "the next page offers Undo"
    data = {}
    for name, text in FIELD.findall(found[2]):
        data.setdefault(unescape(name), []).append(unescape(text))
    data.pop("csrfmiddlewaretoken", None)
    again = client.post(found[1], data)
    assert again.status_code == 303, again.content.decode()
    return again


def test_an_area_that_was_taken_away_comes_back_with_its_sections(on, ada):
    client = on(ada)
    area = Area.objects.create(name="Security & secrets", sections=["alerts", "secrets"])
    undo(client, client.post(f"/settings/areas/{area.pk}/", {"act": "drop"}))
    back = Area.objects.get(name="Security & secrets")
    assert back.sections == ["alerts", "secrets"]
    assert Event.objects.filter(verb=Verb.AREAS, actor=ada).count() == 2


def test_an_item_that_is_asked_no_more_is_asked_again_where_it_stood(on, ada, alice):
    client = on(ada)
    for text in ("First", "Second"):
        ChecklistItem().keep(ada, text, [])
    first = ChecklistItem.objects.get(text="First")
    undo(client, client.post(f"/settings/checklist/{first.pk}/", {"act": "retire"}))
    assert [str(one) for one in ChecklistItem.objects.filter(retired=False)] == ["First", "Second"]
    path = f"/settings/checklist/{first.pk}/"
    assert client.post(path, {"act": "reinstate"}).status_code == 404, "it is asked already"
    first.retire(ada)
    assert on(alice).post(path, {"act": "reinstate"}).status_code == 403


def test_another_role_is_taken_back(on, ada, alice, payments):
    client = on(ada)
    join(alice, payments, Role.ADMIN)
    undo(client, client.post("/teams/payments-core/people/alice/", {"role": Role.READER}))
    assert payments.memberships.get(user=alice).role == Role.ADMIN


def test_a_revoked_waiver_holds_again_with_its_reason_and_its_day(on, blocked, rita):
    client, waiver = on(rita), waived(blocked, rita)
    answer = client.post(f"/specs/{blocked.guid}/waivers/{waiver.pk}/revoke/")
    assert blocked.open_blockers(blocked.document())
    undo(client, answer)
    again = Waiver.objects.get(spec=blocked, ended_at=None)
    assert (again.reason, again.expires_on, again.by) == (waiver.reason, waiver.expires_on, rita)
    assert blocked.open_blockers(blocked.document()) == []


def test_who_may_not_waive_is_offered_no_undo_of_a_revoked_waiver(on, blocked, rita, ada):
    waiver = waived(blocked, rita)
    client = on(ada)
    answer = client.post(f"/specs/{blocked.guid}/waivers/{waiver.pk}/revoke/")
    page = client.get(answer["Location"]).content.decode()
    assert "is revoked. It counts again." in page and not FORM.search(page)


def test_a_row_deleted_without_javascript_comes_back_with_its_key_and_its_place(on, spec, alice):
    for key, name in (("m1", "Latency"), ("m2", "Errors"), ("m3", "")):
        rows.add(spec, alice, "metric", key, cells={"name": name})
    client, path = on(alice), f"/specs/{spec.guid}/sections/monitoring/"
    before = spec.document()
    answer = client.post(path, {"seen": "{}", "metric.m1.delete": "on"})
    assert [row["key"] for row in spec.document()["sections"]["metrics"]["metric"]] == ["m2", "m3"]
    again = undo(client, answer)
    assert again["Location"] == path
    assert spec.document() == before
    answer = client.post(path, {"seen": "{}", "metric.m1.delete": "on", "metric.m3.delete": "on"})
    page = client.get(answer["Location"]).content.decode()
    assert re.findall("Metric deleted[^<]*", page) == [
        "Metric deleted: Latency.",
        "Metric deleted.",
    ]
