"""The settings: everything that differs between two portals comes from the environment.

OPSPORTAL_ENV is `embedded` (one machine, no services, the default), `production`
(refuses what is unsafe) or `test`.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from opsportal.guard import kept_secret, refuse_unsafe

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

if env.str("OPSPORTAL_ENV", default="") != "test" and (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

OPSPORTAL_ENV = env.str("OPSPORTAL_ENV", default="") or "embedded"
if OPSPORTAL_ENV not in {"embedded", "production", "test"}:
    raise ImproperlyConfigured(
        f"OPSPORTAL_ENV is {OPSPORTAL_ENV!r}: say embedded, production or test."
    )
PRODUCTION, TESTING = OPSPORTAL_ENV == "production", OPSPORTAL_ENV == "test"

DATA_DIR = (BASE_DIR / (env.str("OPSPORTAL_DATA", default="") or "var")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts, sessions, keys: for us alone

# ---------------------------------------------------------------- the process
DEBUG = env.bool("DEBUG", default=False)
OPSPORTAL_DEMO = env.bool("OPSPORTAL_DEMO", default=OPSPORTAL_ENV == "embedded")
SECRET_KEY = env.str("SECRET_KEY", default="") or (
    "" if PRODUCTION else kept_secret(DATA_DIR / "secret-key")
)
PORT = env.int("PORT", default=8000)
PORTAL_URL = env.str("PORTAL_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or (
    [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
if PRODUCTION:
    refuse_unsafe(secret_key=SECRET_KEY, debug=DEBUG, hosts=ALLOWED_HOSTS, demo=OPSPORTAL_DEMO)

ROOT_URLCONF = "opsportal.urls"
WSGI_APPLICATION = "opsportal.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "specs",
]
MIDDLEWARE = [
    "opsportal.health.Health",
    "specs.middleware.with_id",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "specs.middleware.one_voice",
    "specs.middleware.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "specs.middleware.remembering",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "specs.context.waiting",
            ],
            "libraries": {"lucide": "specs.templatetags.icons"},
        },
    }
]
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"},
    },
    "filters": {"request": {"()": "specs.request_ids.Named"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

# ---------------------------------------------------------------- the database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]]
if DATABASE_URL := env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "portal.sqlite3",
        }
    }
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Without IMMEDIATE most concurrent writers fail at once with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;"
        + f"PRAGMA synchronous={'OFF' if TESTING else 'NORMAL'};",
    }
    # The live server's threads and the worker processes need a database in a file.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
if not TESTING:
    DATABASES["default"].update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)

# ---------------------------------------------------------------- broker and jobs
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
# A lost broker must never hold up a request: the outbox row is the job, the message a nudge.
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"socket_timeout": 5, "socket_connect_timeout": 2}
if not REDIS_URL:
    for folder in ("queue", "control"):
        (DATA_DIR / "broker" / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker" / "queue"),
        "data_folder_out": str(DATA_DIR / "broker" / "queue"),
        "control_folder": str(DATA_DIR / "broker" / "control"),
        "polling_interval": 0.1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "look_for_drifts": {
        "task": "specs.tasks.look_for_drifts",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "look_at_links": {
        "task": "specs.tasks.look_at_links",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "forget_imports": {
        "task": "specs.tasks.forget_imports",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "sweep": {
        "task": "specs.tasks.sweep",
        "schedule": env.float("SWEEP_SECONDS", default=5.0),
        "options": {"expires": 60},
    },
    "index": {
        "task": "specs.tasks.index",
        "schedule": env.float("INDEX_SECONDS", default=10.0),
        "options": {"expires": 60},
    },
    "seal_events": {
        "task": "specs.tasks.seal_events",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "send_digests": {
        "task": "specs.tasks.send_digests",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "recount": {
        "task": "specs.tasks.recount",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "mark_waivers": {
        "task": "specs.tasks.mark_waivers",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "bundle": {
        "task": "specs.tasks.bundle",
        "schedule": env.float("BUNDLE_SECONDS", default=3600.0),
        "options": {"expires": 3600},
    },
    "mark_reviews": {
        "task": "specs.tasks.mark_reviews",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}
API_CALLS_PER_MINUTE = env.int("API_CALLS_PER_MINUTE", default=300)  # of one token
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "specs.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
SIGN_IN_FRESH_MINUTES = env.int("SIGN_IN_FRESH_MINUTES", default=60)
ACCOUNT_ADAPTER = "opsportal.accounts.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {"login": "opsportal.sign_in.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = SIGN_IN_FRESH_MINUTES * 60
if TESTING:
    ACCOUNT_RATE_LIMITS = False

# ---------------------------------------------------------------- the browser
# Without JavaScript a chapter with many rows comes as one form; a refusal would lose all of it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["opsportal.uploads.InMemory"]  # what may hold secrets never reaches a disk
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PORTAL_URL] if PORTAL_URL.startswith("https://") else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / (env.str("STATIC_ROOT", default="") or "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Plain names while developing and testing; hashed and compressed files otherwise.
PLAIN_STATIC = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "opsportal.storage.PlainFiles"
        if PLAIN_STATIC
        else "opsportal.storage.HashedModules"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN_STATIC

CRISPY_ALLOWED_TEMPLATE_PACKS = ("ops",)
CRISPY_TEMPLATE_PACK = "ops"
CRISPY_CLASS_CONVERTERS = {
    "textinput": "input",
    "numberinput": "input",
    "urlinput": "input",
    "emailinput": "input",
    "passwordinput": "input",
    "dateinput": "input",
    "checkboxinput": "box",
    "textarea": "textarea",
    "select": "select",
}
CRISPY_FAIL_SILENTLY = not DEBUG

# ---------------------------------------------------------------- words, times, mail
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="opsportal@localhost")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20
DIGEST_HOUR = env.int("DIGEST_HOUR", default=8)
DISPATCH_RETRY_SECONDS = env.int("DISPATCH_RETRY_SECONDS", default=15)
DISPATCH_TRIES = env.int("DISPATCH_TRIES", default=12)
WEBHOOK_ALLOW_PRIVATE = env.bool("WEBHOOK_ALLOW_PRIVATE", default=False)
WEBHOOK_TIMEOUT_SECONDS = env.float("WEBHOOK_TIMEOUT_SECONDS", default=10.0)

# ---------------------------------------------------------------- the portal's own rules
DEMO_PASSWORD = "opsportal-demo"  # noqa: S105 - shown on the sign-in page, in demo mode only
DEMO_SIGN_INS = (
    ("mara", "writes for Payments Core"),
    ("jonas", "her teammate, writes too"),
    ("tomas", "reviews for all teams"),
    ("lena", "administers, and reviews security"),
)
APPROVAL_QUORUM = env.int("APPROVAL_QUORUM", default=1)
OPERATIONS_AREAS = env.list("OPERATIONS_AREAS", default=["Operations", "Reliability", "SRE"])
REVIEW_OVERDUE_DAYS = env.int("REVIEW_OVERDUE_DAYS", default=3)
REVIEW_PERIOD_DAYS = env.int("REVIEW_PERIOD_DAYS", default=365)
BUNDLE_DIR = env.str("BUNDLE_DIR", default="") and str(DATA_DIR / env.str("BUNDLE_DIR"))
BUNDLE_URL = env.str("BUNDLE_URL", default="") and env.str("BUNDLE_URL").rstrip("/") + "/"
RUNBOOK_READER_DAYS = env.int("RUNBOOK_READER_DAYS", default=7)
RUNBOOK_REHEARSAL_DAYS = env.int("RUNBOOK_REHEARSAL_DAYS", default=180)
LINK_HOSTS = [one.strip().lower() for one in env.list("LINK_HOSTS", default=[]) if one.strip()]
LINK_SECONDS = env.int("LINK_SECONDS", default=21_600)
EXPORT_FILE_ROOT = (
    DATA_DIR / (env.str("EXPORT_FILE_ROOT", default="") or "repositories")
).resolve()
EXPORT_SECRET_ROOT = (DATA_DIR / (env.str("EXPORT_SECRET_ROOT", default="") or "secrets")).resolve()
EXPORT_MIRRORS = (DATA_DIR / (env.str("EXPORT_MIRRORS", default="") or "mirrors")).resolve()
EXPORT_LOOPBACK_HTTP = TESTING  # tests speak to a real git server without a certificate
EXPORT_RETRY_SECONDS = env.int("EXPORT_RETRY_SECONDS", default=15)
EXPORT_RACES = env.int("EXPORT_RACES", default=8)
EXPORT_LEASE_SECONDS = env.int("EXPORT_LEASE_SECONDS", default=60)
GIT_TIMEOUT_SECONDS = env.int("GIT_TIMEOUT_SECONDS", default=300)
