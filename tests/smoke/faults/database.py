"""The database is killed and comes back."""

import time

from tests.caches import wait_until

from ..installation import Installation
from ..watching import Watch


def dies(site: Installation) -> str:
    """Database killed -9 and back after a while: readers read on, nothing that was saved is lost."""
    with Watch(site) as watch:
        site.kill("database")
        time.sleep(site.patience)
        site.start("database")
        assert watch.desk
        before = watch.desk.times
        wait_until(lambda: watch.desk and watch.desk.times > before, 60)
    return f"Away for {site.patience} s. {watch.verdict()}"
