"""Fill an empty portal with the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from specs.demo import cast, repository, story
from specs.models import Export, User, index_all


class Command(BaseCommand):
    """Once, and only where nobody works yet."""

    help = (
        "Load the demo: people, teams, six specifications, a repository. Only into an empty portal."
    )

    def handle(self, **options: Any) -> None:
        """Everything or nothing; a second start changes nothing."""
        if not settings.OPSPORTAL_DEMO:
            raise CommandError("The demo is off (OPSPORTAL_DEMO): everybody knows its passwords.")
        if User.objects.exists():
            self.stdout.write("There are people here already: the demo is left out.")
            return
        with transaction.atomic():
            people = cast.gather()
            place = repository.opened()
            specs = story.tell(people)
            index_all()
        commits = Export.objects.exclude(commit="").count()
        self.stdout.write(
            f"{len(people)} people, {len(specs)} specifications, {commits} commits in {place.address.path}"
        )
