"""Theme and density from the account, as Chromium computes them."""

import pytest

from specs.models import Spec
from specs.models.person import Density, Theme
from tests.test_search import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEIGHT = "row => Math.round(row.getBoundingClientRect().height)"


@pytest.fixture
def rows(page, live_server, sign_in, payments, alice):
    """How high rows are: `rows(density)` gives those of the list and of a table in the editor."""
    spec = Spec.start(payments, alice, "Checkout API")
    fill(spec, metrics={"metric": [{"name": "Errors", "threshold": "> 1%", "severity": "High"}]})

    def heights(density):
        alice.density = density
        alice.save()
        sign_in(page, alice)
        page.goto(f"{live_server.url}/specs/")
        listed = page.locator(".list tbody tr").first.evaluate(HEIGHT)
        page.goto(f"{live_server.url}/specs/{spec.guid}/sections/monitoring/")
        page.locator("#savestate").wait_for()
        row = page.locator('[data-model="metric"] tbody[data-row] tr.r').first
        return listed, row.evaluate(HEIGHT)

    return heights


def test_compact_rows_are_32_pixels_high_and_comfortable_ones_40_or_more(rows):
    assert rows(Density.COMPACT) == (32, 32)
    listed, edited = rows(Density.COMFORTABLE)
    assert 40 <= listed <= 44 and 40 <= edited <= 44


def test_a_hand_on_glass_gets_comfortable_rows_always(page, live_server, sign_in, rows, alice):
    page.set_viewport_size({"width": 390, "height": 844})
    listed, _ = rows(Density.COMPACT)
    assert listed >= 44


@pytest.mark.parametrize("theme, device", [(Theme.DARK, "light"), (Theme.LIGHT, "dark")])
def test_a_chosen_theme_is_in_the_first_bytes_and_wins_over_the_device(
    page, live_server, sign_in, alice, theme, device
):
    alice.theme = theme
    alice.save()
    sign_in(page, alice)
    page.emulate_media(color_scheme=device)
    answer = page.goto(f"{live_server.url}/")
    assert f'data-theme="{theme}"' in answer.text()[:200]
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 20, 25)"
    assert dark is (theme == Theme.DARK)
