"""The house: its files tell the truth about each other."""

import ast
import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
LOCKS = ("requirements.lock", "requirements-production.lock")
OURS = {"opsportal", "specs", "tests", "bench"}


def plain(name: str) -> str:
    """The name of a package as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """Package and version of every line of a lock."""
    found = re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", (ROOT / lock).read_text(), re.M)
    return {plain(name): version for name, version in found}


def tracked(pattern: str) -> list[Path]:
    """Files of the project, without the virtualenv and the data."""
    top = ("opsportal", "specs", "tests", "templates", "static")
    return [path for folder in top for path in sorted((ROOT / folder).rglob(pattern))]


def test_every_variable_that_the_settings_read_is_in_the_example():
    source = (ROOT / "opsportal" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    told = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert len(read) > 20
    assert read - told == set()
    assert told - read == {"POSTGRES_PASSWORD"}


def test_the_example_names_the_default_numbers():
    source = (ROOT / "opsportal" / "settings.py").read_text()
    numbers = dict(re.findall(r"env\.(?:int|float)\(\s*\"([A-Z_]+)\", default=([\d_]+)", source))
    told = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    assert len(numbers) > 8
    for name, number in numbers.items():
        assert told[name] == number.replace("_", ""), name


def test_every_variable_of_the_example_is_explained():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for above, line in itertools.pairwise(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert above.startswith("# "), line


def test_the_compose_file_starts_everything_and_checks_its_health():
    services = COMPOSE["services"]
    assert set(services) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    for name, service in services.items():
        assert "healthcheck" in service, name
        assert service["healthcheck"].get("test") or name == "migrate"
    for name in ("web", "worker", "beat"):
        environment = services[name]["environment"]
        assert environment["OPSPORTAL_ENV"] == "production"
        assert environment["DATABASE_URL"].startswith("postgres://")
        assert environment["REDIS_URL"].startswith("redis://")
        assert services[name]["depends_on"]["migrate"]["condition"].endswith("successfully")


def test_the_compose_file_names_only_volumes_and_services_it_has():
    for service in COMPOSE["services"].values():
        assert (
            set(service["depends_on"]) <= set(COMPOSE["services"])
            if "depends_on" in service
            else True
        )
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]


def test_docker_itself_accepts_the_compose_file():
    compose = ["docker", "compose"]
    has_compose = (
        shutil.which("docker")
        and not subprocess.run([*compose, "version"], capture_output=True).returncode
    )
    if has_compose:
        done = subprocess.run(
            [*compose, "config", "--quiet"], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    else:  # without docker the shape is checked by hand
        known = {"name", "services", "volumes", "x-portal"}
        assert set(COMPOSE) == known


def test_the_image_runs_as_somebody_else_than_root_and_answers_a_probe():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER opsportal" in lines
    assert lines.index("USER opsportal") < next(
        number for number, line in enumerate(lines) if line.startswith("CMD")
    )
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert "ENV OPSPORTAL_ENV=production PORT=8000" in lines


def test_the_image_copies_only_what_exists():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_hashes_every_package(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 30
    for entry in entries:
        assert "==" in entry
        assert "--hash=sha256:" in entry


def test_the_locks_agree_and_hold_every_declared_package():
    everything, production = (locked(lock) for lock in LOCKS)
    assert production.items() <= everything.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {plain(re.match(r"[\w.-]+", line).group()) for line in project["dependencies"]}
    assert names <= set(production)
    dev = project["optional-dependencies"]["dev"]
    assert {plain(re.match(r"[\w.-]+", line).group()) for line in dev} <= set(everything)


def imported(path: Path) -> set[str]:
    """The packages from outside that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.split(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("folder", "lock"),
    [("opsportal", LOCKS[1]), ("specs", LOCKS[1]), ("tests", LOCKS[0])],
)
def test_every_import_is_in_the_lock(folder, lock):
    owners, held = packages_distributions(), locked(lock)
    for path in sorted((ROOT / folder).rglob("*.py")):
        for name in imported(path):
            given = {plain(owner) for owner in owners.get(name, [])}
            assert given & set(held), f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", tracked("*.html"), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_inline_style_or_script(path):
    notes = r"{#.*?#}|{% comment %}.*?{% endcomment %}|{%.*?%}"
    text = re.sub(notes, "", path.read_text(), flags=re.S)
    assert not re.search(r"<style\b|\sstyle\s*=", text, re.I)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", text, re.I)
    assert not re.search(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=", text, re.I)
    assert "javascript:" not in text.lower()
    assert not re.search(r"hx-vals\s*=\s*['\"]js:", text)


@pytest.mark.parametrize(
    "path",
    [path for kind in ("*.html", "*.css", "*.js") for path in tracked(kind)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_nothing_that_a_browser_loads_comes_from_elsewhere(path):
    text = path.read_text()
    assert not re.search(r"(?:src|srcset)\s*=\s*['\"](?:https?:)?//", text)
    assert not re.search(r"<link\b[^>]*href\s*=\s*['\"](?:https?:)?//", text)
    assert not re.search(r"(?:url\(|@import|from)\s*['\"]?(?:https?:)?//", text)
