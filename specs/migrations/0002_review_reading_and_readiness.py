"""What reviewing, reading, telling and the rules keep."""

import django.db.migrations.operations.special
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import specs.migrations._open_rounds
import specs.migrations._together
import specs.models.dispatch
import specs.models.webhook


class Migration(migrations.Migration):
    dependencies = [
        ("specs", "0001_initial"),
    ]

    operations = [
        specs.migrations._together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Area",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True)),
                        (
                            "sections",
                            models.JSONField(
                                blank=True, default=list, verbose_name="slugs of its sections"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="BreakGlass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.CharField(blank=True, default="", max_length=40)),
                        ("environment", models.CharField(blank=True, default="", max_length=80)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateTimeField()),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="closed early"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="broken_glass",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["spec", "until"], name="break_glass_by_spec")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.CharField(max_length=200)),
                        ("tiers", models.JSONField(blank=True, default=list)),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "retired",
                            models.BooleanField(default=False, verbose_name="no longer asked"),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("pending", models.BooleanField(default=False)),
                        ("suggestion", models.TextField(blank=True, null=True)),
                        (
                            "against",
                            models.TextField(
                                blank=True, default="", verbose_name="what the suggestion replaces"
                            ),
                        ),
                        (
                            "mentions",
                            models.JSONField(
                                blank=True, default=list, verbose_name="sign-in names in it"
                            ),
                        ),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "edited_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="changed after it was sent"
                            ),
                        ),
                        (
                            "deleted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="deleted by its author"
                            ),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="comments",
                                to="specs.review",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="specs.thread",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(fields=["author", "pending"], name="comment_pending")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    ("suggestion__isnull", False),
                                    ("deleted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_comment_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dependency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("published", models.BooleanField(default=False)),
                        ("upstream", models.BooleanField()),
                        ("position", models.PositiveIntegerField()),
                        ("name", models.TextField(blank=True)),
                        ("text", models.TextField(blank=True)),
                        ("kind", models.TextField(blank=True)),
                        ("promised", models.TextField(blank=True)),
                        ("linked", models.TextField(blank=True)),
                        ("own", models.BooleanField(default=False)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="said",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["spec", "published", "-upstream", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "published", "upstream", "position"),
                                name="one_row_per_place",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("running", "Running"),
                                    ("done", "Done"),
                                    ("unchanged", "Nothing to do"),
                                    ("failed", "Failed"),
                                    ("errored", "Error in the portal"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Wait"),
                                    ("fetch", "Fetch repository"),
                                    ("commit", "Write commit"),
                                    ("push", "Push"),
                                    ("send", "Send"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        ("claim", models.CharField(blank=True, default="", max_length=32)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("next_try_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("log", models.TextField(blank=True, default="")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "key",
                            models.CharField(
                                default=specs.models.dispatch.new_key, max_length=40, unique=True
                            ),
                        ),
                        ("kind", models.CharField(max_length=16)),
                        ("payload", models.JSONField(default=dict)),
                        (
                            "answer",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="what the other side answered"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calls",
                                to="specs.webhook",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=["id"],
                                name="dispatch_waiting",
                            ),
                            models.Index(fields=["webhook", "-id"], name="dispatch_by_webhook"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person", None), ("webhook__isnull", False)),
                                    models.Q(("person__isnull", False), ("webhook", None)),
                                    _connector="OR",
                                ),
                                name="dispatch_has_one_receiver",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Drift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("path", models.CharField(default="", max_length=400)),
                        ("branch", models.CharField(default="", max_length=120)),
                        ("blob", models.CharField(blank=True, default="", max_length=64)),
                        ("difference", models.TextField(blank=True, default="")),
                        ("reading", models.JSONField(default=dict)),
                        ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "export",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drifts",
                                to="specs.export",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-found_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("export", "path"), name="one_drift_per_file"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Drill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.CharField(max_length=24, verbose_name="runbook")),
                        ("title", models.CharField(max_length=300)),
                        ("version", models.CharField(max_length=40)),
                        ("on", models.DateField()),
                        ("minutes", models.PositiveIntegerField()),
                        ("promised", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "trouble",
                            models.TextField(
                                blank=True, default="", verbose_name="what went wrong"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drills",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(fields=["spec", "key", "-on"], name="drill_by_runbook")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GateQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("answer", models.CharField(max_length=8)),
                        ("version", models.CharField(blank=True, default="", max_length=200)),
                        ("environment", models.CharField(blank=True, default="", max_length=200)),
                        ("sha", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "rules",
                            models.JSONField(
                                blank=True, default=list, verbose_name="rules that stood against it"
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="gate_questions",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="specs.token",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["spec", "-id"], name="gate_question_by_spec")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reading", models.JSONField(default=dict)),
                        ("files", models.JSONField(default=list)),
                        ("source", models.JSONField(default=dict)),
                        ("awaited", models.BooleanField(default=False)),
                        ("fault", models.CharField(blank=True, default="", max_length=500)),
                        ("choices", models.JSONField(default=dict)),
                        ("summary", models.JSONField(default=dict)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "repository",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="specs.repository",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="imports",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LinkCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "url",
                            models.CharField(max_length=1000, unique=True, verbose_name="address"),
                        ),
                        (
                            "status",
                            models.PositiveSmallIntegerField(default=0, verbose_name="answer"),
                        ),
                        ("fault", models.CharField(blank=True, default="", max_length=300)),
                        ("dead", models.BooleanField(default=False)),
                        (
                            "at",
                            models.DateTimeField(blank=True, null=True, verbose_name="asked at"),
                        ),
                    ],
                    options={
                        "ordering": ["url"],
                    },
                ),
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("review_asked", "A review is asked of you"),
                                    ("decided", "A review is decided"),
                                    ("commented", "Somebody comments"),
                                    ("mentioned", "Somebody mentions you"),
                                    ("export_failed", "An export fails"),
                                    ("waived", "A finding is waived"),
                                    ("waiver_expiring", "A waiver ends soon"),
                                    ("review_due", "An approval is due to be reviewed again"),
                                    ("gate_opened", "Somebody opens the gate of a service"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("sentence", models.CharField(max_length=500)),
                        ("path", models.CharField(max_length=400)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        ("waits_for_digest", models.BooleanField(default=False)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["person", "-id"], name="notification_by_person"),
                            models.Index(
                                condition=models.Q(("waits_for_digest", True)),
                                fields=["at"],
                                name="notification_for_digest",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("path__startswith", "/")),
                                name="notification_stays_in_the_portal",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Policy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        (
                            "severities",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="severity by rule"
                            ),
                        ),
                        (
                            "minor",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="severity by rule on tiers 3 and 4",
                            ),
                        ),
                        (
                            "off",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="reason by rule that is off"
                            ),
                        ),
                        (
                            "longest_waiver",
                            models.PositiveSmallIntegerField(
                                default=180, verbose_name="longest waiver in days"
                            ),
                        ),
                        (
                            "levels",
                            models.JSONField(
                                blank=True,
                                default=list,
                                verbose_name="availability of levels in percent",
                            ),
                        ),
                        (
                            "quorum",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="approvals of a round"
                            ),
                        ),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="review period"
                            ),
                        ),
                        (
                            "alerting",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="label and channel by severity",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "policies",
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("chapter", models.CharField(max_length=40)),
                        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "user", "chapter"), name="one_presence_a_page"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedAlert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=300)),
                        (
                            "asked",
                            models.CharField(
                                db_index=True, max_length=300, verbose_name="name in small letters"
                            ),
                        ),
                        ("key", models.CharField(blank=True, default="", max_length=24)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alerts",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["spec", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedRunbook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.CharField(max_length=24)),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "permanent_key",
                            models.CharField(blank=True, db_index=True, default="", max_length=300),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("when", models.CharField(blank=True, default="", max_length=300)),
                        ("alerts", models.JSONField(blank=True, default=list)),
                        (
                            "owner",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="escalate to"
                            ),
                        ),
                        (
                            "promised",
                            models.CharField(
                                blank=True, default="", max_length=40, verbose_name="escalate after"
                            ),
                        ),
                        ("words", models.TextField(blank=True, default="")),
                        ("changes", models.JSONField(blank=True, default=list)),
                        ("changed_in", models.CharField(blank=True, default="", max_length=40)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("gone_in", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="specs.revision",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="runbooks",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["spec__name", "spec", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="one_published_runbook_per_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("path", models.CharField(max_length=60)),
                        ("query", models.CharField(blank=True, default="", max_length=600)),
                        ("pinned", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pinned", "name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("user", "path", "name"),
                                name="one_view_of_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("chain", models.CharField(blank=True, default="", max_length=12)),
                        ("number", models.PositiveIntegerField()),
                        ("salt", models.CharField(blank=True, max_length=32)),
                        ("kept", models.JSONField(blank=True, default=dict)),
                        ("payload", models.CharField(max_length=64)),
                        ("previous", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        (
                            "event",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="seal",
                                to="specs.event",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["chain", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chain", "number"), name="one_seal_per_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Searched",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("in_draft", models.BooleanField(default=False)),
                        ("in_published", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("spec", "Specifications"),
                                    ("runbook", "Runbooks"),
                                    ("alert", "Alerts"),
                                    ("parameter", "Parameters"),
                                    ("row", "Rows"),
                                    ("section", "Sections"),
                                    ("owner", "Owners"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "of",
                            models.CharField(
                                default="", max_length=200, verbose_name="name of the specification"
                            ),
                        ),
                        ("chapter", models.CharField(default="", max_length=40)),
                        ("section", models.CharField(default="", max_length=80)),
                        ("anchor", models.CharField(default="", max_length=80)),
                        (
                            "row",
                            models.CharField(
                                default="", max_length=24, verbose_name="key of the row"
                            ),
                        ),
                        ("name", models.CharField(db_index=True, default="", max_length=200)),
                        ("title", models.CharField(default="", max_length=200)),
                        ("text", models.TextField(default="")),
                        ("title_words", models.TextField(default="")),
                        ("words", models.TextField(default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchState",
                    fields=[
                        (
                            "spec",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="specs.spec",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(null=True)),
                        ("revision", models.PositiveBigIntegerField(default=0)),
                        ("status", models.CharField(default="", max_length=12)),
                        ("team", models.CharField(default="", max_length=80)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="SectionRead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("chapter", models.CharField(blank=True, default="", max_length=40)),
                        ("digest", models.CharField(blank=True, default="", max_length=64)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reads",
                                to="specs.review",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "reader", "chapter"),
                                name="one_tick_per_chapter_and_reader",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Thread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("place", models.CharField(max_length=160, verbose_name="address")),
                        ("section", models.CharField(max_length=60)),
                        ("chapter", models.CharField(max_length=40)),
                        (
                            "called",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="what the place was called",
                            ),
                        ),
                        ("version", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "digest",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=12,
                                verbose_name="what stood there",
                            ),
                        ),
                        (
                            "quoted",
                            models.TextField(
                                blank=True, default="", verbose_name="the text that stood there"
                            ),
                        ),
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="specs.revision",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="threads",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["started_at", "pk"],
                        "indexes": [
                            models.Index(fields=["spec", "resolved_at"], name="thread_by_spec")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ticked",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.CharField(max_length=200)),
                        ("done", models.BooleanField(default=True)),
                        ("evidence", models.CharField(blank=True, default="", max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="specs.checklistitem",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ticked",
                                to="specs.review",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "item"), name="one_tick_per_item"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Token",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("prefix", models.CharField(max_length=8, unique=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("scopes", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_on", models.DateField(verbose_name="last day")),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Waiver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("rule", models.CharField(max_length=12)),
                        ("section", models.CharField(max_length=40)),
                        ("address", models.CharField(blank=True, default="", max_length=160)),
                        (
                            "value",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=12,
                                verbose_name="digest of the value",
                            ),
                        ),
                        ("severity", models.CharField(max_length=8)),
                        ("title", models.CharField(max_length=300)),
                        ("reason", models.TextField()),
                        ("ticket", models.URLField(blank=True, default="", max_length=400)),
                        ("expires_on", models.DateField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("date", "its date passed"),
                                    ("value", "the value changed"),
                                    ("revoked", "it was revoked"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("warned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waivers",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["expires_on", "pk"],
                        "indexes": [
                            models.Index(fields=["spec", "ended_at"], name="waiver_by_spec")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_waiver_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("spec", "rule", "section", "address", "value"),
                                name="one_waiver_per_finding",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    models.Q(("ended_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_ended_waiver_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True)),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        (
                            "kinds",
                            models.JSONField(
                                blank=True, default=list, verbose_name="what it hears"
                            ),
                        ),
                        (
                            "private",
                            models.BooleanField(default=False, verbose_name="of private teams too"),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="on")),
                        (
                            "seed",
                            models.CharField(
                                default=specs.models.webhook.new_seed, editable=False, max_length=32
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="event",
            name="sealed",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="export",
            name="blobs",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="export",
            name="files",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="export",
            name="merged_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="repository",
            name="artefacts",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The name of a format, and its path with {guid}.",
            ),
        ),
        migrations.AddField(
            model_name="repository",
            name="drift_fault",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="repository",
            name="drift_looked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="repository",
            name="imports",
            field=models.BooleanField(
                default=False,
                help_text="Authors of its teams read files of it into a draft, with the secret above.",
                verbose_name="its files may be imported",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="changed",
            field=models.JSONField(blank=True, default=list, verbose_name="sections that changed"),
        ),
        migrations.AddField(
            model_name="review",
            name="claimed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="digests",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="digests of the sections"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="loosened",
            field=models.PositiveIntegerField(default=0, verbose_name="changes that loosen"),
        ),
        migrations.AddField(
            model_name="revision",
            name="waivers",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_availability",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_level",
            field=models.CharField(blank=True, default="", max_length=5),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_progress",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_rules",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="spec",
            name="approved_tier",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="spec",
            name="availability",
            field=models.CharField(
                blank=True, default="", max_length=40, verbose_name="availability promised"
            ),
        ),
        migrations.AddField(
            model_name="spec",
            name="level",
            field=models.CharField(
                blank=True, default="", max_length=5, verbose_name="readiness level"
            ),
        ),
        migrations.AddField(
            model_name="spec",
            name="rule_set",
            field=models.CharField(
                blank=True, default="", max_length=20, verbose_name="rules that gave the numbers"
            ),
        ),
        migrations.AddField(
            model_name="spec",
            name="rules",
            field=models.JSONField(blank=True, default=dict, verbose_name="what each check finds"),
        ),
        migrations.AddField(
            model_name="spec",
            name="waived",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="waived findings"),
        ),
        migrations.AddField(
            model_name="user",
            name="is_auditor",
            field=models.BooleanField(default=False, verbose_name="auditor"),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_ways",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="how each kind comes by mail"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="single_keys",
            field=models.BooleanField(default=True, verbose_name="single-letter keys"),
        ),
        migrations.AddField(
            model_name="user",
            name="unread",
            field=models.PositiveIntegerField(default=0, verbose_name="unread notifications"),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("created", "created the specification"),
                    ("edited", "edited"),
                    ("added", "added a row"),
                    ("deleted", "deleted a row"),
                    ("restored", "restored a row"),
                    ("moved", "moved a row"),
                    ("imported", "imported a file"),
                    ("unimported", "undid an import"),
                    ("resolved", "resolved a conflict"),
                    ("completed", "marked a chapter complete"),
                    ("reopened", "reopened a chapter"),
                    ("submitted", "requested a review"),
                    ("withdrew", "withdrew the request"),
                    ("requested_changes", "requested changes"),
                    ("commented", "commented"),
                    ("suggested", "suggested a change"),
                    ("reworded", "changed a comment"),
                    ("unsaid", "deleted a comment"),
                    ("settled", "resolved a thread"),
                    ("unsettled", "opened a thread again"),
                    ("claimed", "took on the review"),
                    ("released", "gave the review back"),
                    ("approved", "approved"),
                    ("published", "published the version"),
                    ("revised", "started a new version"),
                    ("went_back", "took over an earlier version"),
                    ("discarded", "deleted the draft"),
                    ("implemented", "marked as implemented"),
                    ("overdue", "the review is overdue"),
                    ("past_review", "the review-by date passed"),
                    ("exported", "exported to a repository"),
                    ("export_failed", "could not export to a repository"),
                    ("export_retried", "asked for the export again"),
                    ("export_cancelled", "cancelled the export"),
                    ("people", "changed people or teams"),
                    ("areas", "changed the required reviewers"),
                    ("checked", "went through the checklist"),
                    ("checklist", "changed the checklist"),
                    ("sent_again", "sent a message again"),
                    ("blanked", "forgot the values of secrets"),
                    ("broke_glass", "opened the gate"),
                    ("closed_gate", "closed the gate"),
                    ("token_issued", "made an API token"),
                    ("token_revoked", "revoked an API token"),
                    ("rehearsed", "rehearsed a runbook"),
                    ("policy", "changed the policy of checks"),
                    ("waived", "waived a check"),
                    ("waiver_ended", "a waiver ended"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Wait"),
                    ("fetch", "Fetch repository"),
                    ("commit", "Write commit"),
                    ("push", "Push"),
                    ("send", "Send"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("sealed", False)),
                fields=["spec", "id"],
                name="event_not_sealed",
            ),
        ),
        migrations.AddIndex(
            model_name="spec",
            index=models.Index(
                condition=models.Q(
                    ("approved__isnull", False),
                    models.Q(("approved_name", models.F("name")), _negated=True),
                ),
                fields=["approved", "team"],
                name="spec_renamed",
            ),
        ),
        migrations.RunPython(
            code=specs.migrations._open_rounds.fill,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
