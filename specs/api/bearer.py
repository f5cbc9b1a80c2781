"""Who is asking: a token in the Authorization header, with the scope that the call needs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from specs.api.problems import Stopped
from specs.models import Scope, Token, User

WINDOW = 60  # seconds


@dataclass(frozen=True)
class Rate:
    """How many calls this token has left in this minute."""

    limit: int
    used: int
    reset: int  # seconds

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


class TokenRequest(HttpRequest):
    """A request whose token was accepted."""

    user: User
    auth: Token
    rate: Rate


class Bearer(HttpBearer):
    """A live token with one of the scopes; whoever has none gets 401, whoever has another gets 403."""

    openapi_name = "token"

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found = Token.of(token)
        if found is None:
            return None
        request.user = found.user
        request.rate = rate = _counted(found)  # type: ignore[attr-defined]
        if rate.used > rate.limit:
            raise Stopped(
                429,
                f"At most {rate.limit} calls a minute. Try again in {rate.reset} seconds.",
            )
        if not {scope.value for scope in self.scopes} & set(found.scopes):
            names = " or ".join(scope.value for scope in self.scopes)
            raise Stopped(
                403, f"This token lacks the scope {names}. Make one that has it in your account."
            )
        return found


def _counted(token: Token) -> Rate:
    """Count the call in the minute it falls into."""
    now = time.time()
    minute, limit = int(now // WINDOW), settings.API_CALLS_PER_MINUTE
    key = f"api-{token.pk}-{minute}"
    cache.add(key, 0, WINDOW * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # it ended between the two
        used = 1
    return Rate(limit, used, int((minute + 1) * WINDOW - now) + 1)


def rated(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """With RateLimit fields, as draft-ietf-httpapi-ratelimit-headers names them."""
    if rate := getattr(request, "rate", None):
        answer["RateLimit-Limit"], answer["RateLimit-Remaining"] = str(rate.limit), str(rate.left)
        answer["RateLimit-Reset"] = str(rate.reset)
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            answer["Retry-After"] = str(rate.reset)
    return answer


read = Bearer(Scope.READ, Scope.WRITE, Scope.REVIEW)
write = Bearer(Scope.WRITE)
review = Bearer(Scope.REVIEW)
gate = Bearer(Scope.GATE, Scope.READ)
