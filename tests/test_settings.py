"""The settings: production refuses what is unsafe, the embedded portal needs nothing."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from opsportal.guard import kept_secret, refuse_unsafe

ROOT = Path(__file__).resolve().parent.parent
SAFE = {
    "secret_key": "k7F3a9Q2m1X0zR5tB8vN4wL6yH1sD3gJ9pC2eU7oI5qA0nM4xZ",
    "debug": False,
    "hosts": ["ops.example.org"],
    "demo": False,
}


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a management command in an environment that holds only what is given."""
    environment = {"PATH": os.environ["PATH"], "OPSPORTAL_DATA": str(data), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def production(**changes: str) -> dict[str, str]:
    """The least that a production portal is told."""
    return {
        "OPSPORTAL_ENV": "production",
        "SECRET_KEY": SAFE["secret_key"],
        "ALLOWED_HOSTS": "ops.example.org",
        "PORTAL_URL": "https://ops.example.org",
        **changes,
    }


def test_a_safe_production_is_let_through():
    refuse_unsafe(**SAFE)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"secret_key": ""}, "SECRET_KEY is not set"),
        ({"secret_key": "django-insecure-" + "k7F3a9Q2m1" * 6}, "default that everybody knows"),
        ({"secret_key": "change-me-" + "k7F3a9Q2m1" * 6}, "default that everybody knows"),
        ({"secret_key": "k7F3a9Q2m1"}, "too weak"),
        ({"secret_key": "abc" * 30}, "too weak"),
        ({"debug": True}, "DEBUG is on"),
        ({"demo": True}, "OPSPORTAL_DEMO is on"),
        ({"hosts": []}, "ALLOWED_HOSTS is empty"),
        ({"hosts": ["ops.example.org", "*"]}, "wildcard"),
        ({"hosts": [".example.org"]}, "wildcard"),
    ],
)
def test_production_refuses(change, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        refuse_unsafe(**SAFE | change)


def test_production_passes_its_own_deployment_check_in_silence(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **production())
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).strip() == (
        "System check identified no issues (0 silenced)."
    )


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (production(SECRET_KEY=""), "SECRET_KEY is not set"),
        (production(DEBUG="true"), "DEBUG is on"),
        (production(ALLOWED_HOSTS="*"), "wildcard"),
        ({"OPSPORTAL_ENV": "prod"}, "say embedded, production or test"),
    ],
)
def test_a_refused_portal_starts_no_command_and_says_why(tmp_path, variables, words):
    done = manage(tmp_path, "check", **variables)
    assert done.returncode != 0
    assert words in done.stderr.splitlines()[-1]


def test_an_embedded_portal_needs_no_variable_at_all(tmp_path):
    done = manage(tmp_path, "check")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret-key").exists()


def test_the_kept_secret_is_random_private_and_stays(tmp_path):
    first = kept_secret(tmp_path / "secret-key")
    assert len(first) >= 50
    assert kept_secret(tmp_path / "secret-key") == first
    assert kept_secret(tmp_path / "another") != first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another", "secret-key"]


def test_every_page_carries_the_strict_policy(db):
    policy = Client().get("/accounts/login/").headers["Content-Security-Policy"]
    given = {part.strip() for part in policy.split(";")}
    selfs = ("script", "style", "img", "connect", "font", "manifest", "worker")
    assert given == {f"{kind}-src 'self'" for kind in selfs} | {
        "default-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }


def test_nobody_signs_up_alone(db):
    answer = Client().post(
        "/accounts/signup/",
        {"username": "eve", "password1": "long-enough-7", "password2": "long-enough-7"},
    )
    assert answer.status_code in (200, 403)
    assert "_auth_user_id" not in answer.client.session


def test_probes_need_no_host_name_and_no_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    prober = Client(headers={"host": "10.1.2.3"})
    live, ready = prober.get("/healthz/live"), prober.get("/healthz/ready")
    assert (live.status_code, live.content) == (200, b"ok\n")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "database": "ok"})


def test_a_portal_that_is_not_migrated_is_alive_but_not_ready(tmp_path):
    script = (
        "from django.test import Client;"
        "print(Client().get('/healthz/live').status_code, Client().get('/healthz/ready').json())"
    )
    done = manage(tmp_path, "shell", "--no-imports", "-c", script)
    assert done.stdout.strip() == ("200 {'ready': False, 'database': 'waiting for migrations'}"), (
        done.stderr
    )
