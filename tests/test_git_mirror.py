"""Fetch, commit and push against real servers, and what each refusal and failure becomes."""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from specs.git.address import Address, Rules
from specs.git.command import Git
from specs.git.commits import Draft, write_commits
from specs.git.door import door_to
from specs.git.errors import NotAllowed, Raced, Refused, Unreachable
from specs.git.mirror import Mirror
from tests.gitservers import Bare, HttpServer, SshServer, git, sshd_program
from tests.services import nothing_may_be_skipped

ME = ("opsportal", "portal@example.org")


@dataclass
class Remote:
    """A bare repository, the way to it, and a mirror of it."""

    bare: Bare
    url: str
    rules: Rules
    server: object = None
    secret: str = ""
    known_hosts: str = ""
    branch: str = "main"
    seconds: float = 60

    @contextlib.contextmanager
    def mirror(self, name="mirror"):
        address = Address.parse(self.url, self.rules)
        way = {"secret": self.secret, "known_hosts": self.known_hosts}
        with door_to(address, self.rules, **way) as door:
            runner = Git(self.bare.folder.parents[1] / f"{name}.git", door, self.seconds)
            mirror = Mirror(runner, address, self.branch)
            with mirror.held(1):
                yield mirror


@pytest.fixture
def local(tmp_path):
    bare = Bare.new(tmp_path / "repos" / "ops.git")
    rules = Rules(tmp_path / "repos", tmp_path / "secrets", loopback_http=True)
    (tmp_path / "secrets").mkdir()
    return Remote(bare, f"file://{bare.folder}", rules)


@pytest.fixture
def over_http(local):
    (local.rules.secret_root / "token").write_text("s3cret/with+signs\n")
    with HttpServer(local.rules.file_root).running() as server:
        local.url, local.secret, local.server = server.url("ops.git"), "file:token", server
        yield local


@pytest.fixture
def over_ssh(local, tmp_path, monkeypatch):
    if sshd_program() is None:
        reason = "no sshd here (Debian: apt install openssh-server)"
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)
    with SshServer(tmp_path / "ssh").running() as server:
        monkeypatch.setenv("EXPORT_SECRET_KEY", server.key)
        local.url, local.server = server.url(local.bare.folder), server
        local.secret, local.known_hosts = "env:EXPORT_SECRET_KEY", server.known_hosts
        yield local


@pytest.fixture(params=["local", "over_http", "over_ssh"])
def remote(request):
    return request.getfixturevalue(request.param)


def drafts(*numbers, words="Spec", **more):
    return [
        Draft(n, f"operations/ybs-spec_{n}.md", f"# {words} {n}\n".encode(), f"ops: {n}\n", **more)
        for n in numbers
    ]


def deliver(mirror, some):
    """What the courier does for one direct batch."""
    mirror.fetch()
    written = write_commits(mirror.git, mirror.base, ME, some)
    if not written.commits:
        return {}
    last = list(written.commits.values())[-1]
    return mirror.push({mirror.branch: last}, {mirror.branch: mirror.base or ""})


def test_files_arrive_with_one_commit_each(remote):
    with remote.mirror() as mirror:
        assert deliver(mirror, drafts(1, 2, 3)) == {"main": None}
        assert deliver(mirror, drafts(3, 4)) == {"main": None}
    assert remote.bare.log() == ["ops: 4", "ops: 3", "ops: 2", "ops: 1", "Other"]
    assert remote.bare.read("operations/ybs-spec_2.md") == b"# Spec 2\n"
    assert remote.bare.read("README.md") == b"Hello\n"
    assert set(remote.bare.log(form="%an <%ae>")[:4]) == {"opsportal <portal@example.org>"}
    remote.bare.check()


def test_branches_of_their_own_start_at_a_fresh_base_and_are_replaced(remote):
    def offer(mirror, words):
        mirror.fetch(offered=True)
        some = [d for n in (1, 2) for d in drafts(n, words=words, branch=f"opsportal/{n}")]
        written = write_commits(mirror.git, mirror.base, ME, some)
        commits = {some[key - 1].branch: commit for key, commit in written.commits.items()}
        return mirror.push(commits, mirror.offered())

    with remote.mirror() as mirror:
        assert offer(mirror, "One") == {"opsportal/1": None, "opsportal/2": None}
        remote.bare.commit("other.md", "Other\n")
        assert offer(mirror, "Two") == {"opsportal/1": None, "opsportal/2": None}
    assert remote.bare.log("opsportal/1") == ["ops: 1", "Other", "Other"]
    assert remote.bare.read("operations/ybs-spec_1.md", "opsportal/1") == b"# Two 1\n"
    assert remote.bare.log("main") == ["Other", "Other"]


