"""Fixtures for every test: a browser, a pair of eyes for accessibility, child processes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Watch, launch_arguments, what_is_missing
from tests.cast import (  # noqa: F401  the standing cast, for every test
    ada,
    alice,
    bob,
    charlie,
    dora,
    finance,
    lenient_policy,
    on,
    payments,
    rita,
    ruben,
    spec,
    strict_policy,
)
from tests.editing import SLOW, beside, draft, editor, seat  # noqa: F401  hands on the section editor
from tests.exporting import bare, http, remote, repository, ssh  # noqa: F401  places to export to
from tests.reviewing import changed  # noqa: F401  a version with two changed chapters
from tests.seeing import check_accessibility
from tests.services import nothing_may_be_skipped
from tests.waiving import blocked, strict  # noqa: F401  a blocker that can be waived
from tests.wandering import demo  # noqa: F401  the demo's people and specifications

expect.set_options(timeout=SLOW)
WATCHES: list[Watch] = []  # one for each browser context of the running test


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Make the tables straight from the models, in a second; CI takes the real migrations."""
    return nothing_may_be_skipped()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium of this machine; without one the browser tests are skipped."""
    if reason := what_is_missing():
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)
    return launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """The window of the interface's acceptance statements; no motion, so that nothing waits."""
    return {
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
        "locale": "en-GB",
    }


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser of all tests; each context that it makes is patient, and is watched."""
    make = browser.new_context

    def watched(**options: Any) -> BrowserContext:
        context = make(**options)
        context.set_default_timeout(SLOW)
        WATCHES.append(Watch(context))
        return context

    browser.new_context = watched  # type: ignore[method-assign]
    return browser


@pytest.fixture(autouse=True)
def no_page_does_what_none_may() -> Iterator[None]:
    """Fail the test when a page of any context broke the CSP, threw, or called outside."""
    WATCHES.clear()
    yield
    assert [fault for watch in WATCHES for fault in watch.faults] == []


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[BrowserContext | Page, AbstractBaseUser], None]:
    """Sign a person in without the form: `sign_in(page, alice)`."""

    def sign_in(where: BrowserContext | Page, person: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        (where.context if isinstance(where, Page) else where).add_cookies([cookie])

    return sign_in


@pytest.fixture
def axe() -> Callable[..., None]:
    """Assert that a page has no accessibility fault: light and dark, wide and narrow."""
    return check_accessibility


@pytest.fixture
def process_env(transactional_db: None) -> dict[str, str]:
    """The environment in which a child process sees the database and broker of this test."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{Path(str(place['NAME'])).resolve()}"
    else:
        url = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    return {
        **os.environ,
        "OPSPORTAL_ENV": "test",
        "OPSPORTAL_DATA": str(settings.DATA_DIR),
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "opsportal.settings",
    }
