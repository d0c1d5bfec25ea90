"""Varnish is restarted."""

import signal
import time

from ..installation import Installation
from ..watching import Watch


def is_restarted(site: Installation) -> str:
    """Varnish restarted, empty: the TLS proxy holds readers' requests until it answers."""
    with Watch(site) as watch:
        site.kill("cache", signal.SIGTERM)
        site.start("cache")
        time.sleep(site.patience)
    return watch.verdict()
