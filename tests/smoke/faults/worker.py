"""The worker is killed."""

import time

from ..installation import Installation
from ..watching import Watch


def dies(site: Installation) -> str:
    """Worker killed -9 and back: readers and editors notice nothing."""
    with Watch(site) as watch:
        site.kill("worker")
        time.sleep(site.patience)
        site.start("worker")
        time.sleep(2)
    return watch.verdict()
