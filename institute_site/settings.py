"""Settings, all read from the environment (or a `.env` file): `.env.example` describes each variable.

MODE says who the site is for: `development` (the default, on one's own machine), `demo` (`make demo`)
or `production`, which refuses to start while its configuration is unsafe.
"""

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from institute_site import media_storage, safety
from institute_site.accounts.roles import second_factor_roles
from institute_site.caching.configuration import caches
from institute_site.connections import still_there
from institute_site.environment import Environment
from institute_site.replicas.configuration import replicas
from institute_site.security import policies
from institute_site.security.limit import Limit
from institute_site.watching import logs

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.read_env(BASE_DIR / ".env")

MODE = env.str("MODE", default="development")
if MODE not in {"development", "demo", "production"}:
    raise ImproperlyConfigured(f"MODE is “{MODE}”: set it to development, demo or production.")
IN_DEMO = MODE == "demo"
IN_PRODUCTION = MODE == "production"
DEBUG = MODE == "development" and env.bool("DEBUG", default=True)

# Everything that the site writes lives here: its database, uploads, collected static files, mail.
VAR_DIR = (BASE_DIR / env.str("VAR_DIR", default="var")).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")


def _list(name: str, default: list[str]) -> list[str]:
    """A variable of several values, separated by commas."""
    return [value.strip() for value in env.list(name, default=default) if value.strip()]


ALLOWED_HOSTS = _list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if ADMIN_HOST := env.str("ADMIN_HOST", default=""):
    ALLOWED_HOSTS.append(ADMIN_HOST)
BEHIND_PROXY = IN_PRODUCTION and env.bool("BEHIND_PROXY", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or safety.local_secret_key(VAR_DIR, MODE)

INSTALLED_APPS = [
    "institute_site",
    "news",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "institute_site.watching.requests.RequestMiddleware",
    "institute_site.watching.probes.Probes",
    "institute_site.caching.middleware.CacheHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "institute_site.security.middleware.HeadersMiddleware",
    "institute_site.security.middleware.AdminHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Below compression: what was not changed is known by the text itself.
    "django.middleware.http.ConditionalGetMiddleware",
    "institute_site.security.limits.SearchLimit",
    "institute_site.replicas.middleware.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "institute_site.viewing.middleware.ViewMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "institute_site.accounts.middleware.AdminMiddleware",
    "institute_site.old_addresses.OldAddresses",
    "institute_site.errors.DiskFull",
    "news.admin.stopped.PublicationStopped",
]

ROOT_URLCONF = "institute_site.urls"
WSGI_APPLICATION = "institute_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "institute_site.navigation.site_frame",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    """The server that DATABASE_URL names, or the site's own under VAR_DIR."""
    if env.str("DATABASE_URL", default=""):
        database = dict(env.db_url("DATABASE_URL", engine="django.db.backends.postgresql"))
        # A socket's directory stands percent-encoded in the place of the host.
        database["HOST"] = unquote(database["HOST"])
    else:
        database = {
            "ENGINE": "institute_site.embedded_postgres",
            "NAME": "institute",
            "DATA_DIR": VAR_DIR / "postgres",
        }
    # One for each thread that answers requests (see gunicorn.conf.py), and some for work beside them.
    most = env.int("WEB_THREADS", default=4) + 4
    # A session that the server ended (a restart, a crash) must not cost a reader an error.
    pool = {"min_size": 1, "max_size": most, "timeout": 5, "check": still_there}
    return {**database, "OPTIONS": {"pool": pool, **database.get("OPTIONS", {})}}


_primary = _database()
# Readers' pages are made from replicas, where there are any.
DATABASES = {"default": _primary, **replicas(_list("DATABASE_REPLICA_URLS", []), _primary)}
DATABASE_ROUTERS = ["institute_site.replicas.router.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "institute_site.accounts.cache.SiteCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "institute_site_cache",
        # Beyond that the oldest go, and with them what limits somebody.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# The caches before the site that are told of changes: CACHE_NODES and CACHE_SECRET, or a delivery network.
WAGTAILFRONTENDCACHE = caches(env)

# The first language is the original one: its pages come first in the tree, exports and the sitemap.
_codes = _list("LANGUAGES", ["en", "ru"])
if not _codes or not set(_codes) <= set(LANG_INFO):
    raise ImproperlyConfigured(f"LANGUAGES is “{', '.join(_codes)}”: give codes such as en,ru.")
LANGUAGES = [(code, LANG_INFO[code].get("name_local", code).capitalize()) for code in _codes]
LANGUAGE_CODE = LANGUAGES[0][0]
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")
USE_TZ = True
FORMAT_MODULE_PATH = "institute_site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Public keys of age (age1…) for whom backups are encrypted; `manage.py backup --new-key` makes one.
BACKUP_KEYS = _list("BACKUP_KEYS", [])
STORAGES = {
    "default": media_storage.storage(env),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "development"
        else "institute_site.static_storage.StaticStorage"
    },
}

LOGIN_URL = "wagtailadmin_login"
# Messages of the admin are kept with the session: no cookie beside its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if IN_DEMO:
    # The demo's users have no password that any other backend would take.
    AUTHENTICATION_BACKENDS.append("institute_site.demo.users.DemoBackend")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# Signing in, to the admin only: until the browser is closed or, if asked to remember, for a week.
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "institute_site.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key"}
MFA_ADAPTER = "institute_site.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "institute_site.accounts.forms.PasskeyForm",
    "edit_webauthn": "institute_site.accounts.forms.PasskeyNameForm",
}
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Passkeys need https, but on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
USERSESSIONS_ADAPTER = "institute_site.accounts.adapters.SessionsAdapter"
SECOND_FACTOR_ROLES = second_factor_roles(
    _list("SECOND_FACTOR_ROLES", []), production=IN_PRODUCTION
)

