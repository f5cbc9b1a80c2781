"""Teams, people, their tokens and saved views."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from specs.access.specs import or_404, refuse, require_admin, specs_visible
from specs.models import Membership, SavedView, Team, Token, User
from specs.models.team import WRITING_ROLES, Role


def may_start(user: User) -> bool:
    """Whether this person may start a specification at all."""
    return any(role in WRITING_ROLES for role in user.roles.values())


def teams_for_writing(user: User) -> QuerySet[Team]:
    """The teams in whose name this person may start a specification."""
    roles = user.roles.items()
    return Team.objects.filter(pk__in=[team for team, role in roles if role in WRITING_ROLES])


def teams_visible(user: User) -> QuerySet[Team]:
    """Every team, but private ones only to their people."""
    teams = Team.objects.all()
    return teams if user.is_admin else teams.filter(Q(private=False) | Q(pk__in=user.roles))


def teams_with_size(user: User) -> QuerySet[Team]:
    """The teams this person may know of, with how many people and specifications they have."""
    found = specs_visible(user).order_by().values("pk")
    return teams_visible(user).annotate(
        size=Count("memberships", distinct=True),
        written=Count("specs", filter=Q(specs__in=found), distinct=True),
    )


def members(team: Team) -> QuerySet[Membership]:
    """Who is on a team that was let through."""
    return team.memberships.select_related("user").order_by("user__full_name", "user__username")


def team_for_reading(user: User, slug: str) -> Team:
    """A team and its people."""
    return or_404(teams_visible(user).filter(slug=slug).first())


def may_run_team(user: User, team: Team) -> bool:
    """Whether this person says who is on the team."""
    return user.is_admin or user.roles.get(team.pk) == Role.ADMIN


def team_for_admin(user: User, slug: str) -> Team:
    """A team whose people and settings this person manages."""
    team = team_for_reading(user, slug)
    return team if may_run_team(user, team) else refuse("Only admins of the team can do this.")


def member_for_admin(user: User, slug: str, username: str) -> tuple[Team, User]:
    """Somebody on a team that this person manages."""
    team = team_for_admin(user, slug)
    return team, or_404(team.people.filter(username=username).first())


def people_to_admit(user: User, team: Team) -> QuerySet[User]:
    """Who may still be taken into a team that this person manages."""
    team_for_admin(user, team.slug)
    return User.objects.filter(is_active=True).exclude(teams=team)


def people_for_admin(user: User) -> QuerySet[User]:
    """Everyone, for the admins of the portal."""
    require_admin(user)
    return User.objects.prefetch_related("memberships__team")


def person_for_admin(user: User, username: str) -> User:
    """Somebody, for the admins of the portal."""
    return or_404(people_for_admin(user).filter(username=username).first())


def saved_views(user: User) -> QuerySet[SavedView]:
    """The lists that this person saved."""
    return SavedView.of(user)


def saved_view(user: User, pk: int, *, removed: bool = False) -> SavedView:
    """One of this person's own views."""
    found = SavedView.objects.filter(user=user, pk=pk, removed_at__isnull=not removed)
    return or_404(found.first())


def tokens_of(user: User) -> list[Token]:
    """A person's own API tokens, the newest first."""
    return list(Token.objects.filter(user=user))


def token_for_revoking(user: User, prefix: str) -> Token:
    """One of a person's own tokens; an admin ends those of others too."""
    found = Token.objects.filter(prefix=prefix).select_related("user").first()
    if found is None or (found.user_id != user.pk and not user.is_admin):
        raise Http404
    return found
