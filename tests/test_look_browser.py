"""The desk's own pages with real content: no accessibility fault, nothing wider than the screen."""

from pathlib import Path

import pytest

from specs import reader
from specs.models import Spec

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEMO = Path(reader.__file__).parent / "demo" / "checkout-api.md"


@pytest.fixture
def complete(payments, alice):
    """The complete demo spec as a draft."""
    return Spec.start(payments, alice, "Checkout API", reader.read(DEMO.read_text()).document)


def test_lists_and_the_overview_have_no_fault(page, live_server, sign_in, axe, alice, complete):
    sign_in(page, alice)
    for path in ("/", "/specs/", "/specs/?q=nothing", "/specs/new/", f"/specs/{complete.guid}/"):
        page.goto(f"{live_server.url}{path}")
        axe(page)


def test_a_full_section_has_no_fault(page, live_server, sign_in, axe, alice, complete):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/{complete.guid}/sections/monitoring/")
    page.locator("#savestate").wait_for()
    axe(page)
