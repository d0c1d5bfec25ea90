"""The database is killed and comes back."""

import time

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
        until = time.monotonic() + 60
        while watch.desk.times == before:
            assert time.monotonic() < until, f"nothing can be published: {watch.desk.refused[-3:]}"
            time.sleep(0.5)
    return f"Away for {site.patience} s. {watch.verdict()}"
