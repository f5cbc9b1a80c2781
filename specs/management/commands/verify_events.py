"""Walk the sealed trail and say whether anything was changed behind the portal's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from specs.models import Seal
from specs.models.sealing import chains, faults_in, head_of


class Command(BaseCommand):
    """Reads only; exits with 1 when an entry was changed, taken away or put in."""

    help = "Check the sealed trail: every specification's, and the organisation's."

    def add_arguments(self, parser: CommandParser) -> None:
        """One chain, or all."""
        parser.add_argument("--spec", help="the GUID of one specification; without it, all chains")
        parser.add_argument(
            "--heads", action="store_true",
            help="print the last entry of each chain with its digest, to be kept elsewhere",
        )  # fmt: skip

    def handle(self, *, spec: str | None, heads: bool, **options: Any) -> None:
        """Say which entries are not what was sealed."""
        known = chains()
        if spec is not None and spec not in known:
            raise CommandError(f"There is no specification {spec}.")
        asked, wrong = known if spec is None else [spec], 0
        for chain in asked:
            for fault in faults_in(chain):
                wrong += 1
                self.stdout.write(f"{chain or 'organisation'}: {fault.sentence}")
            if heads and (head := head_of(chain)):
                self.stdout.write(f"{chain or 'organisation'} {head.number} {head.digest}")
        if wrong:
            raise CommandError(f"{wrong} entries are not what was sealed.", returncode=1)
        sealed = Seal.objects.filter(chain__in=asked).count()
        self.stdout.write(f"{sealed} sealed entries in {len(asked)} chains: all as they were.")
