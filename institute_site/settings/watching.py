"""How the site is watched."""

from django.core.exceptions import ImproperlyConfigured

from institute_site.watching import logs

from .base import IN_PRODUCTION, MODE, env

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
