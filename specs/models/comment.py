"""Comments: threads about a place of a specification, and suggestions of one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from specs.models.event import Event, Verb
from specs.models.notification import Kind, notify, team_of
from specs.models.person import User

if TYPE_CHECKING:
    from specs.models.review import Review
    from specs.models.spec import Spec


def heard_by(user: User) -> Q:
    """Comments that this person may read: what was sent, and their own."""
    return Q(pending=False) | Q(author=user)


class Thread(models.Model):
    """What was said about one place; it hangs on the row's permanent key, wherever the row goes."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="threads")
    place = models.CharField("address", max_length=160)
    section = models.CharField(max_length=60)
    chapter = models.CharField(max_length=40)
    called = models.CharField("what the place was called", max_length=300, blank=True, default="")
    version = models.CharField(max_length=40, blank=True, default="")
    revision = models.ForeignKey(
        "specs.Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    digest = models.CharField("what stood there", max_length=12, blank=True, default="")
    quoted = models.TextField("the text that stood there", blank=True, default="")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        indexes = [models.Index(fields=["spec", "resolved_at"], name="thread_by_spec")]

    said: list[Comment]  # what the asking person may read of it, set by `visible_to`

    def __str__(self) -> str:
        return self.called or self.place

    @property
    def path(self) -> str:
        """Where it is read alone, open or resolved."""
        return f"/specs/{self.spec.guid}/threads/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def pending(self) -> bool:
        """Whether nobody but its writer sees it yet."""
        return all(comment.pending for comment in self.said)

    @property
    def applied(self) -> bool:
        """Whether a suggestion in it was followed."""
        return any(comment.applied_at for comment in self.said)

    @classmethod
    def visible_to(cls, user: User, spec: Spec) -> models.QuerySet[Thread]:
        """What this person may read about a specification that was opened to them, oldest first."""
        said = Comment.objects.filter(heard_by(user)).select_related("author", "applied_by")
        found = cls.objects.filter(Exists(said.filter(thread=OuterRef("pk"))), spec=spec.pk)
        found = found.select_related("started_by", "resolved_by")
        return found.prefetch_related(Prefetch("comments", said.order_by("at", "pk"), "said"))

    @classmethod
    def forget(cls, spec: Spec, places: list[str]) -> None:
        """Quote no longer what stood at these places: it turned out to be a secret."""
        about = cls.objects.filter(spec=spec.pk, place__in=places)
        suggested = Comment.objects.filter(thread__in=about, suggestion__isnull=False)
        suggested.update(suggestion="", against="")
        about.update(quoted="", digest="")

    def resolve(self, by: User | None) -> bool:
        """Close it, or open it again (None); False when somebody was faster."""
        asked = Thread.objects.filter(pk=self.pk, resolved_at__isnull=by is not None)
        self.resolved_by, self.resolved_at = by, timezone.now() if by else None
        return bool(asked.update(resolved_by=by, resolved_at=self.resolved_at))


class Comment(models.Model):
    """One thing that was said; `suggestion` is the text that the one value should become."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    pending = models.BooleanField(default=False)
    review = models.ForeignKey(
        "specs.Review", models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    suggestion = models.TextField(null=True, blank=True)  # noqa: DJ001 - "" suggests to empty it
    against = models.TextField("what the suggestion replaces", blank=True, default="")
    mentions = models.JSONField("sign-in names in it", default=list, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField("changed after it was sent", null=True, blank=True)
    deleted_at = models.DateTimeField("deleted by its author", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["author", "pending"], name="comment_pending")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(suggestion__isnull=False) | Q(deleted_at__isnull=False),
                name="a_comment_says_something",
            )
        ]

    def __str__(self) -> str:
        if self.deleted_at:
            return f"Deleted comment on {self.thread}"
        return self.text or f"Suggestion for {self.thread}"

    @property
    def suggests(self) -> bool:
        return self.suggestion is not None

    @classmethod
    def pending_of(cls, user: User, spec: Spec) -> models.QuerySet[Comment]:
        """What this person wrote about it and has not sent."""
        return cls.objects.filter(author=user, pending=True, thread__spec=spec.pk)

    @classmethod
    def send(cls, review: Review, by: User) -> list[Comment]:
        """A decision takes its writer's pending comments along, those of earlier rounds too.

        Called in the transaction of the decision; each leaves its line in the trail.
        """
        waiting = cls.pending_of(by, review.spec).select_related("thread__spec", "author")
        sent = list(waiting.order_by("pk"))
        now = timezone.now()
        cls.objects.filter(pk__in=[one.pk for one in sent]).update(
            pending=False, at=now, review=review
        )
        for one in sent:
            one.pending = False
            one.record()
            one.tell(with_a_decision=True)
        return sent

    def record(self) -> None:
        """Its line in the trail, once others may read it."""
        place, data = self.thread.place, {"comment": self.pk, "thread": self.thread_id}
        told: dict[str, Any] = {"verb": Verb.COMMENTED, "new": self.text}
        if self.suggestion is not None:
            told = {"verb": Verb.SUGGESTED, "old": self.against, "new": self.suggestion}
        Event.record(self.thread.spec, self.author, place=place, data=data, **told)

    def call(self, names: list[str]) -> models.QuerySet[User]:
        """Those who are mentioned hear of it."""
        thread, spec = self.thread, self.thread.spec
        named = User.objects.filter(username__in=names)
        if names:
            words = f"{self.author} mentions you on {thread.called} of {spec}."
            notify(Kind.MENTIONED, spec, named, words, thread.path, self.author)
        return named

    def tell(self, *, with_a_decision: bool = False) -> None:
        """Who is mentioned, who talks along and the authors hear of it.

        Of a decision the authors hear as a whole, and not once for each of its comments.
        """
        thread, spec = self.thread, self.thread.spec
        where, path = f"on {thread.called} of {spec}", thread.path
        named = self.call(self.mentions)
        talking = Q(pk__in=thread.comments.filter(pending=False).values("author"))
        authors = Q(pk__in=[]) if with_a_decision else Q(pk__in=team_of(spec).values("pk"))
        others = User.objects.filter(talking | authors).exclude(pk__in=named.values("pk"))
        verb = "suggests a change" if self.suggests else "comments"
        words = f"{self.author} {verb} {where}."
        notify(Kind.COMMENTED, spec, others, words, path, self.author)
