"""How many processes and threads gunicorn should have: the same readers before each choice.

`python -m benchmarks.processes`. They ask for what comes through a cache: mostly what nobody has read yet.
"""

import random
import statistics
from itertools import product

from . import load
from .pages import ARTICLES
from .serving import gunicorn
from .site import Site

WORKERS, THREADS = (1, 2, 3, 4), (1, 2, 4, 8)
ROUNDS, SECONDS, WARM_SECONDS = 3, 3, 6
READ, UNREAD, QUESTIONS = 100, 2_000, 100


def main() -> None:
    """A table of requests a second, and of how long the slowest hundredth waited."""
    with Site(ARTICLES) as site:
        site.ask("archive")
        asked = site.ask("addresses")
    chance = random.Random(ARTICLES)
    paths = [
        *asked["home"],
        *asked["listing"],
        *asked["article"][:READ],
        *chance.sample(asked["article that nobody has read"], UNREAD),
        *chance.sample(asked["question that nobody has asked"], QUESTIONS),
    ]
    print(f"{ARTICLES:,} articles, {load.CONNECTIONS} connections, {len(paths):,} addresses")
    print("  processes  threads   requests a second   ms, 99 of 100")
    for workers, threads in product(WORKERS, THREADS):
        with gunicorn(
            "institute_site.wsgi", ARTICLES, WEB_WORKERS=workers, WEB_THREADS=threads
        ) as port:
            load.load(port, paths, WARM_SECONDS, encoding="identity")
            taken = [
                load.load(port, paths, SECONDS, encoding="identity") for _round in range(ROUNDS)
            ]
        rate = statistics.median(one["requests"] / one["seconds"] for one in taken)
        slow = statistics.median(one["slow"] for one in taken)
        errors = sum(one["errors"] for one in taken)
        said = f", {errors:.0f} errors" if errors else ""
        print(f"  {workers:9}{threads:9}{rate:20.0f}{slow:16.0f}{said}", flush=True)


if __name__ == "__main__":
    main()
