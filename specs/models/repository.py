"""Repositories: where approved files go, and which worker is writing there just now."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from specs.artefacts import shelf
from specs.git.address import Address, Rules
from specs.git.command import Git
from specs.git.door import door_to
from specs.git.errors import NotAllowed, Refused
from specs.git.mirror import Mirror
from specs.git.names import check_branch, check_path
from specs.git.secret import check_reference
from specs.models.outbox import lease_from

if TYPE_CHECKING:
    from specs.models.spec import Spec

PROBE_SECONDS = 20
DEFAULT_PATH = "operations/ybs-spec_{guid}.md"
ONE_LINE = RegexValidator(r"^[^<>\x00-\x1f\x7f]*\Z", "Without angle brackets, on one line.")


def allowed() -> Rules:
    """What this installation allows, from the settings."""
    return Rules(
        file_root=settings.EXPORT_FILE_ROOT,
        secret_root=settings.EXPORT_SECRET_ROOT,
        loopback_http=settings.EXPORT_LOOPBACK_HTTP,
    )


class Delivery(models.TextChoices):
    """How a file gets in."""

    DIRECT = "direct", "Push to the branch"
    BRANCH = "branch", "Push a branch per specification, to be merged by people"


class Repository(models.Model):
    """A git repository that receives approved specifications as files."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    url = models.CharField("address", max_length=500)
    branch = models.CharField(max_length=120, default="main")
    path_template = models.CharField("file path", max_length=200, default=DEFAULT_PATH)
    artefacts = models.JSONField(
        blank=True, default=dict, help_text="The name of a format, and its path with {guid}."
    )
    delivery = models.CharField(max_length=8, choices=Delivery.choices, default=Delivery.DIRECT)
    author_name = models.CharField(
        "commit name", max_length=80, default="opsportal", validators=[ONE_LINE]
    )
    author_email = models.CharField(
        "commit e-mail", max_length=120, default="opsportal@localhost", validators=[ONE_LINE]
    )
    secret = models.CharField(
        "secret, by reference", max_length=200, blank=True, default="",
        help_text="env:EXPORT_SECRET_NAME or file:NAME. The secret itself is never stored here.",
    )  # fmt: skip
    known_hosts = models.TextField(
        "known hosts", blank=True, default="",
        help_text="For ssh: the server's public host key, as a line of known_hosts.",
    )  # fmt: skip
    teams = models.ManyToManyField("specs.Team", blank=True, related_name="repositories")
    all_teams = models.BooleanField("for all teams", default=False)
    imports = models.BooleanField(
        "its files may be imported", default=False,
        help_text="Authors of its teams read files of it into a draft, with the secret above.",
    )  # fmt: skip
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    drift_looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    drift_fault = models.CharField(max_length=300, blank=True, default="", editable=False)
    holder = models.CharField(max_length=32, blank=True, default="", editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "repositories"
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery__in=Delivery.values), name="delivery_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The paths of artefacts are a field of their own; the form says it beside each."""
        super().clean_fields(exclude)
        if "artefacts" not in (exclude or ()):
            wrong = shelf.faults(self.path_template, self.artefacts)
            if wrong:
                raise ValidationError({"artefacts": list(wrong.values())})

    def clean(self) -> None:
        """Refuse what the worker would refuse, while somebody is there to correct it."""
        checks: dict[str, Callable[[], object]] = {
            "url": lambda: self.address,
            "branch": lambda: check_branch(self.branch),
            "path_template": lambda: self.path_of("0" * 12),
            "secret": lambda: check_reference(self.secret, allowed()),
        }
        faults: dict[str, str] = {}
        for name, check in checks.items():
            try:
                check()
            except NotAllowed as wrong:
                faults[name] = wrong.reason
        if self.url.startswith("ssh://"):
            for name in ("secret", "known_hosts"):
                if not getattr(self, name).strip():
                    faults.setdefault(name, "An ssh repository needs this.")
        if faults:
            raise ValidationError(faults)

    @property
    def address(self) -> Address:
        """The address, taken apart; raises NotAllowed."""
        return Address.parse(self.url, allowed())

    @contextmanager
    def mirror(
        self, folder: Path, seconds: float, notes: list[str], waiting: Callable[[], None],
        branch: str = "",
    ) -> Iterator[Mirror]:  # fmt: skip
        """Open the way to the remote, with a bare copy in a folder of this machine."""
        known = {"secret": self.secret, "known_hosts": self.known_hosts}
        with door_to(self.address, allowed(), **known) as door:
            git = Git(folder, door, seconds, waiting, notes)
            mirror = Mirror(git, self.address, branch or self.branch)
            with mirror.held():
                yield mirror

    def probe(self) -> str:
        """Ask the remote for its branches, and say in a sentence what it answered; raises GitError."""
        with (
            TemporaryDirectory(prefix="opsportal-probe-") as name,
            self.mirror(Path(name) / "probe.git", PROBE_SECONDS, [], lambda: None) as mirror,
        ):
            branches = mirror.branches()
        if not branches:
            return "The repository answers and is empty. The first export makes its branch."
        if self.branch not in branches:
            names = ", ".join(sorted(branches)[:5])
            raise Refused(
                f"The repository answers, but has no branch {self.branch}. It has {names}."
            )
        return f"The repository answers. {self.branch} is at {branches[self.branch][:10]}."

    @property
    def mirror_folder(self) -> Path:
        """Where this machine keeps its bare copy."""
        return Path(settings.EXPORT_MIRRORS) / f"{self.pk}.git"

    def path_of(self, guid: str) -> str:
        """The file of one spec; the guid keeps two specs from sharing one."""
        if "{guid}" not in self.path_template:
            raise NotAllowed("The file path contains {guid}, so that every spec has its own file.")
        return check_path(self.path_template.replace("{guid}", guid))

    @property
    def shelves(self) -> list[tuple[str, str]]:
        """The formats that stand beside the file, by title, with their paths."""
        return list(shelf.chosen(self.artefacts))

    @classmethod
    def receiving(cls, spec: Spec) -> models.QuerySet[Repository]:
        """The active repositories that take the files of this spec's team."""
        mine = Q(all_teams=True) | Q(pk__in=cls.teams.through.objects.filter(
            team=spec.team_id).values("repository"))  # fmt: skip
        return cls.objects.filter(mine, active=True)

    @classmethod
    def readable_for(cls, spec: Spec) -> models.QuerySet[Repository]:
        """Those of them whose files the authors of this spec may import."""
        return cls.receiving(spec).filter(imports=True)

    def hold(self) -> str:
        """Take this repository for one worker; the token, or nothing when another has it."""
        token, now = secrets.token_hex(16), timezone.now()
        free = Repository.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), pk=self.pk)
        return token if free.update(holder=token, lease_until=lease_from(now)) else ""

    def renew(self, token: str) -> bool:
        """Keep it; False when it was taken away meanwhile."""
        mine = Repository.objects.filter(pk=self.pk, holder=token)
        return bool(mine.update(lease_until=lease_from(timezone.now())))

    def release(self, token: str) -> None:
        """Give it back, if it is still ours."""
        Repository.objects.filter(pk=self.pk, holder=token).update(holder="", lease_until=None)
