"""Mails: the sentence of the portal as text and as plain HTML, with a way out in each."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string

from specs.models.kinds import Kind
from specs.models.outbox import ExportState
from specs.models.sending import Ended, Later

if TYPE_CHECKING:
    from specs.models.notification import Notification
    from specs.models.person import User

SEALED = Signer(salt="unsubscribe")
PERMANENT = range(500, 600)
DAILY = "digest"


def send_mail(person: User, kind: str, key: str, items: list[dict[str, Any]]) -> int:
    """Hand one mail to the mail server; raises Later or Ended."""
    if not (person.is_active and person.email):
        raise Ended("This person gets no mail any more.", state=ExportState.CANCELLED)
    try:
        mail_for(person, kind, key, items).send()
    except smtplib.SMTPRecipientsRefused as wrong:
        code, words = next(iter(wrong.recipients.values()))
        raise _refused(code, words) from wrong
    except smtplib.SMTPResponseException as wrong:
        raise _refused(wrong.smtp_code, wrong.smtp_error) from wrong
    except OSError as wrong:  # smtplib's other errors are of this kind
        raise Later(f"The mail server cannot be reached: {wrong}"[:500]) from wrong
    return 250


def mail_for(
    person: User, kind: str, key: str, items: list[dict[str, Any]]
) -> EmailMultiAlternatives:
    """The mail itself; its Message-ID is the row's, however often it is tried."""
    stop = f"{settings.PORTAL_URL}/unsubscribe/{unsubscribing(person, kind)}/"
    shown = {
        "items": [one | {"url": f"{settings.PORTAL_URL}/notifications/{one['pk']}/"} for one in items],
        "why": _why(kind), "stop": stop, "settings": f"{settings.PORTAL_URL}/account/notifications/",
    }  # fmt: skip
    subject = items[0]["sentence"] if kind != DAILY else f"opsportal: {_news(len(items))}"
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    mail = EmailMultiAlternatives(
        " ".join(subject.split())[:180],
        render_to_string("mail/notifications.txt", shown),
        to=[person.email],
        headers={
            "Message-ID": f"<{key}@{host}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("mail/notifications.html", shown), "text/html")
    return mail


def item(told: Notification) -> dict[str, Any]:
    """What a mail says of one notification."""
    return {
        "pk": told.pk, "sentence": told.sentence, "at": told.at.isoformat(),
        "spec": str(told.spec) if told.spec else "",
    }  # fmt: skip


def unsubscribing(person: User, kind: str) -> str:
    """The word in the link that ends one kind of mail, without a sign-in; never out of date."""
    return SEALED.sign(f"{person.pk}.{kind}")


def unsubscribed(token: str) -> tuple[int, str] | None:
    """Whom and what a link is about; None for a link that is not ours."""
    try:
        pk, _, kind = SEALED.unsign(token).partition(".")
    except BadSignature:
        return None
    return int(pk), kind


def words_for(kind: str) -> str:
    """What somebody gets no more mails about."""
    return dict(Kind.choices).get(kind, "the daily mail")


def _why(kind: str) -> str:
    if kind == DAILY:
        return "You get this once a day because you chose so for some kinds of news."
    return f"You get this because you chose to hear at once when this happens: {words_for(kind)}."


def _news(count: int) -> str:
    return "1 notification" if count == 1 else f"{count} notifications"


def _refused(code: int, words: bytes | str) -> Later | Ended:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    reason = f"The mail server refused it: {code} {said}"[:500]
    return Ended(reason, code) if code in PERMANENT else Later(reason, code)
