"""What settings make of DATABASE_REPLICA_URLS."""

from typing import Any
from urllib.parse import unquote

from environ import Env

PREFIX = "replica"
# Seconds: a page had better be made from the primary than wait for a replica that is away.
PATIENCE = 2


def replicas(urls: list[str], primary: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The replicas as Django's DATABASES has them: replica1, replica2 and so on."""
    return {
        f"{PREFIX}{number}": _replica(url, primary["OPTIONS"]["pool"])
        for number, url in enumerate(urls, 1)
    }


def _replica(url: str, pool: dict[str, Any]) -> dict[str, Any]:
    database = dict(Env.db_url_config(url, engine="django.db.backends.postgresql"))
    database["HOST"] = unquote(database["HOST"])
    options = {
        "connect_timeout": PATIENCE,
        # A replica that is away is tried again after a pause; the pool need not try meanwhile.
        "pool": {**pool, "min_size": 0, "timeout": PATIENCE, "reconnect_timeout": PATIENCE},
        **database.get("OPTIONS", {}),
    }
    return {**database, "OPTIONS": options, "TEST": {"MIRROR": "default"}}
