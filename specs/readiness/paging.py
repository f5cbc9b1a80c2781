"""An alert reaches the right person by the right way: ALR-03, ALR-04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from .look import Look, place
from .rule import Rule

NOBODY = re.compile(r"(?:none|nobody|no one|-|n/?a|\?)?\s*", re.IGNORECASE)
CHANNEL = re.compile(r"#[\w-]+")
PAGES = re.compile(
    r"pager|opsgenie|victorops|splunk on-?call|incident\.io|\bpages?\b|phone|\bsms\b|\bcalls?\b|on-?call",
    re.IGNORECASE,
)
SURELY_PAGES = re.compile(r"pager|opsgenie|victorops|\bpages?\b|phone|\bsms\b", re.IGNORECASE)
NO_PAGE = re.compile(
    r"\b(?:no|not|never|without)\s+(?:a\s+)?pag\w+|\bstatus ?page\b", re.IGNORECASE
)
ON_CALL_CHAT = re.compile(r"\bon-?call\s+(?:channel|chat|room)\b", re.IGNORECASE)
ONLY = re.compile(r"(?:\W|and|or)*")  # nothing but the names of channels
CHATS = re.compile(
    r"slack|teams\b|mattermost|discord|chat|e-?mail|\bmail|ticket|jira", re.IGNORECASE
)


class Heard(Rule):
    """An alert has no severity, or nobody hears it."""

    id, severity, about = "ALR-03", "blocker", "alerts"
    title = "Every alert has a severity, and somebody hears it"
    reason = "An alert that notifies nobody is a log line."
    source = "Seed 002: Notification"

    def findings(self, look: Look) -> Iterator[Finding]:
        for number, row in enumerate(look.rows("alerts"), 1):
            name = row["name"] or f"Alert {number}"
            if not (row["name"] or row["condition"]):
                continue
            if not row["severity"]:
                at = place("alert", row["key"], "severity")
                yield self.says(f"{name} has no severity", "Choose how bad it is.", at)
            if NOBODY.fullmatch(row["notification"]):
                at = place("alert", row["key"], "notification")
                text = "Say who, or what, hears it."
                yield self.says(f"{name} notifies nobody", text, at, row["notification"])


class Channel(Rule):
    """The severity says one thing, the way of telling another."""

    id, severity, about = "ALR-04", "warning", "alerts"
    title = "Severity and channel agree"
    reason = (
        "A critical alert in a chat is read in the morning; a low one at night is switched off."
    )
    source = "Production readiness: alert channels"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("alerts"):
            told = row["notification"]
            for words in (CHANNEL, NO_PAGE, ON_CALL_CHAT):
                told = words.sub(" ", told)
            chat = CHATS.search(told) or (
                CHANNEL.search(row["notification"]) and ONLY.fullmatch(told)
            )
            at = place("alert", row["key"], "notification")
            about = (row["severity"], row["notification"])
            if row["severity"] == "Critical" and chat and not PAGES.search(told):
                title = f"{row['name']} is critical but wakes nobody"
                yield self.says(title, "Page somebody, or lower the severity.", at, *about)
            if row["severity"] in ("Medium", "Low") and SURELY_PAGES.search(told):
                title = f"{row['name']} is {row['severity'].lower()} but pages somebody"
                yield self.says(title, "Tell a chat or a ticket, or raise it.", at, *about)
