"""The reading view: an address for every row, pictures with words, and what is printed on a draft."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from specs import reading
from specs.demo.texts import text_of
from specs.markdown.html import page as rendered
from specs.models import Spec, Status
from specs.pictures.architecture import architecture
from specs.pictures.pipeline import pipeline
from specs.reader import blank, read
from specs.writer import write

from .cast import brought_to


@pytest.fixture(scope="module")
def demo():
    return read(text_of("checkout-api")).document


@pytest.fixture(scope="module")
def html(demo):
    page = rendered(write(demo), titled=True)
    return reading.illustrated(reading.addressed(page.html, demo), demo)


def rows_of(values):
    return [row["key"] for rows in values.values() if isinstance(rows, list) for row in rows]


@pytest.mark.parametrize(
    "section",
    ["alerts", "runbooks", "metrics", "architecture", "pipeline", "parameters", "slos", "common_issues",
     "recovery_procedures", "env_variables", "resource_limits", "dashboards", "health_checks"],
)  # fmt: skip
def test_every_row_has_an_address_that_is_its_key(demo, html, section):
    keys = rows_of(demo["sections"][section])
    assert keys
    for key in keys:
        assert html.count(f'id="r-{key}"') == 1, key


def test_every_row_has_a_link_to_its_address(demo, html):
    sections = [one for values in demo["sections"].values() for one in rows_of(values)]
    assert len(sections) > 200
    for key in sections:
        assert html.count(f'href="#r-{key}"') == 1, key
    assert '<span id="r-' not in html


def test_every_step_of_a_runbook_has_its_own_address(demo, html):
    for runbook in demo["sections"]["runbooks"]["runbook"]:
        for step in [one for rows in runbook.values() if isinstance(rows, list) for one in rows]:
            assert html.count(f'<li id="r-{step["key"]}">') == 1, step["text"]


def test_the_link_of_an_entry_is_its_key_and_not_its_name(demo, html):
    alert = demo["sections"]["alerts"]["alert"][0]
    heading = html[html.index(f'id="r-{alert["key"]}"') :][:400]
    assert f'href="#r-{alert["key"]}"' in heading and 'href="#alert-1' not in heading


@pytest.mark.parametrize(
    ("section", "group", "begins"),
    [
        ("rollback", "steps", "<li id="), ("deployment_steps", "post_deployment", "<li id="),
        ("secrets", "secret", "<li id="), ("environments", "environment", "<th id="),
        ("health_checks", "health_check", "<p id="), ("rollout", "canary_step", '<a class="rowlink" id='),
        ("env_variables", "env_variable", '<a class="rowlink" id='),
    ],
)  # fmt: skip
def test_an_address_stands_at_its_own_step_item_or_column(demo, html, section, group, begins):
    for row in demo["sections"][section][group]:
        at = html.index(f'id="r-{row["key"]}"')
        assert html[:at].endswith(begins.removesuffix("id="))
        words = next(row[name] for name in ("text", "name", "endpoint", "percent") if name in row)
        said = re.sub(r"<[^>]*>|`", "", html[html.index(">", at) + 1 :][:1000])
        assert words.replace("`", "").split()[0] in said[:60]


def test_rows_that_are_not_found_have_the_heading_of_their_section(demo, html):
    key = demo["sections"]["rollback"]["steps"][0]["key"]
    other = write(demo).replace("1. While the canary runs", "1. Some day the canary runs")
    changed = reading.addressed(rendered(other, titled=True).html, demo)
    assert f'<h3 id="rollback-procedure"><span id="r-{key}"></span>' in changed


def test_an_address_stands_at_its_own_row(demo, html):
    for alert in demo["sections"]["alerts"]["alert"]:
        at = html.index(f'id="r-{alert["key"]}"')
        assert alert["name"] in html[at : at + 200]
    for metric in demo["sections"]["metrics"]["metric"]:
        row = re.search(rf'<tr id="r-{metric["key"]}">\s*<td>(.*?)<', html)
        assert row and metric["name"].startswith(row[1].replace("&amp;", "&").strip()[:8])


def test_nothing_of_the_text_is_lost_by_it(demo, html):
    plain = rendered(write(demo), titled=True).html
    bare = re.sub(r'<a class="rowlink"[^>]*>(.*?)</a>', r"\1", html)
    named = re.compile(r'href="#r-\w+" aria-label="Link to ((?:Alert|Scenario|Runbook|Issue) \d+)')
    plain = re.sub(
        r'href="#(alert|scenario|runbook|issue)-[^"]*" aria-label="Link',
        'href="#" aria-label="Link',
        plain,
    )
    bare = named.sub(r'href="#" aria-label="Link to \1', bare)
    bare = re.sub(
        r' <a class="permalink" href="#r-[^<]*</a>||<span id="r-\w+"></span>| id="r-\w+"|<figure.*?</figure>',
        "",
        bare,
        flags=re.S,
    )
    chart = re.compile(r'<pre tabindex="0"><code class="language-mermaid">.*?</pre>', re.S)
    assert re.sub(r"\s+", "", bare) == re.sub(r"\s+", "", chart.sub("", plain))


def test_a_file_that_is_not_like_its_document_is_shown_without_addresses(demo):
    strange = (
        "<table><thead><tr><th>Own</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    )
    assert reading.addressed(strange, demo) == strange
    assert reading.addressed(strange, blank()) == strange


@pytest.mark.parametrize("draw", [architecture, pipeline])
def test_a_picture_is_sound_svg_without_style_and_says_the_same_in_words(demo, draw):
    picture = draw(demo)
    tree = ElementTree.fromstring(picture.svg)
    assert tree.get("role") == "img" and tree.get("aria-label")
    assert not re.search(r"style=|<script|#[0-9a-fA-F]{6}", picture.svg)
    width, height = (int(tree.get(name)) for name in ("width", "height"))
    for box in tree.iter("rect"):
        assert 0 <= float(box.get("x")) <= width - float(box.get("width"))
        assert 0 <= float(box.get("y")) <= height - float(box.get("height"))
    names = [row["name"] for row in demo["sections"][picture_rows(draw)[0]][picture_rows(draw)[1]]]
    assert len(picture.sentences) == len(names) == len(list(tree.iter("rect")))
    for name, sentence in zip(names, picture.sentences, strict=True):
        assert name in sentence


def picture_rows(draw):
    return ("architecture", "components") if draw is architecture else ("pipeline", "stage")


def test_the_architecture_is_drawn_in_layers_and_tells_who_talks_to_whom(demo):
    picture = architecture(demo)
    assert any(
        re.search(r"^Checkout API .*talks to .*PostgreSQL", line) for line in picture.sentences
    )
    tops = {
        group.find("{*}text").text: float(group.find("{*}rect").get("y"))
        for group in ElementTree.fromstring(picture.svg).iter("g")
        if group.find("{*}rect") is not None
    }
    assert tops["Load balancer"] < tops["Checkout API"] < tops["PostgreSQL"]


def component(name, talks_to=""):
    from specs import template

    return template.find("component").blank() | {
        "key": name[:3],
        "name": name,
        "talks_to": talks_to,
    }


def test_circles_strangers_and_hostile_names_break_no_picture():
    document = blank()
    rows = [component("A<b>&", "B, A<b>&, Nobody"), component("B", "C"), component("C", "A<b>&")]
    document["sections"]["architecture"]["components"] = rows
    picture = architecture(document)
    assert len(list(ElementTree.fromstring(picture.svg).iter("rect"))) == 3
    assert "<b>" not in picture.svg and "A<b>& talks to B." in picture.sentences
    assert architecture(blank()) is None and pipeline(blank()) is None


def test_the_pictures_stand_below_their_headings_and_the_chart_for_programs_gives_way(html):
    assert html.count('<figure class="drawn">') == 2 and "language-mermaid" not in html
    start = html.index('id="deployment-architecture"')
    assert start < html.index("<figure") < html.index("Payment worker", start)
    assert html.index('id="cicd-pipeline"') < html.rindex("<figure")


@pytest.fixture
def shown(page, live_server, sign_in, payments, alice, rita, demo):
    spec = Spec.start(payments, alice, "Checkout API", demo)
    brought_to(spec, Status.APPROVED, alice, rita)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{spec.guid}/read/")
    return Spec.objects.get(pk=spec.pk)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_pictures_keep_to_the_page_and_links_to_rows_are_copied(
    page, context, live_server, shown, demo, axe
):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    for size in (1440, 390):
        page.set_viewport_size({"width": size, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= size
    page.set_viewport_size({"width": 1440, "height": 900})
    wide = page.locator(".drawn .scroll").first
    assert wide.evaluate("box => box.scrollWidth <= box.clientWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        inks = page.locator(".p-name").first.evaluate(
            "name => [getComputedStyle(name).fill, getComputedStyle(name.parentNode.querySelector('rect')).fill]"
        )
        assert inks[0] != inks[1]
    page.get_by_text("Architecture in words").click()
    expect(page.get_by_text(re.compile("^Load balancer .*talks to"))).to_be_visible()
    key = demo["sections"]["architecture"]["components"][0]["key"]
    row = page.locator(f"#r-{key}")
    row.hover()
    row.get_by_role("link", name="Link to Load balancer").click()
    expect(page.locator("#live")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{live_server.url}/specs/{shown.guid}/read/#r-{key}"
    page.goto(link)
    expect(row).to_be_in_viewport()
    axe(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_printed_draft_says_so_on_each_page_and_an_approved_version_does_not(
    page, live_server, shown, alice
):
    page.emulate_media(media="print")
    assert page.locator(".printmark").count() == 0
    shown.revise(alice, "minor")
    page.goto(f"{live_server.url}/specs/{shown.guid}/read/?v=draft")
    mark = page.locator(".printmark")
    expect(mark).to_have_text("Draft, not approved")
    expect(mark).to_be_visible()
    # What is fixed is drawn on every printed page.
    assert mark.evaluate("one => getComputedStyle(one).position") == "fixed"
    line = page.locator(".printline")
    expect(line).to_contain_text("draft, not approved")
    expect(line).to_contain_text(f"/specs/{shown.guid}/read/?v=draft")
    expect(line).to_be_visible()
    page.emulate_media(media="screen")
    expect(mark).to_be_hidden()
    expect(line).to_be_hidden()