def test_a_new_empty_repository_gets_its_first_commit(local, tmp_path):
    local.bare = Bare.new(tmp_path / "repos" / "empty.git", seeded=False)
    local.url = f"file://{local.bare.folder}"
    with local.mirror() as mirror:
        assert deliver(mirror, drafts(1, 2)) == {"main": None}
    assert local.bare.log() == ["ops: 2", "ops: 1"]


def test_a_missing_branch_in_a_repository_in_use_is_refused(local):
    local.branch = "release"
    with local.mirror() as mirror, pytest.raises(Refused, match="no branch release"):
        mirror.fetch()


def test_whoever_pushed_first_wins_and_we_build_again(remote):
    with remote.mirror() as mirror:
        mirror.fetch()
        written = write_commits(mirror.git, mirror.base, ME, drafts(1))
        remote.bare.commit("other.md", "Other\n")
        outcome = mirror.push({"main": written.commits[1]}, {"main": mirror.base})
        assert isinstance(outcome["main"], Raced)
        assert deliver(mirror, drafts(1)) == {"main": None}
    assert remote.bare.log() == ["ops: 1", "Other", "Other"]


def test_a_branch_that_was_turned_back_is_not_pushed_forward_again(local):
    first = local.bare.branches()["main"]
    local.bare.commit("bad.md", "taken back\n")
    with local.mirror() as mirror:
        mirror.fetch()
        written = write_commits(mirror.git, mirror.base, ME, drafts(1))
        git("update-ref", "refs/heads/main", first, at=local.bare.folder)
        outcome = mirror.push({"main": written.commits[1]}, {"main": mirror.base})
    assert isinstance(outcome["main"], Raced)
    assert local.bare.files() == ["README.md"]


def test_a_hook_that_says_no_is_a_refusal_with_its_words(remote):
    remote.bare.hook("pre-receive", "echo 'main is protected, ask Rita' >&2; exit 1")
    with remote.mirror() as mirror:
        outcome = deliver(mirror, drafts(1))
    assert isinstance(outcome["main"], Refused)
    assert "main is protected, ask Rita" in outcome["main"].reason
    assert remote.bare.log() == ["Other"]


def test_wrong_credentials_are_a_refusal_and_never_shown(over_http):
    (over_http.rules.secret_root / "token").write_text("WrongPassword1\n")
    with over_http.mirror() as mirror:
        with pytest.raises(Refused, match="credentials") as refused:
            mirror.fetch()
        assert "WrongPassword1" not in "".join(mirror.git.log) + refused.value.output
    over_http.secret = ""
    with over_http.mirror("other") as mirror, pytest.raises(Refused, match="credentials"):
        mirror.fetch()


def test_the_secret_is_in_no_command_line_and_no_log(over_http, monkeypatch):
    seen = []
    import specs.git.command as command

    start = command.subprocess.Popen
    monkeypatch.setattr(
        command.subprocess, "Popen", lambda args, **k: (seen.append(args), start(args, **k))[1]
    )
    with over_http.mirror() as mirror:
        deliver(mirror, drafts(1))
        words = repr(seen) + "".join(mirror.git.log) + repr(mirror.git.door)
    assert "s3cret" not in words
    assert over_http.bare.log()[0] == "ops: 1"


def test_a_key_the_server_does_not_know_is_a_refusal(over_ssh, tmp_path, monkeypatch):
    stranger = SshServer(tmp_path / "stranger")
    monkeypatch.setenv("EXPORT_SECRET_KEY", stranger.key)
    with over_ssh.mirror() as mirror, pytest.raises(Refused, match="credentials"):
        mirror.fetch()


def test_a_server_with_another_host_key_is_a_refusal(over_ssh, tmp_path):
    other = SshServer(tmp_path / "other", port=over_ssh.server.port)
    over_ssh.known_hosts = other.known_hosts
    with over_ssh.mirror() as mirror, pytest.raises(Refused, match="host key"):
        mirror.fetch()


def test_ssh_without_a_pinned_host_key_is_not_allowed(over_ssh):
    over_ssh.known_hosts = ""
    with pytest.raises(NotAllowed, match="known hosts"), over_ssh.mirror():
        pass


def test_a_repository_that_is_not_there_is_a_refusal(remote):
    remote.url = remote.url.replace("ops.git", "none.git")
    with remote.mirror() as mirror, pytest.raises(Refused, match="no such repository"):
        mirror.fetch()


def test_a_server_that_is_down_is_unreachable(local, tmp_path, monkeypatch):
    (local.rules.secret_root / "token").write_text("x")
    local.secret, local.url = "file:token", HttpServer(tmp_path).url("ops.git")
    with local.mirror() as mirror, pytest.raises(Unreachable):
        mirror.fetch()
    local.url, local.known_hosts = "ssh://git@127.0.0.1:9/x.git", "x ssh-ed25519 AAAA"
    with local.mirror() as mirror, pytest.raises(Unreachable):
        mirror.fetch()


