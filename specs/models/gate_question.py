"""What pipelines asked the gate, and what it said: the last answers of each specification."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError, models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from specs.models.spec import Spec
    from specs.models.token import Token

KEPT = 50  # answers of one specification; older ones make room


class GateQuestion(models.Model):
    """Who asked whether what may go where, and the answer."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="gate_questions")
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8)
    version = models.CharField(max_length=200, blank=True, default="")
    environment = models.CharField(max_length=200, blank=True, default="")
    sha = models.CharField(max_length=200, blank=True, default="")
    rules = models.JSONField("rules that stood against it", default=list, blank=True)
    token = models.ForeignKey(
        "specs.Token", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["spec", "-id"], name="gate_question_by_spec")]

    def __str__(self) -> str:
        return f"{self.answer} {self.version} {self.environment}".strip()

    @classmethod
    def keep(
        cls, spec: Spec, token: Token | None, *,
        answer: str, version: str, environment: str, sha: str, rules: list[str],
    ) -> None:  # fmt: skip
        """Note one answer; a pipeline gets it all the same when it cannot be noted."""
        try:
            with transaction.atomic():
                cls.objects.create(
                    spec_id=spec.pk, token=token, answer=answer, version=version,
                    environment=environment, sha=sha, rules=rules,
                )  # fmt: skip
                cls._make_room(spec)
        except DatabaseError:
            logging.getLogger(__name__).exception("An answer of the gate was not noted")

    @classmethod
    def _make_room(cls, spec: Spec) -> None:
        mine = cls.objects.filter(spec=spec.pk)
        first_old = mine.order_by("-pk").values("pk")[KEPT : KEPT + 1]
        mine.filter(pk__lte=models.Subquery(first_old)).delete()

    @classmethod
    def last_of(cls, spec: Spec) -> models.QuerySet[GateQuestion]:
        """The newest first, with who asked."""
        return cls.objects.filter(spec=spec.pk).select_related("token__user").order_by("-pk")[:KEPT]
