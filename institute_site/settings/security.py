"""What browsers may do, what is refused, and what production must not be without."""

from django.core.exceptions import ImproperlyConfigured

from institute_site import safety
from institute_site.security import policies
from institute_site.security.limit import Limit

from .base import ALLOWED_HOSTS, BASE_URL, BEHIND_PROXY, IN_PRODUCTION, env, list_of

# Security: what browsers may load, where the admin is, how much a network may search.
_media = list_of("MEDIA_ORIGINS", [])
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
