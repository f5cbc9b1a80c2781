"""Calling a webhook: our fields in the envelope of Standard Webhooks, and `text` for chats."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from specs.models.outbox import ExportState
from specs.models.sending import Ended, Later
from specs.models.webhook import Webhook
from specs.posting import Answer, NotPosted, post

GONE = 410
AGENT = "opsportal-webhook/1"


def call(hook: Webhook, kind: str, key: str, said: dict[str, Any], at: datetime) -> Answer:
    """Post it once; raises Later, or Ended when nobody is to be called any more."""
    if not hook.hears(kind) and kind != "test":
        raise Ended("The webhook is off, or no longer receives this kind.", state=ExportState.CANCELLED)  # fmt: skip
    body = body_of(said, at)
    headers = {
        "content-type": "application/json", "user-agent": AGENT,
        **hook.headers(key, int(timezone.now().timestamp()), body),
    }  # fmt: skip
    limits = {
        "seconds": settings.WEBHOOK_TIMEOUT_SECONDS,
        "private": settings.WEBHOOK_ALLOW_PRIVATE,
    }
    try:
        answer = post(hook.url, body, headers, **limits)
    except NotPosted as wrong:
        raise Later(wrong.reason) from wrong
    if answer.status == GONE:
        raise Ended(f"The receiver is gone for good: 410 {answer.excerpt}", GONE)
    if not 200 <= answer.status < 300:
        moved = " Redirects are not followed." if 300 <= answer.status < 400 else ""
        raise Later(f"It answered {answer.status}.{moved} {answer.excerpt}".strip(), answer.status)
    return answer


def body_of(said: dict[str, Any], at: datetime) -> bytes:
    """The same bytes at every try; `text` is what Slack and its likes show."""
    url = settings.PORTAL_URL + said["path"]
    told = {
        "text": f"{_plain(said['sentence'])} {url}",
        "type": f"opsportal.{said['kind']}",
        "timestamp": at.isoformat(),
        "data": {**said, "url": url},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(sentence: str) -> str:
    """A name cannot call everybody in the channel, or show a link as another one."""
    return sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
