"""The site behind its cache, as in production: its speed beside a static file, changes, a wave of readers.

`python -m benchmarks.caching [speed] [fresh] [wave]` measures these alone. ROUNDS= says how many rounds of
publishing and reading there are (1,000 unless said).
"""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

import psutil

from tests.caches import HEADERS, CachedSite, Newsroom, wait_until

from .environment import ROOT
from .load import load, nginx
from .report import AT_LEAST, AT_MOST, Figure

ROUNDS = int(os.environ.get("ROUNDS", "1000"))
# Short turns, many of them: a machine that others share is not equally fast for long.
SECONDS, TURNS = 2, 15
ARTICLE = "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/"
COMPARED = {"article": ARTICLE, "listing": "/en/news/"}
ADDRESSES, RATE, WAVE_SECONDS, EVERY = 500, 5_000, 60, 5


def speed(site: CachedSite) -> list[Figure]:
    """A page from the cache beside nginx serving the same bytes as a file, in turns."""
    files = site.folder / "files"
    files.mkdir()
    for name, path in COMPARED.items():
        connection = http.client.HTTPConnection("127.0.0.1", site.port)
        for _time in range(2):
            connection.request("GET", path, headers={**HEADERS, "Accept-Encoding": "gzip"})
            body = connection.getresponse().read()
        (files / name).write_bytes(body)
    figures = []
    with nginx(site.folder) as port:
        for name, path in COMPARED.items():
            ratios, most = [], 0.0
            for _turn in range(TURNS):
                file = load(port, [f"/{name}"], SECONDS)
                page = load(site.port, [path], SECONDS)
                assert not file["errors"] and not page["errors"]
                ratios.append(page["requests"] / file["requests"])
                most = max(most, page["requests"] / page["seconds"])
            label = f"cached {name} ({most:,.0f}/s) / the same bytes as a file of nginx"
            figures.append(Figure(label, statistics.median(ratios), AT_LEAST, 0.65))
    return figures


def fresh(site: CachedSite, newsroom: Newsroom) -> list[Figure]:
    """Rounds of a change and the first look at it, while others read: what was stale, what it took."""
    known = newsroom.do("publish", title="What is read in rounds")
    paths = [known["url"], "/en/news/", "/en/"]
    over, taken, stale = threading.Event(), [], 0

    def read() -> None:
        while not over.is_set():
            load(site.port, paths, 5, connections=8, rate=200)

    readers = threading.Thread(target=read)
    readers.start()
    try:
        for number in range(ROUNDS):
            lead = f"As of round {number}."
            done = newsroom.do("change", pk=known["pk"], lead=lead)
            for place, path in enumerate(paths[:2]):
                stale += lead not in site.get(path).text
                if not place:
                    taken.append(time.time() - done["committed_at"])
    finally:
        over.set()
        readers.join()
    newsroom.do("delete", pk=known["pk"])
    return [
        Figure(f"stale pages after a publication, in {ROUNDS:,} rounds of two", stale, AT_MOST, 0),
        Figure("publish to visible: seconds, median", statistics.median(taken), AT_MOST, 1),
        Figure("publish to visible: seconds, at most", max(taken), AT_MOST, 1),
    ]


def _archive(site: CachedSite) -> list[str]:
    """Have so many articles that there are 500 addresses; all addresses, read once."""
    lines = [
        {
            "id": f"wave:{number}", "lang": "en", "title": f"A day in the workshop, part {number}",
            "date": f"20{10 + number // 300:02}-{1 + number // 28 % 12:02}-{1 + number % 28:02}",
            "lead": "From the first hour to the last.", "body_html": "<p>It was a long day.</p>" * 20,
        }
        for number in range(ADDRESSES)
    ]  # fmt: skip
    file = site.folder / "wave.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    subprocess.run(
        [sys.executable, "manage.py", "import_articles", str(file)],
        cwd=ROOT, env={**site.environment, "CACHE_NODES": ""}, check=True, stdout=sys.stderr,
    )  # fmt: skip
    found = re.findall(r"<loc>https?://[^/]*(/en/[^<]*)</loc>", site.get("/sitemap.xml").text)
    paths = ["/en/", "/en/news/", *(path for path in found if path not in {"/en/", "/en/news/"})]
    for path in paths[:ADDRESSES]:
        assert site.get(path).status == 200, path
    return paths[:ADDRESSES]


def _memory(site: CachedSite) -> dict[str, float]:
    """Megabytes (PSS: what is shared is shared out) of each part's processes."""
    parts = {}
    for what in ("web", "worker", "cache"):
        process = psutil.Process(site.running[what].pid)
        family = [process, *process.children(recursive=True)]
        parts[what] = sum(one.memory_full_info().pss for one in family) / 2**20
    return parts


def wave(site: CachedSite, newsroom: Newsroom) -> list[Figure]:
    """From idle to 5,000 requests a second for a minute, with a publication every five seconds."""
    site.start("worker")
    paths = _archive(site)
    known = newsroom.do("publish", title="What everybody reads")
    paths[-1] = known["url"]
    site.get(known["url"])
    wait_until(lambda: newsroom.do("unmade") == 0, 900)  # pictures of the import
    wait_until(lambda: newsroom.do("waiting") == 0)
    for path in paths:
        site.get(path)
    result: dict[str, Any] = {}

    def flood() -> None:
        result.update(load(site.port, paths, WAVE_SECONDS, connections=64, rate=RATE))

    crowd = threading.Thread(target=flood)
    crowd.start()
    begun, marks, memory = time.monotonic(), [len(site.asked())], []
    for number in range(1, WAVE_SECONDS // EVERY):
        time.sleep(max(0.0, begun + number * EVERY - time.monotonic()))
        newsroom.do("change", pk=known["pk"], lead=f"As of minute {number}.")
        marks.append(len(site.asked()))
        memory.append(_memory(site))
    crowd.join()
    asked = site.asked()
    parts = zip(marks, [*marks[1:], len(asked)], strict=True)
    times = [Counter(asked[since:until]) for since, until in parts]
    most = max(memory, key=lambda one: sum(one.values()))
    told = ", ".join(f"{what} {size:.0f}" for what, size in most.items())
    rate = result["requests"] / result["seconds"]
    return [
        Figure(f"wave over {len(paths)} addresses: requests a second", rate, AT_LEAST, RATE),
        Figure("wave: errors", result["errors"], AT_MOST, 0),
        Figure(
            "wave: times that a page was made after a publication, at most",
            max((max(time.values(), default=0) for time in times), default=0),
            AT_MOST,
            1,
        ),
        Figure(f"wave: MB of {told}, together", sum(most.values()), AT_MOST, 600),
    ]


def measure(*what: str) -> list[Figure]:
    """All of it, or some."""
    subprocess.run(["sh", "tests/varnish.sh", "nginx-light", "wrk"], cwd=ROOT, check=True)
    figures = []
    with CachedSite() as site:
        newsroom = Newsroom(site)
        if not what or "speed" in what:
            figures += speed(site)
        if not what or "fresh" in what:
            figures += fresh(site, newsroom)
        if not what or "wave" in what:
            figures += wave(site, newsroom)
        newsroom.close()
    return figures


if __name__ == "__main__":
    found = measure(*sys.argv[1:])
    print("\n".join(map(str, found)))
    sys.exit(0 if all(figure.holds for figure in found) else 1)
