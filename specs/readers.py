"""Whoever was signed in lately may read approved runbooks, also at night when signing in does not work.

A cookie of its own says who it was. It opens nothing but runbooks, is bound to the password, ends
with the sign-out, and what its owner may read is asked anew each time.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from specs.models import User

COOKIE = "runbook_reader"
SALT = "specs.readers"
DAY = 86_400


def reader_of(request: HttpRequest) -> User | None:
    """Who was signed in here within the days of the setting; None for anybody else."""
    claim = _claim(request, settings.RUNBOOK_READER_DAYS * DAY)
    user = User.objects.filter(pk=claim[0], is_active=True).first() if claim else None
    if user is None or claim is None or not constant_time_compare(claim[1], _mark(user)):
        return None
    return user


def remember(request: HttpRequest, answer: HttpResponse) -> None:
    """Renew the cookie of somebody who is signed in, once a day; take it away at the sign-out."""
    if getattr(request, "signed_out", False):
        answer.delete_cookie(COOKIE, samesite="Lax")
        answer["Clear-Site-Data"] = '"cache"'  # pages of runbooks may be kept for a minute
        return
    user = getattr(request, "_cached_user", None)  # nobody is looked up for this alone
    if request.method != "GET" or not settings.RUNBOOK_READER_DAYS or not isinstance(user, User):
        return
    claim = _claim(request, DAY)
    if claim is None or claim[0] != user.pk or not constant_time_compare(claim[1], _mark(user)):
        answer.set_cookie(
            COOKIE, signing.dumps([user.pk, _mark(user)], salt=SALT),
            max_age=settings.RUNBOOK_READER_DAYS * DAY, httponly=True,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip


def _claim(request: HttpRequest, seconds: int) -> tuple[int, str] | None:
    """What the cookie says, if it is ours and young enough."""
    try:
        pk, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=seconds)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), str(mark)


def _mark(user: User) -> str:
    """Changes with the password; says nothing about it."""
    return salted_hmac(SALT, user.get_session_auth_hash(), algorithm="sha256").hexdigest()[:32]


@receiver(user_logged_out)
def _signed_out(request: HttpRequest | None, **_: object) -> None:
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]
