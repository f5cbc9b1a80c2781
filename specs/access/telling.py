"""What a person was told, where news are sent, and who reads the whole trail."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from specs.access.specs import (
    draft_for_reading,
    published,
    refuse,
    require_admin,
    specs_visible,
)
from specs.models import Dispatch, Notification, Spec, User, Webhook
from specs.models.inbox import Group, Page, page_of
from specs.models.mailing import unsubscribed


def notifications_of(user: User) -> QuerySet[Notification]:
    """What this person was told."""
    return Notification.objects.filter(person=user).select_related("spec", "by")


def told_page(user: User, after: str = "") -> Page:
    """A page of them. Names that this person is no longer shown are left out of the headings."""
    page = page_of(notifications_of(user), after)
    asked = {one.spec.pk for one in (*page.unread, *page.read) if one.spec}
    found = published(user, specs_visible(user).filter(pk__in=asked)) if asked else []
    shown = {spec.pk: spec for spec in found}
    unread, read = (
        [Group(shown.get(one.spec.pk) if one.spec else None, one.lines) for one in groups]
        for groups in (page.unread, page.read)
    )
    return Page(unread, read, page.more)


def notification_of(user: User, pk: int) -> Notification:
    """One of them; those of others do not exist."""
    found = notifications_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def person_of_link(token: str) -> tuple[User, str]:
    """Whoever a signed link in a mail is about, and which kind of mail; it needs no sign-in."""
    said = unsubscribed(token)
    person = User.objects.filter(pk=said[0], is_active=True).first() if said else None
    if said is None or person is None:
        raise Http404
    return person, said[1]


def webhooks_for_admin(user: User) -> QuerySet[Webhook]:
    """All of them, for the admins of the portal."""
    require_admin(user)
    return Webhook.objects.all()


def webhook_for_admin(user: User, pk: int) -> Webhook:
    """One webhook, for the admins of the portal."""
    found = webhooks_for_admin(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def calls_of(user: User, hook: Webhook) -> QuerySet[Dispatch]:
    """The log of a webhook, newest first."""
    require_admin(user)
    return Dispatch.objects.filter(webhook=hook).order_by("-pk")


def dispatch_for_admin(user: User, pk: int) -> Dispatch:
    """One mail or call, for the admins of the portal."""
    require_admin(user)
    found = Dispatch.objects.select_related("webhook", "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def mails_for_admin(user: User) -> QuerySet[Dispatch]:
    """The mails, newest first: whom they are for, and how they end; not what they say."""
    require_admin(user)
    mails = Dispatch.objects.filter(webhook=None).select_related("person")
    return mails.defer("payload").order_by("-pk")


def may_audit(user: User) -> bool:
    """Whether this person reads the trail of the whole organisation."""
    return user.is_active and (user.is_admin or user.is_auditor)


def require_auditor(user: User) -> None:
    """The whole trail shows drafts of all teams."""
    if not may_audit(user):
        refuse("Only admins and auditors can read the trail of the organisation.")


def spec_for_auditing(user: User, guid: str) -> Spec:
    """A specification whose trail this person reads: its team, its reviewers, and auditors."""
    if may_audit(user):
        found = Spec.objects.select_related("team", "approved").filter(guid=guid).first()
        if found is not None:
            return found
    return draft_for_reading(user, guid)
