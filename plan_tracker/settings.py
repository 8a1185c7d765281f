"""Every setting in one file. What the environment may say is listed in docs/deployment.md.

Without any variable this is the embedded mode: SQLite and a file broker in `var/`.
`PLAN_TRACKER_MODE=production` asks for PostgreSQL and refuses to start when unsafe.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from accounts.profiles import PROFILES
from plan_tracker import embedded
from plan_tracker.environment import Environment
from plan_tracker.logs import configure_structlog, logging_config

environment = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = environment.choice("PLAN_TRACKER_MODE", ["embedded", "production"], "embedded")
PRODUCTION = MODE == "production"
STATE_DIR = Path(environment.text("PLAN_TRACKER_STATE", str(BASE_DIR / "var"))).absolute()
if not PRODUCTION:
    STATE_DIR.mkdir(parents=True, exist_ok=True)

# --- Who may reach it -------------------------------------------------------------------
DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = embedded.secret_key(STATE_DIR)
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS")
if not ALLOWED_HOSTS and not PRODUCTION:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")
BEHIND_TLS_PROXY = environment.flag("BEHIND_TLS_PROXY", default=False)

# --- The house --------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "accounts",
    "areas",
    "indicators",
    "collection",
    "domains",
    "regions",
    "tasks",
    "reports",
    "plan_tracker",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "plan_tracker.pages.errors.Refusals",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer at random, so that its length gives nothing away (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.SignedIn",
    "areas.second_factor.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CSRF_FAILURE_VIEW = "plan_tracker.pages.errors.expired"
ROOT_URLCONF = "plan_tracker.urls"
WSGI_APPLICATION = "plan_tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_USER_MODEL = "accounts.User"
PASSWORD_PROFILE = PROFILES[
    environment.choice("PASSWORD_PROFILE", list(PROFILES), next(iter(PROFILES)))
]
AUTH_PASSWORD_VALIDATORS = PASSWORD_PROFILE.validators
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Our own counts stand in the database and hold with every cache down; see accounts/lockout.py.
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0
MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False

# --- Where the figures are kept ---------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_GIVEN = bool(environment.text("DATABASE_URL"))
DATABASE: dict[str, Any] = environment.database(
    "DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'db.sqlite3'}"
)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # With Django's own defaults two writers at once fail with "database is locked".
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA busy_timeout=5000;",
    }
    # A file, because a worker of its own cannot see a database in this process's memory.
    DATABASE["TEST"] = {"NAME": str(STATE_DIR / "test.sqlite3")}
else:
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DATABASES = {"default": DATABASE}

# --- Language and time ------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Static files -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATE_DIR / "static" if PRODUCTION else None
# Embedded, the files are served as they lie in the tree: nothing has to be collected first.
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- What a browser is told -------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION
# The container's own health check speaks plain HTTP to its own port.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = environment.whole_number("HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Subdomains and browser preload lists belong to whoever owns the domain, not to this site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Notices ----------------------------------------------------------------------------
EMAIL: dict[str, Any] = environment.mail("EMAIL_URL")
EMAIL_GIVEN = bool(EMAIL)
vars().update(EMAIL)
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "plan-tracker@localhost")
NOTICE_HOOK_URL = environment.web_address("NOTICE_HOOK_URL")
NOTICE_HOOK_SECRET = environment.text("NOTICE_HOOK_SECRET")

# --- Open data --------------------------------------------------------------------------
DATA_LICENCE = environment.text("DATA_LICENCE") or "CC-BY-4.0"
DATA_LICENCE_URL = (
    environment.web_address("DATA_LICENCE_URL") or "https://creativecommons.org/licenses/by/4.0/"
)

# --- Programming interface --------------------------------------------------------------
API_RATE_ANONYMOUS = environment.whole_number("API_RATE_ANONYMOUS", 120)
API_RATE_TOKEN = environment.whole_number("API_RATE_TOKEN", 600)

# --- Jobs -------------------------------------------------------------------------------
REDIS_URL = environment.broker("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
REDIS_TRANSPORT_OPTIONS = {
    # Without these a frozen Redis would hang the request that rings the bell.
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    # And without this a dead one: Celery's own `retry=False` does not reach the connection.
    "max_retries": 0,
    "visibility_timeout": 120,
    # Together: work of a killed worker is handed on seconds after the visibility timeout.
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    REDIS_TRANSPORT_OPTIONS if REDIS_URL else embedded.broker_folders(STATE_DIR)
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 50
# Below the visibility timeout: work is ended before Redis hands it to someone else.
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")
# Written at every beat, so that the file's age shows whether the beat is alive.
CELERY_BEAT_SYNC_EVERY = 1
CELERY_BEAT_SCHEDULE = {
    # A sweep nobody took within its interval is worthless: the next one does its work.
    "sweep": {"task": "indicators.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "exports": {"task": "reports.sweep_exports", "schedule": 15.0, "options": {"expires": 15}},
    "notices": {"task": "collection.send_notices", "schedule": 60.0, "options": {"expires": 60}},
    "remind": {"task": "collection.remind", "schedule": 600.0, "options": {"expires": 600}},
}

# --- Log --------------------------------------------------------------------------------
LOG_LEVEL = environment.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOGGING = logging_config(as_json=PRODUCTION, level=LOG_LEVEL)
configure_structlog()

environment.refuse_if_wrong()
