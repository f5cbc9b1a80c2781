"""The break-glass bundle: all that is approved as files that need no portal."""

import io
import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import expect

from specs import store, tasks, template
from specs.bundle import files
from specs.models import Spec

from .cast import started
from .rehearsing import (
    KEY,
    OTHER,
    approve,
    approved_runbooks,  # noqa: F401
    runbook,
    step,
    write_runbooks,
)


def written(folder, *more):
    out = io.StringIO()
    call_command("bundle", str(folder), *more, stdout=out)
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_it_holds_every_approved_specification_and_runbook_as_html_and_markdown(approved, tmp_path):
    held, base = written(tmp_path / "b"), f"specs/{approved.guid}"
    assert {"index.html", "index.md", "assets/index.js", "assets/search.js", f"{base}/index.html",
            f"{base}/ybs-spec_{approved.guid}.md", f"{base}/runbooks/{KEY}.html",
            f"{base}/runbooks/{KEY}.md", f"{base}/runbooks/{OTHER}.html"} <= set(held)  # fmt: skip
    assert held[f"{base}/ybs-spec_{approved.guid}.md"].decode() == approved.approved.markdown
    html = held[f"{base}/runbooks/{KEY}.html"].decode()
    assert "kubectl rollout status" in html and "Not solved after 15 minutes" in html
    text = held[f"{base}/runbooks/{KEY}.md"].decode()
    assert text.startswith(
        "# Checkout latency is high\n\nRunbook of Checkout API 0.1.0, approved.\n"
    )
    assert (
        "kubectl rollout status deploy/checkout" in text
        and "Checkout errors are high\n" not in text
    )


def index_of(held):
    return json.loads(held["assets/index.js"].decode().split("=", 1)[1].rstrip(";\n"))


def test_every_section_is_found_by_its_words_and_opened_at_its_heading(
    approved, alice, rita, tmp_path
):
    approved.revise(alice, "minor")
    document = store.load(approved)
    canary = template.find("canary_step").blank() | {"key": "kcanary", "percent": "10%"}
    document["sections"]["rollout"] |= {
        "notes": "A canary first, a canary last.",
        "canary_step": [canary],
    }
    store.save(approved, document)
    approve(approved, alice, rita)
    held = written(tmp_path / "b")
    (line,) = index_of(held)
    (section,) = (one for one in line["s"] if "canary" in one["w"].split())
    assert section["w"].split().count("canary") == 1
    assert f'id="{section["a"]}"'.encode() in held[line["p"]]


def test_no_draft_gets_in(approved, alice, tmp_path):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(name="Half written")])
    started(approved.team, alice, "Secret plans")
    held = b"".join(written(tmp_path / "b").values())
    assert b"Half written" not in held and b"Secret plans" not in held


def test_private_teams_are_left_out_unless_asked_for(approved, tmp_path):
    approved.team.private = True
    approved.team.save()
    assert not any(approved.guid in name for name in written(tmp_path / "b"))
    assert any(approved.guid in name for name in written(tmp_path / "b", "--private"))


def test_the_same_input_gives_the_same_bytes(approved, tmp_path):
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert dict(files(False)) == dict(files(False))


def test_nothing_in_it_is_inline_or_leads_to_a_server(approved, tmp_path):
    for name, content in written(tmp_path / "b").items():
        if name.endswith(".html"):
            html = content.decode()
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", html)
            assert not re.search(r'(?:src|href)="/', html), name


def test_every_link_of_every_page_leads_to_a_file_of_it(approved, tmp_path):
    held = written(tmp_path / "b")
    for name, content in held.items():
        if not name.endswith(".html"):
            continue
        for link in re.findall(r'(?:src|href)="([^"]+)"', content.decode()):
            to = urlsplit(urljoin(f"http://here/{name}", link))
            if to.netloc == "here":
                aim = unquote(to.path[1:])
                assert aim in held, (name, link)
                if to.fragment:
                    assert f'id="{to.fragment}"'.encode() in held[aim], (name, link)


def test_every_link_of_its_markdown_leads_to_a_file_of_it(approved, alice, rita, tmp_path):
    approved.revise(alice, "minor")
    where = "[Errors](#runbook-2-checkout-errors-are-high), [Alerts](#alerts)"
    command = "echo '[x](#alerts)'"
    rows = [
        runbook(when=where, verification=[step(f"See {where}.", command=command)]),
        runbook(OTHER, "Checkout errors are high"),
    ]
    write_runbooks(approved, rows)
    approve(approved, alice, rita)
    held, base = written(tmp_path / "b"), f"specs/{approved.guid}"
    text = held[f"{base}/runbooks/{KEY}.md"].decode()
    assert text.count(f"[Errors]({OTHER}.md)") == 3 and command in text
    assert f"[Alerts](../ybs-spec_{approved.guid}.md#alerts)" in text
    for name, content in held.items():
        for link in re.findall(r"\]\(([^)#\s]+)", content.decode()) if name.endswith(".md") else ():
            aim = urlsplit(urljoin(f"http://here/{name}", link))
            assert aim.netloc != "here" or unquote(aim.path[1:]) in held, (name, link)


