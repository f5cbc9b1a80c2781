"""The import wizard in a real browser, from three files of a service to rows, and back."""

import os

import pytest
from playwright.sync_api import expect

from specs.models import Event, Import, Verb
from specs.sections.alerts import Alert
from specs.sections.parameters import Parameter
from tests.test_importers import COMPOSE, ENV, RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def files(tmp_path):
    texts = {".env": ENV, "docker-compose.yml": COMPOSE, "prometheus.rules.yml": RULES}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in texts]


def picture(page, name):
    """Keep a picture of the page where somebody wants one."""
    for width, theme in ((1440, "light"), (1440, "dark"), (390, "light")) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=f"{PICTURES}/import-{name}-{width}-{theme}.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_three_files_become_rows_and_one_click_takes_them_back(
    page, live_server, sign_in, axe, alice, spec, files
):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{spec.guid}/")
    page.get_by_role("link", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    axe(page)
    picture(page, "1")

    page.get_by_label("Files", exact=True).set_input_files(files)
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_role("heading", name="Where does each value go?")).to_be_focused()
    expect(page.locator('[aria-current="step"]')).to_have_text("2Match")
    expect(page.locator(".banner.review")).to_contain_text("look secret")
    assert "hunter" not in page.content()
    axe(page)
    picture(page, "2")

    sample = page.locator("#sample")
    expect(sample.get_by_role("row", name="Alerts").get_by_role("cell").first).to_have_text("3")
    with page.expect_response("**/match/"):
        page.get_by_label("Alerts, labels.severity").first.select_option("High")
    alert = page.get_by_label("Alerts, alert", exact=True)
    with page.expect_response("**/match/"):
        alert.select_option("Do not import")
    name, value = alert.evaluate("one => [one.name.replace('m-', ''), one.value]")
    assert Import.objects.get().choices["match"][name] == value
    with page.expect_response("**/match/"):
        alert.select_option("Name")
    page.get_by_role("button", name="Continue to the preview").click()

    expect(page.get_by_role("heading", name="What should be imported?")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Environment Variables")).not_to_be_checked()
    assert not Alert.of(spec.pk).exists() and not Parameter.of(spec.pk).exists()
    axe(page)
    picture(page, "3")
    page.go_back()
    expect(page.get_by_role("heading", name="Where does each value go?")).to_be_visible()
    page.go_forward()
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("rows added")
    assert Alert.of(spec.pk).get(name="CheckoutErrorRate").severity == "High"
    assert not Parameter.of(spec.pk).exclude(sensitive="").exclude(default="").exists()
    axe(page)
    picture(page, "4")
    page.get_by_role("link", name="Open Monitoring").click()
    expect(page.locator('input[value="CheckoutErrorRate"]').first).to_be_attached()
    page.goto(f"{live_server.url}/specs/{spec.guid}/imports/{Import.objects.get().pk}/")
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_role("heading", name="The import is undone")).to_be_visible()
    assert not Alert.of(spec.pk).exists()


def test_the_wizard_works_without_javascript(new_context, live_server, sign_in, alice, spec, files):
    context = new_context(java_script_enabled=False)
    sign_in(context, alice)
    page = context.new_page()
    page.goto(f"{live_server.url}/specs/{spec.guid}/imports/new/")
    page.get_by_label("Or paste text").fill("LOG_LEVEL=info\nSMTP_PASSWORD=hunter2\n")
    page.get_by_label("File name of the pasted text").fill("hub.env")
    page.get_by_role("button", name="Read the files").click()
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rows added")
    assert set(Parameter.of(spec.pk).values_list("name", flat=True)) == {
        "LOG_LEVEL",
        "SMTP_PASSWORD",
    }
    assert Event.objects.filter(verb=Verb.IMPORTED).exists()


def test_a_file_that_is_none_is_told_beside_the_field(
    page, live_server, sign_in, axe, alice, spec, tmp_path
):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xff")
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{spec.guid}/imports/new/")
    page.get_by_label("Files", exact=True).set_input_files([tmp_path / "photo.png"])
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#fault-1")).to_contain_text("photo.png This is no text in UTF-8.")
    axe(page)
    picture(page, "fault")