@pytest.mark.parametrize(("status", "error"), [
    (500, Unreachable), (503, Unreachable), (429, Unreachable), (403, Refused), (404, Refused),
])  # fmt: skip
def test_http_answers_are_told_apart(over_http, status, error):
    over_http.server.answers = status
    with over_http.mirror() as mirror, pytest.raises(error):
        mirror.fetch()


def test_a_git_that_hangs_is_ended_with_all_it_started(local, tmp_path):
    note = tmp_path / "pids"
    local.bare.hook("pre-receive", f"echo $$ >> {note}; sleep 60 & echo $! >> {note}; sleep 60")
    local.seconds = 5
    began = time.monotonic()
    with local.mirror() as mirror, pytest.raises(Unreachable, match="within 5 seconds"):
        deliver(mirror, drafts(1))
    assert time.monotonic() - began < 30
    for pid in note.read_text().split():
        assert _gone(int(pid)), f"{pid} lives on"


def test_git_sees_nothing_of_the_worker_s_environment(local, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "django")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[core]\n\tpager = x\n")
    local.bare.hook("pre-receive", "env >&2; git config --list >&2")
    with local.mirror() as mirror:
        assert deliver(mirror, drafts(1)) == {"main": None}
        said = mirror.git.log[-1]
    assert "remote: " in said and "django" not in said and "core.pager" not in said
    assert "GIT_TERMINAL_PROMPT=0" in said and "GIT_ALLOW_PROTOCOL=file" in said


def test_only_the_address_s_own_transport_is_let_through(local, tmp_path):
    trace = tmp_path / "trace"
    with local.mirror() as mirror:
        for url in (f"ext::touch {trace}", "http://127.0.0.1:9/x", "ssh://a@127.0.0.1/x"):
            said = mirror.git("ls-remote", url, check=False)
            assert said.code and "not allowed" in said.err
    assert not trace.exists()


def test_a_damaged_copy_is_made_anew(local):
    with local.mirror() as mirror:
        deliver(mirror, drafts(1))
        for pack in (mirror.git.folder / "objects").rglob("*"):
            if pack.is_file():
                pack.unlink()
        (mirror.git.folder / "shallow.lock").touch()
    with local.mirror() as mirror:
        assert deliver(mirror, drafts(2)) == {"main": None}
    assert local.bare.log() == ["ops: 2", "ops: 1", "Other"]


def test_a_copy_that_grew_is_packed_and_goes_on(local, monkeypatch):
    monkeypatch.setattr("specs.git.mirror.MANY_LOOSE", -1)
    with local.mirror() as mirror:
        for n in range(1, 5):
            deliver(mirror, drafts(n))
            mirror.tidy()
    left = [path for path in (mirror.git.folder / "objects").rglob("*") if path.is_file()]
    assert len([path for path in left if path.suffix == ".pack"]) == 1 and len(left) < 8
    assert local.bare.log() == ["ops: 4", "ops: 3", "ops: 2", "ops: 1", "Other"]


def test_two_processes_do_not_use_one_copy_at_a_time(local):
    with local.mirror(), pytest.raises(Unreachable, match="still runs"), local.mirror():
        pass


def test_what_is_there_already_is_not_committed_again(local):
    with local.mirror() as mirror:
        deliver(mirror, drafts(1, 2))
        mirror.fetch()
        written = write_commits(mirror.git, mirror.base, ME, drafts(1, 2, 3))
    assert written.unchanged == [1, 2] and list(written.commits) == [3]


def test_the_old_file_goes_in_the_same_commit(local):
    local.bare.commit("old/1.md", "# Spec 1\n")
    with local.mirror() as mirror:
        deliver(mirror, [*drafts(1, gone=("old/1.md",)), *drafts(2, gone=("old/never.md",))])
    assert local.bare.files() == [
        "README.md", "operations/ybs-spec_1.md", "operations/ybs-spec_2.md"
    ]  # fmt: skip
    assert local.bare.log() == ["ops: 2", "ops: 1", "Other", "Other"]


def test_a_path_that_is_a_folder_or_goes_through_a_file_is_refused_alone(local):
    local.bare.commit("a/b/c.md", "x")
    with local.mirror() as mirror:
        mirror.fetch()
        some = [Draft(1, "a/b", b"x", "1"), Draft(2, "README.md/x.md", b"x", "2"), *drafts(3)]
        written = write_commits(mirror.git, mirror.base, ME, some)
    assert list(written.refused) == [1, 2] and list(written.commits) == [3]


def test_the_portal_s_commits_are_found_in_a_deeper_fetch(local):
    with local.mirror() as mirror:
        deliver(mirror, drafts(1))
        for n in range(3):
            local.bare.commit(f"{n}.md", "x")
        mirror.fetch()
        found = [message.strip() for _, message in mirror.messages()]
    assert found == ["Other", "Other", "Other", "ops: 1", "Other"]


def _gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
            if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]:
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False
