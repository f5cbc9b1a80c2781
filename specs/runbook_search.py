"""Finding a runbook at night: by the name of the alert that fired, or by words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from specs import access
from specs.faces import faced
from specs.models import PublishedAlert, PublishedRunbook, User

MOST_WORDS = 8
MANY = 20


@dataclass(frozen=True)
class Fired:
    """What is known of an alert by its name: where it leads, and who owns those that lead nowhere."""

    name: str
    runbooks: tuple[PublishedRunbook, ...]
    without: tuple[PublishedAlert, ...]

    @property
    def only(self) -> PublishedRunbook | None:
        """The one page that is meant, if there is no doubt."""
        return self.runbooks[0] if len(self.runbooks) == 1 and not self.without else None


def by_words(user: User, words: str) -> QuerySet[PublishedRunbook]:
    """Every runbook this person may see in which each of the words stands somewhere."""
    found = access.runbooks_visible(user)
    for word in words.lower().split()[:MOST_WORDS]:
        found = found.filter(words__contains=word)
    return found


def by_alert(user: User, name: str) -> Fired:
    """The runbooks that alerts of this name lead to."""
    asked = " ".join(name.split()).lower()
    alerts = list(access.alerts_visible(user).filter(asked=asked)[:MANY])
    leads = {(alert.spec_id, alert.key) for alert in alerts if alert.key}
    rows = access.runbooks_visible(user).filter(
        spec__in={spec for spec, _ in leads}, key__in={key for _, key in leads}
    )
    found = faced(user, (row for row in rows if (row.spec_id, row.key) in leads))
    without = faced(user, (alert for alert in alerts if not alert.key))
    return Fired(name, tuple(found), tuple(without))


def paths_of_my_teams(user: User) -> list[str]:
    """The pages of all approved runbooks of this person's teams."""
    rows = access.runbooks_visible(user).filter(spec__team__in=user.roles).order_by("pk")
    return [f"/specs/{guid}/runbooks/{key}/" for guid, key in rows.values_list("spec__guid", "key")]