# On one's own machine mail is kept in files, where the person at it can read it.
if IN_PRODUCTION or env.str("EMAIL_URL", default=""):
    _email = env.email_url("EMAIL_URL", default="smtp://localhost:25")
    MAILERS = {
        "default": {
            "BACKEND": _email["EMAIL_BACKEND"],
            "OPTIONS": {
                "host": _email.get("EMAIL_HOST"),
                "port": _email.get("EMAIL_PORT"),
                "username": _email.get("EMAIL_HOST_USER"),
                "password": _email.get("EMAIL_HOST_PASSWORD"),
                "use_tls": _email.get("EMAIL_USE_TLS", False),
                "use_ssl": _email.get("EMAIL_USE_SSL", False),
                "timeout": 30,
            },
        }
    }
else:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(VAR_DIR / "mail")},
        }
    }
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="press@institute.example")

# What Wagtail itself hands over (its indexes of references and words) takes moments and must be done in
# the transaction of the change, so "default" does it at once. What takes minutes (`backend="database"`)
# waits in the database for `manage.py worker`. Wagtail still uses the package that Django's framework
# came from.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "database": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Who publishes the news: a function that gives the institute's name in a language, for feeds, letters and
# share images.
INSTITUTE_NAME = "institute_site.models.institute_name"

# Checking links: seconds between two requests to a host; whether hosts of private networks are asked
# (in tests).
LINK_CHECK_PAUSE = 1.0
LINK_CHECK_PRIVATE = False

# Watching: how the log is written, who may read the metrics, where errors are told.
LOG_FORMAT = env.str("LOG_FORMAT", default="") or ("json" if IN_PRODUCTION else "text")
if LOG_FORMAT not in logs.FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT is “{LOG_FORMAT}”: set it to json or text.")
LOGGING = logs.configuration(LOG_FORMAT)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
WORKER_METRICS = env.str("WORKER_METRICS", default="")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    from institute_site.watching import sentry

    sentry.start(SENTRY_DSN, environment=MODE)

# Security: what browsers may load, where the admin is, how much a network may search.
_media = _list("MEDIA_ORIGINS", [])
SECURE_CSP = policies.with_origins(policies.PUBLIC, "img-src", _media)
CSP_ADMIN = policies.with_origins(policies.ADMIN, "img-src", _media)
CSP_ENTRANCE = policies.ENTRANCE
CSP_PREVIEW = policies.with_origins(policies.PREVIEW, "img-src", _media)
ADMIN_PATH = env.str("ADMIN_PATH", default="admin").strip("/") + "/"
SEARCH_LIMIT = Limit.read(
    env.str("SEARCH_LIMIT", default="") or ("100+5" if IN_PRODUCTION else "none")
)
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")

# Wagtail's editor sends one field per block, and a long article has many.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Ten times the longest book; pictures and documents go other ways.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

WAGTAIL_SITE_NAME = "Institute Site"
WAGTAILADMIN_BASE_URL = f"{urlsplit(BASE_URL).scheme}://{ADMIN_HOST}" if ADMIN_HOST else BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILIMAGES_IMAGE_MODEL = "news.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.admin.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "news.File"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "news.admin.files.FileForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Chosen on the demo's pictures: AVIF takes two thirds of WebP's bytes and a third of JPEG's.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 74
WAGTAILIMAGES_JPEG_QUALITY = 74
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# The site itself gives them out, wherever they are: it asks who may read them.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {
    # PostgreSQL's Russian configuration stems Latin words as English: one index serves both languages.
    "default": {"BACKEND": "search.backend", "SEARCH_CONFIG": "russian"}
}

if IN_PRODUCTION:
    problems = safety.problems(
        secret_key=env.str("SECRET_KEY", default=""), allowed_hosts=ALLOWED_HOSTS, base_url=BASE_URL
    )
    if problems:
        raise ImproperlyConfigured("Unsafe configuration for production: " + " ".join(problems))
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [BASE_URL]
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # The last address in X-Forwarded-For is the one that the proxy itself saw.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # The institute's other hosts and the browsers' preload lists are not this site's to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

if importlib.util.find_spec("django_migration_linter"):
    INSTALLED_APPS.append("django_migration_linter")
    MIGRATION_LINTER_OPTIONS = {
        "include_apps": ["institute_site", "news", "search"],
        # Of the time before the first live site. Add none: a migration must let the last version go on.
        "ignore_name": [
            "0002_initial", "0003_file_text", "0005_shared_cache", "0007_translations",
            "0014_pictures", "0015_programme_answers",
        ],
        "quiet": ["ok", "ignore", "warning"],
        "no_cache": True,
    }  # fmt: skip

if importlib.util.find_spec("django_stubs_ext"):
    import django_stubs_ext

    django_stubs_ext.monkeypatch()
