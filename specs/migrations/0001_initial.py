"""The first shape of the database."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import specs.migrations._together
import specs.models.spec


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        specs.migrations._together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Spec",
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
                            "guid",
                            models.CharField(
                                default=specs.models.spec.new_guid,
                                editable=False,
                                max_length=12,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator("^[0-9a-f]{12}\\Z")
                                ],
                                verbose_name="GUID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="feature name"
                            ),
                        ),
                        ("version", models.CharField(default="0.1.0", max_length=40)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("Draft", "Draft"),
                                    ("Review", "In review"),
                                    ("Approved", "Approved"),
                                    ("Implemented", "Implemented"),
                                ],
                                default="Draft",
                                max_length=12,
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                blank=True, default="", max_length=8, verbose_name="service tier"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("review_by", models.DateField(blank=True, null=True)),
                        ("stamp", models.PositiveIntegerField(default=0)),
                        (
                            "complete",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="complete chapters"
                            ),
                        ),
                        ("blockers", models.PositiveSmallIntegerField(default=0)),
                        ("warnings", models.PositiveSmallIntegerField(default=0)),
                        ("progress", models.JSONField(blank=True, default=dict)),
                        ("changes_requested", models.BooleanField(default=False)),
                        ("review_overdue", models.BooleanField(default=False)),
                        ("past_review_by", models.BooleanField(default=False)),
                        ("reminded_for", models.DateField(blank=True, null=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "updated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="specs.revision",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="specs",
                                to="specs.team",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(fields=["name", "id"], name="spec_by_name"),
                            models.Index(fields=["status", "name"], name="spec_by_status"),
                            models.Index(fields=["-updated_at"], name="spec_by_change"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["Draft", "Review", "Approved", "Implemented"])
                                ),
                                name="status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guid", ""), _negated=True),
                                    models.Q(("version", ""), _negated=True),
                                ),
                                name="spec_is_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "Review"), _negated=True),
                                    ("submitted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_review_was_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["Approved", "Implemented"]), _negated=True
                                    ),
                                    ("approved__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_approval_has_a_revision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Repository",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        ("branch", models.CharField(default="main", max_length=120)),
                        (
                            "path_template",
                            models.CharField(
                                default="operations/ybs-spec_{guid}.md",
                                max_length=200,
                                verbose_name="file path",
                            ),
                        ),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("direct", "Push to the branch"),
                                    (
                                        "branch",
                                        "Push a branch per specification, to be merged by people",
                                    ),
                                ],
                                default="direct",
                                max_length=8,
                            ),
                        ),
                        (
                            "author_name",
                            models.CharField(
                                default="opsportal",
                                max_length=80,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[^<>\\x00-\\x1f\\x7f]*\\Z",
                                        "Without angle brackets, on one line.",
                                    )
                                ],
                                verbose_name="commit name",
                            ),
                        ),
                        (
                            "author_email",
                            models.CharField(
                                default="opsportal@localhost",
                                max_length=120,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[^<>\\x00-\\x1f\\x7f]*\\Z",
                                        "Without angle brackets, on one line.",
                                    )
                                ],
                                verbose_name="commit e-mail",
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="env:EXPORT_SECRET_NAME or file:NAME. The secret itself is never stored here.",
                                max_length=200,
                                verbose_name="secret, by reference",
                            ),
                        ),
                        (
                            "known_hosts",
                            models.TextField(
                                blank=True,
                                default="",
                                help_text="For ssh: the server's public host key, as a line of known_hosts.",
                                verbose_name="known hosts",
                            ),
                        ),
                        (
                            "all_teams",
                            models.BooleanField(default=False, verbose_name="for all teams"),
                        ),
                        ("active", models.BooleanField(default=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "holder",
                            models.CharField(blank=True, default="", editable=False, max_length=32),
                        ),
                        (
                            "lease_until",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "teams",
                            models.ManyToManyField(
                                blank=True, related_name="repositories", to="specs.team"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "repositories",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("delivery__in", ["direct", "branch"])),
                                name="delivery_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                        ("number", models.PositiveIntegerField()),
                        ("version", models.CharField(max_length=40)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("Draft", "Draft"),
                                    ("Review", "In review"),
                                    ("Approved", "Approved"),
                                    ("Implemented", "Implemented"),
                                ],
                                default="Review",
                                max_length=12,
                            ),
                        ),
                        ("document", models.JSONField()),
                        ("schema", models.PositiveSmallIntegerField(default=1)),
                        ("content_digest", models.CharField(max_length=64)),
                        ("markdown", models.TextField(blank=True, default="")),
                        (
                            "sha256",
                            models.CharField(blank=True, db_index=True, default="", max_length=64),
                        ),
                        ("writer", models.PositiveSmallIntegerField(default=0)),
                        ("blockers", models.PositiveSmallIntegerField(default=0)),
                        ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("editors", models.JSONField(default=list)),
                        ("approvals", models.JSONField(default=list)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["spec", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "number"), name="one_revision_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["Draft", "Review"]),
                                    models.Q(
                                        models.Q(("markdown", ""), _negated=True),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_published_revision_has_its_bytes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={
                                    "unique": "A user with that username already exists."
                                },
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[
                                    django.contrib.auth.validators.UnicodeUsernameValidator()
                                ],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "full_name",
                            models.CharField(
                                blank=True, default="", max_length=120, verbose_name="full name"
                            ),
                        ),
                        (
                            "is_reviewer",
                            models.BooleanField(default=False, verbose_name="reviewer"),
                        ),
                        ("is_admin", models.BooleanField(default=False, verbose_name="admin")),
                        (
                            "areas",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="review areas"
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("system", "As my device"),
                                    ("light", "Light"),
                                    ("dark", "Dark"),
                                ],
                                default="system",
                                max_length=12,
                            ),
                        ),
                        (
                            "density",
                            models.CharField(
                                choices=[("comfortable", "Comfortable"), ("compact", "Compact")],
                                default="comfortable",
                                max_length=12,
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["full_name", "username"],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Alerts",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Architecture",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("topology", models.TextField(blank=True, default="")),
                        ("topology_language", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BackupStrategy",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Capacity",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("load", models.TextField(blank=True, default="")),
                        ("rps", models.TextField(blank=True, default="")),
                        ("connections", models.TextField(blank=True, default="")),
                        ("growth", models.TextField(blank=True, default="")),
                        ("recommendations", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CommonIssues",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConfigFiles",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Dashboards",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DatabaseMigrations",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("strategy", models.TextField(blank=True, default="")),
                        ("rollback", models.TextField(blank=True, default="")),
                        ("validation", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DebugMode",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("commands", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DeploymentSteps",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("rollback_criteria", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisasterRecovery",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("rto", models.TextField(blank=True, default="")),
                        ("rto_how", models.TextField(blank=True, default="")),
                        ("rpo", models.TextField(blank=True, default="")),
                        ("rpo_how", models.TextField(blank=True, default="")),
                        ("scenario_excused", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DownstreamDependencies",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Environments",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EnvVariables",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FeatureFlags",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Header",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("name", models.TextField(blank=True, default="")),
                        ("tier", models.TextField(blank=True, default="")),
                        ("contact", models.TextField(blank=True, default="")),
                        ("repository", models.TextField(blank=True, default="")),
                        ("component_type", models.TextField(blank=True, default="")),
                        ("lifecycle", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HealthChecks",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Hierarchy",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HorizontalScaling",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("possible", models.TextField(blank=True, default="")),
                        ("considerations", models.TextField(blank=True, default="")),
                        ("triggers", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Logging",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("level", models.TextField(blank=True, default="")),
                        ("format", models.TextField(blank=True, default="")),
                        ("events", models.TextField(blank=True, default="")),
                        ("retention", models.TextField(blank=True, default="")),
                        ("destination", models.TextField(blank=True, default="")),
                        ("level_excused", models.TextField(blank=True, default="")),
                        ("never", models.TextField(blank=True, default="")),
                        ("mask_excused", models.TextField(blank=True, default="")),
                        ("allowed", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Metrics",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("system_excused", models.TextField(blank=True, default="")),
                        ("application_excused", models.TextField(blank=True, default="")),
                        ("business_excused", models.TextField(blank=True, default="")),
                        ("ai_excused", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Overview",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("overview", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Parameters",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Pipeline",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Prerequisites",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("infrastructure", models.TextField(blank=True, default="")),
                        ("services", models.TextField(blank=True, default="")),
                        ("configuration", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryProcedures",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Related",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ResourceLimits",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Rollback",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("verification", models.TextField(blank=True, default="")),
                        ("rto", models.TextField(blank=True, default="")),
                        ("rpo", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Rollout",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("method", models.TextField(blank=True, default="")),
                        ("canary_excused", models.TextField(blank=True, default="")),
                        ("endpoint", models.TextField(blank=True, default="")),
                        ("response", models.TextField(blank=True, default="")),
                        ("interval", models.TextField(blank=True, default="")),
                        ("failure_threshold", models.TextField(blank=True, default="")),
                        ("trigger_excused", models.TextField(blank=True, default="")),
                        ("manual_command", models.TextField(blank=True, default="")),
                        ("manual_time", models.TextField(blank=True, default="")),
                        ("migrations", models.TextField(blank=True, default="")),
                        ("compatible", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RoutineMaintenance",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Runbooks",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ScalingStrategy",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Secrets",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Slos",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Upgrade",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UpstreamDependencies",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VerticalScaling",
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
                        ("excused", models.TextField(blank=True, default="")),
                        ("notes", models.TextField(blank=True, default="")),
                        ("requirements", models.TextField(blank=True, default="")),
                        ("limits", models.TextField(blank=True, default="")),
                        ("when", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisasterScenario",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("expected_time", models.TextField(blank=True, default="")),
                        ("owner", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="disasterscenario_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisasterStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.disasterscenario",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="disasterstep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DownstreamService",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("impact", models.TextField(blank=True, default="")),
                        ("linked", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="downstreamservice_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Environment",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("kind", models.TextField(blank=True, default="")),
                        ("purpose", models.TextField(blank=True, default="")),
                        ("data", models.TextField(blank=True, default="")),
                        ("scale", models.TextField(blank=True, default="")),
                        ("external_services", models.TextField(blank=True, default="")),
                        ("access", models.TextField(blank=True, default="")),
                        ("url", models.TextField(blank=True, default="")),
                        ("method", models.TextField(blank=True, default="")),
                        ("create", models.TextField(blank=True, default="")),
                        ("teardown", models.TextField(blank=True, default="")),
                        ("reset", models.TextField(blank=True, default="")),
                        ("provisioning_time", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="environment_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnvVariable",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("value", models.TextField(blank=True, default="")),
                        ("comment", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="envvariable_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
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
                            "verb",
                            models.CharField(
                                choices=[
                                    ("created", "created the specification"),
                                    ("edited", "edited"),
                                    ("added", "added a row"),
                                    ("deleted", "deleted a row"),
                                    ("restored", "restored a row"),
                                    ("moved", "moved a row"),
                                    ("imported", "imported a file"),
                                    ("resolved", "resolved a conflict"),
                                    ("completed", "marked a chapter complete"),
                                    ("reopened", "reopened a chapter"),
                                    ("submitted", "requested a review"),
                                    ("withdrew", "withdrew the request"),
                                    ("requested_changes", "requested changes"),
                                    ("commented", "commented"),
                                    ("approved", "approved"),
                                    ("published", "published the version"),
                                    ("revised", "started a new version"),
                                    ("implemented", "marked as implemented"),
                                    ("overdue", "the review is overdue"),
                                    ("past_review", "the review-by date passed"),
                                    ("exported", "exported to a repository"),
                                    ("export_failed", "could not export to a repository"),
                                    ("export_retried", "asked for the export again"),
                                    ("export_cancelled", "cancelled the export"),
                                    ("people", "changed people or teams"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("version", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "place",
                            models.CharField(
                                blank=True, default="", max_length=160, verbose_name="cell address"
                            ),
                        ),
                        ("old", models.TextField(blank=True, default="")),
                        ("new", models.TextField(blank=True, default="")),
                        ("data", models.JSONField(blank=True, default=dict)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "actor",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["spec", "place", "-id"], name="event_by_place")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeatureFlag",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("default", models.TextField(blank=True, default="")),
                        ("description", models.TextField(blank=True, default="")),
                        ("rollout", models.TextField(blank=True, default="")),
                        ("remove_by", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="featureflag_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HealthCheck",
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
                        ("endpoint", models.TextField(blank=True, default="")),
                        ("frequency", models.TextField(blank=True, default="")),
                        ("status", models.TextField(blank=True, default="")),
                        ("response_time", models.TextField(blank=True, default="")),
                        ("kind", models.TextField(blank=True, default="")),
                        ("failure_threshold", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="healthcheck_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issue",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("symptoms", models.TextField(blank=True, default="")),
                        ("diagnosis", models.TextField(blank=True, default="")),
                        ("resolution", models.TextField(blank=True, default="")),
                        ("prevention", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="issue_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Level",
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
                        ("name", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="level_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LogLevel",
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
                        ("level", models.TextField(blank=True, default="")),
                        ("use", models.TextField(blank=True, default="")),
                        ("examples", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="loglevel_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaintenanceTask",
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
                        ("cadence", models.TextField(blank=True, default="")),
                        ("task", models.TextField(blank=True, default="")),
                        ("owner", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="maintenancetask_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mask",
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
                        ("what", models.TextField(blank=True, default="")),
                        ("how", models.TextField(blank=True, default="")),
                        ("scope", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="mask_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("reader", "Reader"),
                                    ("author", "Author"),
                                    ("admin", "Team admin"),
                                ],
                                default="reader",
                                max_length=8,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="specs.team",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["team__name", "user__full_name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("team", "user"), name="one_role_per_team"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["reader", "author", "admin"])),
                                name="role_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Metric",
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
                        ("category", models.TextField(blank=True, default="")),
                        ("name", models.TextField(blank=True, default="")),
                        ("type", models.TextField(blank=True, default="")),
                        ("source", models.TextField(blank=True, default="")),
                        ("threshold", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("severity", models.TextField(blank=True, default="")),
                        ("query", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="metric_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Parameter",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("type", models.TextField(blank=True, default="")),
                        ("default", models.TextField(blank=True, default="")),
                        ("production", models.TextField(blank=True, default="")),
                        ("required", models.TextField(blank=True, default="")),
                        ("description", models.TextField(blank=True, default="")),
                        ("allowed", models.TextField(blank=True, default="")),
                        ("sensitive", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="parameter_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryProcedure",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("detection", models.TextField(blank=True, default="")),
                        ("validation", models.TextField(blank=True, default="")),
                        ("expected_time", models.TextField(blank=True, default="")),
                        ("owner", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="recoveryprocedure_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.recoveryprocedure",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="recoverystep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RelatedSpec",
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
                        ("category", models.TextField(blank=True, default="")),
                        ("path", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="relatedspec_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResourceLimit",
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
                        ("service", models.TextField(blank=True, default="")),
                        ("cpu_request", models.TextField(blank=True, default="")),
                        ("cpu_limit", models.TextField(blank=True, default="")),
                        ("memory_request", models.TextField(blank=True, default="")),
                        ("memory_limit", models.TextField(blank=True, default="")),
                        ("connections", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="resourcelimit_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("approved", "Approved"),
                                    ("changes_requested", "Changes requested"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=18,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, default="", verbose_name="reason to ask with blockers"
                            ),
                        ),
                        (
                            "deploy_on",
                            models.DateField(blank=True, null=True, verbose_name="planned deploy"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="assigned_reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="specs.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-submitted_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("spec",),
                                name="one_open_review_per_spec",
                            ),
                            models.UniqueConstraint(
                                fields=("spec", "number"), name="one_review_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_closed_review_was_decided",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("approve", "Approve"),
                                    ("request_changes", "Request changes"),
                                    ("comment", "Comment only"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("summary", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="specs.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("verdict", "approve")),
                                fields=("review", "reviewer"),
                                name="one_approval_per_reviewer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict", "request_changes"), _negated=True),
                                    models.Q(("summary", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="changes_are_explained",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Export",
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
                        ("commit", models.CharField(blank=True, default="", max_length=64)),
                        ("branch", models.CharField(blank=True, default="", max_length=120)),
                        ("path", models.CharField(blank=True, default="", max_length=400)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "repository",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="specs.repository",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="specs.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=["repository", "id"],
                                name="export_waiting",
                            ),
                            models.Index(fields=["spec", "repository"], name="export_by_spec"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("revision", "repository"), name="one_export_per_revision"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "queued",
                                            "running",
                                            "done",
                                            "unchanged",
                                            "failed",
                                            "errored",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="export_state_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RollbackStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="rollbackstep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RollbackTrigger",
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
                        ("metric", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="rollbacktrigger_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Runbook",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("permanent_key", models.TextField(blank=True, default="")),
                        ("when", models.TextField(blank=True, default="")),
                        ("impact", models.TextField(blank=True, default="")),
                        ("escalate_after", models.TextField(blank=True, default="")),
                        ("escalate_to", models.TextField(blank=True, default="")),
                        ("data_loss", models.TextField(blank=True, default="")),
                        ("prevention", models.TextField(blank=True, default="")),
                        ("follow_up", models.TextField(blank=True, default="")),
                        ("last_rehearsed", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="runbook_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunbookStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.runbook",
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="runbookstep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScalingRule",
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
                        ("component", models.TextField(blank=True, default="")),
                        ("type", models.TextField(blank=True, default="")),
                        ("trigger", models.TextField(blank=True, default="")),
                        ("minimum", models.TextField(blank=True, default="")),
                        ("maximum", models.TextField(blank=True, default="")),
                        ("cooldown", models.TextField(blank=True, default="")),
                        ("metric", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="scalingrule_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Secret",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("stored", models.TextField(blank=True, default="")),
                        ("injected", models.TextField(blank=True, default="")),
                        ("rotation", models.TextField(blank=True, default="")),
                        ("owner", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="secret_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Slo",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("target", models.TextField(blank=True, default="")),
                        ("window", models.TextField(blank=True, default="")),
                        ("kind", models.TextField(blank=True, default="")),
                        ("metric", models.TextField(blank=True, default="")),
                        ("period", models.TextField(blank=True, default="")),
                        ("good_query", models.TextField(blank=True, default="")),
                        ("total_query", models.TextField(blank=True, default="")),
                        ("alerting", models.TextField(blank=True, default="")),
                        ("policy", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="slo_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stage",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("trigger", models.TextField(blank=True, default="")),
                        ("tools", models.TextField(blank=True, default="")),
                        ("success", models.TextField(blank=True, default="")),
                        ("failure", models.TextField(blank=True, default="")),
                        ("timeout", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="stage_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Team",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "private",
                            models.BooleanField(
                                default=False,
                                help_text="Approved specifications are shown to the team only.",
                            ),
                        ),
                        (
                            "people",
                            models.ManyToManyField(
                                related_name="teams",
                                through="specs.Membership",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="UpgradeStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="upgradestep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpstreamService",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("failure", models.TextField(blank=True, default="")),
                        ("kind", models.TextField(blank=True, default="")),
                        ("promised", models.TextField(blank=True, default="")),
                        ("linked", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="upstreamservice_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alert",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("severity", models.TextField(blank=True, default="")),
                        ("notification", models.TextField(blank=True, default="")),
                        ("runbook", models.TextField(blank=True, default="")),
                        ("metric", models.TextField(blank=True, default="")),
                        ("expression", models.TextField(blank=True, default="")),
                        ("keep_firing", models.TextField(blank=True, default="")),
                        ("labels", models.TextField(blank=True, default="")),
                        ("annotations", models.TextField(blank=True, default="")),
                        ("group", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="alert_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Backup",
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
                        ("store", models.TextField(blank=True, default="")),
                        ("what", models.TextField(blank=True, default="")),
                        ("method", models.TextField(blank=True, default="")),
                        ("frequency", models.TextField(blank=True, default="")),
                        ("retention", models.TextField(blank=True, default="")),
                        ("location", models.TextField(blank=True, default="")),
                        ("tested", models.TextField(blank=True, default="")),
                        ("last_tested", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="backup_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CanaryStep",
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
                        ("percent", models.TextField(blank=True, default="")),
                        ("wait", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="canarystep_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChapterState",
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
                        ("chapter", models.SlugField(max_length=40)),
                        ("complete", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chapters",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["spec", "chapter"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "chapter"), name="one_state_per_chapter"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Component",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("kind", models.TextField(blank=True, default="")),
                        ("technology", models.TextField(blank=True, default="")),
                        ("replicas", models.TextField(blank=True, default="")),
                        ("cpu", models.TextField(blank=True, default="")),
                        ("memory", models.TextField(blank=True, default="")),
                        ("port", models.TextField(blank=True, default="")),
                        ("workload_kind", models.TextField(blank=True, default="")),
                        ("workload_name", models.TextField(blank=True, default="")),
                        ("namespace", models.TextField(blank=True, default="")),
                        ("container", models.TextField(blank=True, default="")),
                        ("part_of", models.TextField(blank=True, default="")),
                        ("talks_to", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="component_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConfigFile",
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
                        ("path", models.TextField(blank=True, default="")),
                        ("purpose", models.TextField(blank=True, default="")),
                        ("environment", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="configfile_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conflict",
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
                        ("address", models.CharField(max_length=160, verbose_name="cell address")),
                        ("base_digest", models.CharField(blank=True, default="", max_length=12)),
                        ("mine", models.TextField(blank=True, default="")),
                        ("theirs", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="specs.spec",
                            ),
                        ),
                        (
                            "theirs_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "who",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("resolved_at__isnull", True)),
                                fields=("spec", "address", "who"),
                                name="one_open_conflict_per_person_and_cell",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dashboard",
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
                        ("name", models.TextField(blank=True, default="")),
                        ("audience", models.TextField(blank=True, default="")),
                        ("panels", models.TextField(blank=True, default="")),
                        ("url", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("spec", "key"), name="dashboard_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeploymentStep",
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
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField(blank=True, default="")),
                        ("command", models.TextField(blank=True, default="")),
                        ("language", models.TextField(blank=True, default="")),
                        ("expected", models.TextField(blank=True, default="")),
                        ("condition", models.TextField(blank=True, default="")),
                        ("goto", models.TextField(blank=True, default="")),
                        (
                            "spec",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="specs.spec",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec", "key"), name="deploymentstep_key"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
