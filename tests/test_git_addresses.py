"""Which addresses, branch names, paths and secrets are let in."""

import subprocess

import pytest

from specs.git.address import Address, Rules
from specs.git.door import ASKPASS
from specs.git.errors import NotAllowed
from specs.git.hosts import commit_url, compare_url
from specs.git.names import check_branch, check_path
from specs.git.secret import check_reference, read_secret, scrub


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "repos").mkdir()
    (tmp_path / "secrets").mkdir()
    return Rules(tmp_path / "repos", tmp_path / "secrets")


@pytest.mark.parametrize("url", [
    "https://git.example.org/team/ops.git",
    "https://robot@git.example.org:8443/team/ops",
    "ssh://git@git.example.org/team/ops.git",
    "ssh://git@git.example.org:2222/~/ops.git",
])  # fmt: skip
def test_https_and_ssh_addresses_are_let_in(url, rules):
    assert Address.parse(url, rules).url == url


@pytest.mark.parametrize("url", [
    "", "-oProxyCommand=x", "--upload-pack=/bin/sh", "ext::sh -c touch% /tmp/x", "ext::sh",
    "fd::17", "git://host/x.git", "ftp://host/x", "http://git.example.org/x.git", "gopher://x/y",
    "HTTPS://host/x", "/etc", "../x", "git@host:x.git", "host:x.git", "file:x", "file://host/x",
    "https://", "https://host", "https:///x", "https://host/", "ssh://host/x.git",
    "ssh://-oProxyCommand=x@host/x", "ssh://git@-oProxyCommand=x/x", "ssh://git@host/-x",
    "https://user:password@host/x.git", "https://host/x.git?a=b", "https://host/x.git#a",
    "https://host/a b", "https://host/a\nb", "https://host/a\x00b", "https://host/a\x7fb",
    "https://host/%2e%2e/x", "https://ho$t/x", "https://host:99999/x", "https://host:x/x",
    "https://a..b/x", "ssh://git@host/x'y", 'ssh://git@host/x"y', "ssh://git@host/x;y",
    "ssh://git@host/$(x)", "ssh://git@host/x\\y", "transport::https://host/x",
    "https://[fe80::1]/x", "https://a@b@host/x", "ssh+git://git@host/x", "https://host\u2028/x",
])  # fmt: skip
def test_everything_else_is_refused(url, rules):
    with pytest.raises(NotAllowed):
        Address.parse(url, rules)


def test_the_short_ssh_form_is_refused_with_the_long_one(rules):
    with pytest.raises(NotAllowed, match=r"ssh://git@github\.com/team/ops\.git"):
        Address.parse("git@github.com:team/ops.git", rules)


def test_local_repositories_lie_below_the_configured_folder(rules, tmp_path):
    root = tmp_path / "repos"
    (root / "out").symlink_to("/etc")
    assert Address.parse(f"file://{root}/a.git", rules).path == f"{root}/a.git"
    for path in (tmp_path, root, f"{root}/../x", f"{root}/out/x", f"{root}-other/x", "/etc/x"):
        with pytest.raises(NotAllowed):
            Address.parse(f"file://{path}", rules)
    with pytest.raises(NotAllowed, match="EXPORT_FILE_ROOT"):
        Address.parse(f"file://{root}/a.git", Rules())


def test_plain_http_is_for_loopback_and_only_where_it_is_switched_on(rules):
    url = "http://127.0.0.1:8080/x.git"
    with pytest.raises(NotAllowed):
        Address.parse(url, rules)
    on = Rules(loopback_http=True)
    assert Address.parse(url, on).transport == "http"
    for other in ("http://127.0.0.1.example.org/x.git", "http://10.0.0.1/x.git"):
        with pytest.raises(NotAllowed):
            Address.parse(other, on)


@pytest.mark.parametrize("name", ["main", "release/1.x", "opsportal/abc", "a+b"])
def test_branch_names_that_git_takes_literally(name):
    assert check_branch(name) == name


