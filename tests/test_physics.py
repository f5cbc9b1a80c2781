"""Alert physics: what objectives allow, when their alerts fire, and what conditions mean."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from specs.demo.texts import text_of
from specs.models import User
from specs.physics import alarms, promises
from specs.physics.drawing import picture
from specs.physics.words import Span, count, percent
from specs.reader import read
from specs.sections.alerts import Alert
from specs.sections.base import Chapter
from specs.sections.slos import Slo
from specs.store import standing
from specs.views.physics import beside


def holding(slo=None, alert=None, rps=""):
    """A new specification with one objective, one alert and an expected load."""
    document = standing("4f9c21ab77e0")
    sections = document["sections"]
    if slo is not None:
        row = {
            "name": "Availability",
            "window": "30 days",
            "period": "30 d",
            "kind": "Availability",
        }
        sections["slos"]["slo"] = [Slo.blank() | {"key": "slo000000001"} | row | slo]
    if alert is not None:
        sections["alerts"]["alert"] = [Alert.blank() | {"key": "alert0000001", "name": "A"} | alert]
    sections["capacity"]["rps"] = rps
    return document


def promise(**slo):
    rps = slo.pop("rps", "")
    return promises(holding(slo, rps=rps)).get("slo000000001")


def alarm(condition, slo=None, **more):
    return alarms(holding(slo, {"condition": condition} | more)).get("alert0000001")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ("0.01", "under 0.1 s"),
        ("51.84", "51.8 s"),
        ("59.6", "1 min"),
        ("518.4", "8 min 38 s"),
        ("2592", "43 min 12 s"),
        ("3599.6", "1 h"),
        ("8640", "2 h 24 min"),
        ("85200", "23 h 40 min"),
        ("86400", "1 d"),
        ("129600", "1 d 12 h"),
    ],
)
def test_lengths_are_said_in_two_units(seconds, said):
    assert str(Span(Decimal(seconds))) == said


def test_machines_get_the_exact_length():
    assert Span(Decimal("51.84")).iso == "PT51.84S"


def test_shares_and_counts_are_exact_and_grouped():
    assert [percent(Decimal(one)) for one in ("0.0144", "1", "0.001")] == [
        "1.44 %",
        "100 %",
        "0.1 %",
    ]
    assert [count(Decimal(one)) for one in ("103680000", "0.5184", "0")] == [
        "103,680,000",
        "0.52",
        "0",
    ]


def test_three_nines_over_thirty_days_are_43_minutes():
    one = promise(target="99.9%", rps="40")
    assert str(one.budget) == "43 min 12 s"
    assert one.requests == "103,680 of 103,680,000 requests"


def test_a_share_of_errors_is_the_same_promise():
    assert promise(target="< 0.1%").budget == promise(target="99.9%").budget


def test_without_a_load_no_requests_are_counted():
    assert promise(target="99.9%").requests == ""
    each = promise(target="99.9%", rps="40 requests per minute")
    assert each.requests == "1,728 of 1,728,000 requests"
    assert promise(target="99.9%", rps="40 a campaign, over days").requests == ""


def test_the_time_to_page_is_said_for_four_shares_of_errors():
    """Google SRE Workbook, chapter 5: a total outage pages after 52 seconds at 99.9%."""
    found = [(one.share, str(one.after), one.what) for one in promise(target="99.9%").firings]
    assert found == [
        ("100 %", "51.8 s", "page"),
        ("10 %", "8 min 38 s", "page"),
        ("2 %", "43 min 12 s", "page"),
        ("1 %", "3 h 36 min", "page"),
    ]


def test_a_slow_burn_opens_a_ticket_or_nothing():
    found = [(one.what, str(one.after)) for one in promise(target="99%").firings[2:]]
    assert found == [("ticket, nobody is paged", "1 d 12 h"), ("nothing fires", "None")]


def test_an_alert_that_waits_for_more_than_everything_can_never_fire():
    assert promise(target="93%").silent == [
        "The 1 h page can never fire: it waits for 100.8 % errors."
    ]
    assert promise(target="93.06%").silent == []


def test_one_failed_request_pages_where_few_come():
    """Below 69.4 requests an hour at 99.9%."""
    assert promise(target="99.9%", rps="0.01").nervous == (
        "One failed request pages you: in 1 h 36 requests come, and 0.52 of a request may fail."
    )
    assert promise(target="99.9%", rps="0.02").nervous == ""


def test_a_short_period_has_a_budget_and_no_burn_rate():
    one = promise(target="99.9%", window="24 hours", period="none")
    assert str(one.budget) == "1 min 26 s"
    assert one.firings == ()
    assert "too short" in one.note


def test_a_limit_has_no_budget_and_the_way_to_one_is_said():
    one = promise(target="< 100ms", name="Latency P99")
    assert one.budget is None
    assert "99%" in one.note


@pytest.mark.parametrize("target", ["", "often", "100%", "[99.9%]"])
def test_what_is_not_understood_says_nothing(target):
    assert promise(target=target) is None


def test_without_queries_it_says_what_is_missing():
    queries = {"good_query": "good_total", "total_query": "all_total", "alerting": "burn rate"}
    assert "query" in promise(target="99.9%", alerting="burn rate").note
    assert promise(target="99.9%", **queries).note == ""
    assert "not chosen" in promise(target="99.9%", alerting="none").note


def test_the_picture_has_a_line_for_each_share_a_level_for_each_pair_and_a_dot_where_they_meet():
    svg = picture(promise(target="99.9%"))
    assert svg.count('class="b-burn"') == 4
    assert svg.count('<path class="b-page"') == svg.count('<path class="b-ticket"') == 2
    assert svg.count("<circle") == 4
    assert "style=" not in svg
    assert 'role="img"' in svg
    assert picture(promise(target="< 100ms")) == ""


def test_a_dot_stands_on_its_line_and_on_its_level():
    svg = picture(promise(target="99.9%"))
    x, y = map(
        float, re.search(r'<circle class="b-page" cx="([\d.]+)" cy="([\d.]+)"', svg).groups()
    )
    x1, y1, x2, y2 = map(
        float, re.search(r'b-burn" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)', svg).groups()
    )
    assert abs((y1 - y) / (x - x1) - (y1 - y2) / (x2 - x1)) < 0.01
    assert f"M42 {y:.1f}H" in svg


def test_names_in_the_picture_are_escaped():
    assert "<b>" not in picture(promise(target="99.9%", name='<b>"x"'))


@pytest.mark.parametrize("target", ["50%", "90%", "99.999%", "99.9999999%"])
@pytest.mark.parametrize("period", ["7 d", "28 d", "30 d", "90 d"])
def test_every_picture_stays_on_its_paper(target, period):
    svg = picture(promise(target=target, period=period))
    numbers = [float(one) for one in re.findall(r'c?x="([\d.-]+)"', svg)]
    assert svg and all(0 <= one <= 380 for one in numbers)


def test_a_condition_is_said_in_words():
    one = alarm("Error rate > 5% for 1 min", keep_firing="5 min")
    assert one.means == "Error rate above 5% for 1 minute without a break."
    assert one.fires == "1 minute after it begins"
    assert one.ends == "5 minutes after it is over"


def test_without_for_a_blip_is_enough():
    assert "blip" in alarm("CPU > 80%").fires


def test_a_count_says_its_window():
    one = alarm("Worker restarts > 3 in 10 min")
    assert one.means == "Worker restarts above 3, counted over 10 minutes."


@pytest.mark.parametrize("condition", ["", "when it feels slow", "[X] > 5"])
def test_a_condition_that_is_not_understood_says_nothing(condition):
    assert alarm(condition) is None


def test_an_alert_that_is_looser_than_the_promise_says_so():
    slo = {"target": "99.9%", "alerting": "threshold"}
    assert alarm("Error rate > 5% for 1 min", slo).looser == (
        "SLO breach between 99.9% and Error rate > 5% for 1 min never alerts.",
    )
    assert alarm("Error rate > 0.1% for 1 min", slo).looser == ()


def test_a_limit_on_errors_says_how_long_the_budget_lasts():
    slo = {"target": "99.9%", "alerting": "threshold"}
    assert alarm("Error rate > 5% for 1 min", slo).promised == (
        "At 5 % errors the budget of Availability is gone after 14 h 24 min.",
    )
    assert alarm("Error rate > 0.1% for 1 min", slo).promised == (
        "At 0.1 % errors the budget of Availability lasts its 30 d.",
    )


@pytest.mark.django_db
def test_every_row_has_a_holder_so_that_old_words_go_away():
    document = holding({"target": "often"}, {"condition": "> 5%"})
    assert beside(document, Chapter.SLOS, User()) == {"p-slo-slo000000001": {}}
    assert list(beside(document, Chapter.MONITORING, User())) == ["p-alert-alert0000001"]
    assert beside(document, Chapter.OVERVIEW, User()) == {}


def test_the_demo_says_what_its_text_says():
    """The demo tells that the page comes after 52 seconds, with 2% of the budget gone."""
    found = promises(read(text_of("checkout-api")).document)
    first = next(one for one in found.values() if one.name == "Availability").firings[0]
    assert (str(first.after), first.spent) == ("51.8 s", "2 %")


def test_burn_rate_alerts_on_the_same_metric_are_named():
    slo = {"target": "99.9%", "alerting": "burn rate"}
    assert alarm("Error rate > 5% for 1 min", slo).promised == (
        "At 5 % errors the budget of Availability is gone after 14 h 24 min; "
        "burn-rate alerts watch it too.",
    )
