"""Where what the site knows is kept: databases, caches, files, tasks."""

from typing import Any
from urllib.parse import unquote

from institute_site.caching.configuration import caches
from institute_site.connections import still_there
from institute_site.media_storage.configuration import storage
from institute_site.replicas.configuration import replicas

from .base import BASE_DIR, MODE, VAR_DIR, env, list_of


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
DATABASES = {"default": _primary, **replicas(list_of("DATABASE_REPLICA_URLS", []), _primary)}
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

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Public keys of age (age1…) for whom backups are encrypted; `manage.py backup --new-key` makes one.
BACKUP_KEYS = list_of("BACKUP_KEYS", [])
STORAGES = {
    "default": storage(env),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "development"
        else "institute_site.static_storage.StaticStorage"
    },
}

# What Wagtail itself hands over (its indexes of references and words) takes moments and must be done in
# the transaction of the change, so "default" does it at once. What takes minutes (`backend="database"`)
# waits in the database for `manage.py worker`. Wagtail still uses the package that Django's framework
# came from.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "database": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
