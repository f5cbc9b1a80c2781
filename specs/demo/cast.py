"""Who plays in the demo, and on which team. Who may sign in, and how, stands in the settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from specs.models import Membership, Role, Team, User

TEAMS = {
    "payments-core": "Payments Core",
    "customer-platform": "Customer Platform",
    "finance-systems": "Finance Systems",
}


@dataclass(frozen=True)
class Part:
    """One person: a name, a team to write for, or a part for all teams."""

    name: str
    team: str = ""
    reviewer: bool = False
    admin: bool = False
    areas: str = ""

    @property
    def username(self) -> str:
        return self.name.lower()


CAST = (
    Part("Mara", "payments-core"),
    Part("Jonas", "payments-core"),
    Part("Tomas", reviewer=True, areas="Reliability, Data"),
    Part("Lena", reviewer=True, admin=True, areas="Security"),
    Part("Ada", "customer-platform"),
    Part("Noor", "finance-systems"),
)


def gather() -> dict[str, User]:
    """Create the teams and the people; whoever is no sign-in of the demo has no password."""
    teams = {slug: Team.objects.create(slug=slug, name=name) for slug, name in TEAMS.items()}
    open_doors = dict(settings.DEMO_SIGN_INS)
    people = {}
    for part in CAST:
        password = settings.DEMO_PASSWORD if part.username in open_doors else None
        people[part.username] = User.objects.create_user(
            part.username,
            f"{part.username}@shop.example",
            password,
            full_name=part.name,
            is_reviewer=part.reviewer,
            is_admin=part.admin,
            areas=part.areas,
        )
        if part.team:
            Membership.objects.create(
                team=teams[part.team], user=people[part.username], role=Role.AUTHOR
            )
    return people