def test_the_files_of_a_specification_that_is_gone_are_gone(approved, tmp_path):
    written(tmp_path / "b")
    Spec.objects.filter(pk=approved.pk).update(approved=None, status="Draft")
    held = written(tmp_path / "b")
    assert not any(approved.guid in name for name in held)
    assert b"Nothing is approved yet" in held["index.html"]
    assert [one.name for one in tmp_path.iterdir()] == ["b"]


def test_a_folder_with_other_files_is_left_alone(approved, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds other files") as refused:
        call_command("bundle", str(tmp_path / "b"))
    assert refused.value.returncode == 2
    assert [one.name for one in (tmp_path / "b").iterdir()] == ["thesis.txt"]
    assert [one.name for one in tmp_path.iterdir()] == ["b"]


def test_a_failure_leaves_the_old_one_whole(approved, tmp_path, monkeypatch):
    before = written(tmp_path / "b")

    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr("specs.bundle.writing.runbook_markdown", broken)
    with pytest.raises(OSError, match="disk full"):
        call_command("bundle", str(tmp_path / "b"))
    monkeypatch.undo()
    assert {str(one.relative_to(tmp_path / "b")): one.read_bytes()
            for one in (tmp_path / "b").rglob("*") if one.is_file()} == before  # fmt: skip
    assert [one.name for one in tmp_path.iterdir()] == ["b"]


def test_hostile_names_break_out_of_nothing(approved, alice, rita, tmp_path):
    evil = "</script><script>alert(1)</script>\u2028[x](javascript:1)"
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(name=evil, when=evil)], [(evil, f"@{KEY}")])
    approve(approved, alice, rita)
    held = written(tmp_path / "b")
    assert b"<" not in held["assets/index.js"].split(b"=", 1)[1]
    for name, content in held.items():
        if name.endswith(".html"):
            assert b"<script>alert" not in content and b'href="javascript' not in content


def test_the_scheduled_job_writes_it_where_the_setting_says_and_is_off_without(
    approved, tmp_path, settings
):
    settings.BUNDLE_DIR = ""
    tasks.bundle()
    assert list(tmp_path.iterdir()) == []
    settings.BUNDLE_DIR = str(tmp_path / "b")
    tasks.bundle()
    assert (tmp_path / "b" / "index.html").exists()
    assert settings.CELERY_BEAT_SCHEDULE["bundle"]["task"] == tasks.bundle.name


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_it_is_searched_and_read_from_the_file(page, approved, tmp_path, axe):
    written(tmp_path / "b")
    page.goto((tmp_path / "b" / "index.html").as_uri())
    axe(page)
    page.get_by_label("Find a runbook").fill("checkoutlatencyhigh bananas")
    expect(page.get_by_role("status")).to_have_text("Nothing found. Try fewer words, or others.")
    page.get_by_label("Find a runbook").fill("CheckoutLatency")
    expect(page.locator("#hits a").first).to_have_text("Checkout latency is high, Checkout API")
    page.get_by_label("Find a runbook").fill("Rollout-Status")
    expect(page.locator("#hits a", has_text="Runbooks, Checkout API")).to_have_attribute(
        "href", re.compile(r"index\.html#runbooks$")
    )
    page.get_by_label("Find a runbook").fill("CheckoutLatency")
    page.get_by_role("link", name="Checkout latency is high, Checkout API").click()
    expect(page.get_by_role("heading", name="Checkout latency is high")).to_be_visible()
    expect(page.locator("#command-1")).to_have_text(
        "kubectl rollout status deploy/checkout -n payments"
    )
    axe(page)
    page.get_by_role("link", name="Errors").click()
    expect(page.get_by_role("heading", name="Checkout errors are high")).to_be_visible()
    page.get_by_role("link", name="Checkout API", exact=True).click()
    expect(page.get_by_role("heading", name="Checkout API", level=1)).to_be_visible()
    axe(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_javascript_the_index_is_a_list(new_context, approved, tmp_path):
    written(tmp_path / "b")
    page = new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "b" / "index.html").as_uri())
    expect(page.get_by_label("Find a runbook")).to_be_hidden()
    page.get_by_role("link", name="Checkout latency is high").click()
    expect(page.get_by_role("heading", name="Escalate")).to_be_visible()