@pytest.mark.parametrize("name", [
    "", "-x", "a..b", "a b", "a:b", "+a", "refs~1", "a^", "a*", "a/", "/a", "a//b", "a.lock",
    "HEAD", "a.lock/b", "@{-1}", "a/.b", "a.", "a\n",
])  # fmt: skip
def test_other_branch_names_are_refused(name):
    with pytest.raises(NotAllowed):
        check_branch(name)


@pytest.mark.parametrize("path", [
    "", "/a", "a/", "a//b", "../a", "a/../b", ".", "./a", "a/.git/b", ".GIT/config", "a\\b", "a b",
    'a"b', "a\nb", ".git./x", "-a", "a/-b", "a\x00b",
])  # fmt: skip
def test_paths_stay_inside_the_repository(path):
    with pytest.raises(NotAllowed):
        check_path(path)
    assert check_path("operations/ybs-spec_0a.md")


def test_secrets_are_named_and_only_the_portal_s_own(rules, monkeypatch, tmp_path):
    monkeypatch.setenv("EXPORT_SECRET_HUB", "abc\n")
    (rules.secret_root / "key").write_text("KEY")
    (tmp_path / "other").write_text("no")
    assert read_secret("env:EXPORT_SECRET_HUB", rules) == "abc\n"
    assert read_secret("file:key", rules) == "KEY"
    assert read_secret("", rules) == ""
    for reference in ("env:SECRET_KEY", "env:DATABASE_URL", "file:../other", "file:/etc/passwd",
                      "abc", "file:", "env:", "ENV:EXPORT_SECRET_HUB"):  # fmt: skip
        with pytest.raises(NotAllowed):
            check_reference(reference, rules)
    for reference in ("env:EXPORT_SECRET_GONE", "file:gone"):
        with pytest.raises(NotAllowed, match="cannot read"):
            read_secret(reference, rules)


def test_secrets_are_scrubbed_from_what_git_says():
    secret = "to/ken+1"
    said = "fatal: https://u:to/ken+1@host, to%2Fken%2B1 and //u:other@host/x and https://me:pw@h"
    assert scrub(said, [secret]) == (
        "fatal: https://[hidden]@host, [hidden] and //u:other@host/x and https://[hidden]@h"
    )
    key = "-----BEGIN-----\nAAAAbbbb\n-----END-----\n"
    assert "AAAAbbbb" not in scrub("load failed: AAAAbbbb", [key])


@pytest.mark.parametrize(("prompt", "answer"), [
    ("Username for 'https://git.example.org:8443': ", "robot\n"),
    ("Password for 'https://robot@git.example.org:8443': ", "s3cret\n"),
    ("Password for 'http://robot@proxy.example.org:3128': ", ""),
    ("Password for 'https://robot@git.example.org': ", ""),
    ("Password for 'https://git.example.org:8443.example.net': ", ""),
    ("Enter passphrase for key '/tmp/key': ", ""),
])  # fmt: skip
def test_the_secret_is_told_to_the_repository_s_own_host_only(prompt, answer):
    told = {"USER": "robot", "SECRET": "s3cret", "HOST": "git.example.org:8443"}
    environment = {f"OPSPORTAL_GIT_{name}": value for name, value in told.items()}
    said = subprocess.run([ASKPASS, prompt], env=environment, capture_output=True, text=True)
    assert said.stdout == answer


@pytest.mark.parametrize(("url", "compare", "commit"), [
    ("ssh://git@github.com/o/r.git", "https://github.com/o/r/compare/main...opsportal/ab?expand=1",
     "https://github.com/o/r/commit/c0"),
    ("https://gitlab.example.org/g/s/r.git",
     "https://gitlab.example.org/g/s/r/-/compare/main...opsportal/ab",
     "https://gitlab.example.org/g/s/r/-/commit/c0"),
    ("https://codeberg.org/o/r", "https://codeberg.org/o/r/compare/main...opsportal/ab",
     "https://codeberg.org/o/r/commit/c0"),
    ("https://git.example.org/o/r", "", ""),
])  # fmt: skip
def test_known_hosts_have_links(url, compare, commit, rules):
    address = Address.parse(url, rules)
    assert compare_url(address, "main", "opsportal/ab") == compare
    assert commit_url(address, "c0") == commit
