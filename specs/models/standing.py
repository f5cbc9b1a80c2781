"""How a person stands to a specification, and so which moves are theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings

from specs.models.team import WRITING_ROLES
from specs.models.workflow import Who

if TYPE_CHECKING:
    from specs.models.person import User
    from specs.models.spec import Spec


def is_member(user: User, spec: Spec) -> bool:
    """On the team, in any role."""
    return user.is_active and spec.team_id in user.roles


def is_writer(user: User, spec: Spec) -> bool:
    """Author or admin of the team."""
    return user.is_active and user.roles.get(spec.team_id) in WRITING_ROLES


def is_reviewer(user: User, spec: Spec) -> bool:
    """Reviewers are reviewers of everything."""
    return user.is_active and user.is_reviewer


def is_independent(user: User, spec: Spec) -> bool:
    """A reviewer who had no part in the version."""
    return is_reviewer(user, spec) and not spec.had_part(user)


def is_operations(user: User) -> bool:
    """A reviewer whose areas are not limited, or hold one that the house counts as operations."""
    known = {area.casefold() for area in settings.OPERATIONS_AREAS}
    own = {area.casefold() for area in user.area_list}
    return user.is_active and user.is_reviewer and (not own or bool(own & known))


def is_concerned(user: User, spec: Spec) -> bool:
    """Of the team, a reviewer, or an admin."""
    return is_member(user, spec) or (user.is_active and (user.is_reviewer or user.is_admin))


STANDING: dict[Who, Callable[[User, Spec], bool]] = {
    Who.AUTHOR: is_writer,
    Who.REVIEWER: is_reviewer,
    Who.INDEPENDENT: is_independent,
    Who.MEMBER: is_concerned,
}
