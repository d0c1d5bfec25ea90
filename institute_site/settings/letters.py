"""Mail, and who writes."""

from .base import IN_PRODUCTION, VAR_DIR, env

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

# Who publishes the news: a function that gives the institute's name in a language, for feeds, letters and
# share images.
INSTITUTE_NAME = "institute_site.models.institute_name"

# Checking links: seconds between two requests to a host; whether hosts of private networks are asked
# (in tests).
LINK_CHECK_PAUSE = 1.0
LINK_CHECK_PRIVATE = False
