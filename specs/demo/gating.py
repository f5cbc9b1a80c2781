"""What the gate of the demo was asked, and the night on which it was opened."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from specs.demo.clock import at, moment
from specs.gate import judge
from specs.models import BreakGlass, GateQuestion, Scope, Spec, Token, User

POOL = "Payments fail since 21:30: the pool is too small. The review of 1.3.0 is tomorrow."
FIX, NIGHT, RELEASE = (
    "9b1f0c2d7e4a", "c40d88e1f5b3", "5e7a21f90c6d",
)  # fmt: skip


def night_of_checkout(spec: Spec, jonas: User) -> Token:
    """The version in review goes out at night, in front of everybody."""
    with at(moment(30)):
        last = timezone.localdate() + timedelta(days=300)
        token, _ = Token.issue(jonas, "checkout deploy", [Scope.GATE], last)
    with at(moment(11, 21, 40)):
        asked(spec, token, "1.3.0", FIX)
    with at(moment(11, 21, 44)):
        opened = BreakGlass.open(spec, jonas, POOL, 120, "1.3.0", "production")
    with at(moment(11, 21, 46)):
        asked(spec, token, "1.3.0", NIGHT)
    with at(moment(11, 22, 20)):
        opened.end(jonas)
    return token


def asked(spec: Spec, token: Token, version: str, sha: str, where: str = "production") -> None:
    """One question of the pipeline, answered as the gate answered then."""
    said = judge(spec, version, where, sha)
    GateQuestion.keep(
        spec, token, answer=said.answer, version=said.version, environment=where, sha=sha,
        rules=[one.rule for one in said.reasons],
    )  # fmt: skip
