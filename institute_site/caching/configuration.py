"""Which caches there are, from the environment, as Wagtail's `WAGTAILFRONTENDCACHE` wants them."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOM = "institute_site.caching.backends"


def caches(env: environ.Env) -> dict[str, dict[str, Any]]:
    """Every cache node and content delivery network by its name; none without settings."""
    nodes = [node.strip() for node in env.list("CACHE_NODES", default=[]) if node.strip()]
    secret = env.str("CACHE_SECRET", default="")
    if nodes and not secret:
        raise ImproperlyConfigured(
            "CACHE_NODES is set: set CACHE_SECRET too, as the caches have it."
        )
    for node in nodes:
        if urlsplit(node).scheme != "http" or not urlsplit(node).hostname:
            raise ImproperlyConfigured(
                f"CACHE_NODES has “{node}”: give addresses such as http://10.0.0.5:6081."
            )
    found: dict[str, dict[str, Any]] = {
        node: {"BACKEND": f"{ROOM}.Varnish", "LOCATION": node, "SECRET": secret} for node in nodes
    }
    if zone := env.str("CLOUDFLARE_ZONE", default=""):
        token = env.str("CLOUDFLARE_TOKEN", default="")
        found["cloudflare"] = {
            "BACKEND": f"{ROOM}.Cloudflare", "ZONEID": zone, "BEARER_TOKEN": token,
        }  # fmt: skip
    if distribution := env.str("CLOUDFRONT_DISTRIBUTION", default=""):
        found["cloudfront"] = {"BACKEND": f"{ROOM}.Cloudfront", "DISTRIBUTION_ID": distribution}
    return found
