"""The policy of checks: severities, rules that are off, who may decide it, and what it does."""

from specs.models import Event, Policy, Spec, Verb, Waiver, recount_stale
from specs.readiness import VERSION, rules
from tests.waiving import soon, the_blocker


def given(**more):
    words = {f"severity-{rule.id}": "" for rule in rules()}
    words |= {f"why-{rule.id}": "" for rule in rules()}
    return (
        words
        | {"longest_waiver": "90", "seen": "0"}
        | {name.replace("__", "-"): text for name, text in more.items()}
    )


def off(rule, why="It is asked elsewhere."):
    return {f"severity-{rule}": "off", f"why-{rule}": why}


def test_only_admins_see_and_change_it(on, alice, rita, ada):
    for somebody in (alice, rita):
        assert on(somebody).get("/settings/checks/").status_code == 403
        assert on(somebody).post("/settings/checks/", given()).status_code == 403
    page = on(ada).get("/settings/checks/").content.decode()
    assert "Nothing was decided yet" in page and "ALR-01" in page


def test_a_rule_that_is_off_says_nothing_any_more(on, ada, blocked):
    assert blocked.blockers == 1
    answer = on(ada).post("/settings/checks/", given() | off("GEN-01"))
    assert answer.status_code == 303
    assert [one for one in blocked.findings() if one.rule == "GEN-01"] == []


def test_a_changed_severity_weighs_at_once(on, ada, blocked, rita):
    changed = given() | {"severity-GEN-01": "advice"} | off("GEN-05")
    on(ada).post("/settings/checks/", changed)
    assert the_blocker(blocked).severity == "advice"
    assert blocked.open_blockers(blocked.document()) == []


def test_a_rule_is_not_switched_off_without_a_reason(on, ada):
    answer = on(ada).post("/settings/checks/", given() | off("GEN-01", why=" "))
    assert answer.status_code == 422 and "Say why it is off." in answer.content.decode()
    assert not Policy.objects.exists()


def test_every_decision_is_a_version_in_the_trail(on, ada):
    on(ada).post("/settings/checks/", given())
    on(ada).post("/settings/checks/", given(seen="1", longest_waiver="30") | off("MON-01"))
    assert [one.number for one in Policy.objects.order_by("number")] == [1, 2]
    last = Event.objects.filter(verb=Verb.POLICY).first()
    assert last.actor == ada
    assert last.data["after"]["off"] == {"MON-01": "It is asked elsewhere."}
    assert last.data["before"]["longest_waiver"] == 90


def test_a_page_that_is_out_of_date_decides_nothing(on, ada):
    on(ada).post("/settings/checks/", given())
    answer = on(ada).post("/settings/checks/", given())
    assert answer.status_code == 409
    assert Policy.objects.count() == 1


def test_what_would_change_is_said_before_anything_is_saved(on, ada, blocked):
    changed = given(preview="1") | off("GEN-01") | off("GEN-05")
    page = on(ada).post("/settings/checks/", changed).content.decode()
    assert "1 of 1 specifications would change:" in page and "1 fewer" in page
    assert not Policy.objects.exists()


def test_numbers_of_an_older_rule_set_are_counted_again(on, ada, blocked):
    assert recount_stale() == 0
    on(ada).post("/settings/checks/", given() | off("GEN-01") | off("GEN-05"))
    assert Spec.objects.get(pk=blocked.pk).blockers == 1
    assert recount_stale() == 1
    again = Spec.objects.get(pk=blocked.pk)
    assert (again.blockers, again.rule_set) == (0, f"{VERSION}.1")


def test_the_longest_waiver_is_the_policys(on, ada, blocked):
    on(ada).post("/settings/checks/", given(longest_waiver="14"))
    assert Waiver.longest() == soon(14)


def test_a_rule_may_weigh_less_on_tiers_three_and_four(on, ada, blocked):
    on(ada).post("/settings/checks/", given() | {"minor-GEN-01": "advice"})
    weighs = {}
    for tier in ("", "1", "2", "3", "4"):
        document = blocked.document()
        document["header"]["tier"] = tier
        found = blocked.findings(document)
        weighs[tier] = next(one.severity for one in found if one.rule == "GEN-01")
    assert weighs == {"": "blocker", "1": "blocker", "2": "blocker", "3": "advice", "4": "advice"}
    assert Policy.newest().minor == {"GEN-01": "advice"}
    assert Event.objects.get(verb=Verb.POLICY).data["after"]["minor"] == {"GEN-01": "advice"}
    page = on(ada).get("/settings/checks/").content.decode()
    field = page.partition('name="minor-GEN-01"')[2].partition("</select>")[0]
    assert '<option value="advice" selected>' in field and "1 on tiers 3 and 4" in page


def test_minor_tiers_weigh_as_the_others_unless_it_is_said(on, ada, blocked):
    on(ada).post("/settings/checks/", given() | {"severity-GEN-01": "warning"})
    document = blocked.document()
    document["header"]["tier"] = "4"
    found = blocked.findings(document)
    assert next(one.severity for one in found if one.rule == "GEN-01") == "warning"


def test_records_weigh_by_tier_too(on, ada, blocked, rita):
    """What a frozen revision is kept with must not outlive a policy that differs by tier alone."""
    document = blocked.document()
    document["header"]["tier"] = "3"
    before = {one.rule: one.severity for one in blocked._found(document, frozen=True)}
    on(ada).post("/settings/checks/", given() | {"minor-GEN-01": "warning"})
    after = {one.rule: one.severity for one in blocked._found(document, frozen=True)}
    assert (before["GEN-01"], after["GEN-01"]) == ("blocker", "warning")
