"""One of two web processes is killed."""

import time

import psutil

from ..installation import Installation
from ..watching import Watch


def dies(site: Installation) -> str:
    """One of two web processes killed -9, three times: gunicorn makes another, readers notice nothing."""
    with Watch(site) as watch:
        for _time in range(3):
            workers = site.family(site.running["web"].pid)
            psutil.Process(workers[0].pid).kill()
            time.sleep(site.patience / 3)
    return watch.verdict()
