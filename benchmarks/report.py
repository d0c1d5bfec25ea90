"""The figures, each beside its limit."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from .questions import IDEAL, LIMITS_BY_HAND, LINKS, ORM, OURS, WAGTAIL

AT_MOST, AT_LEAST = "at most", "at least"
TIMES_FASTER = 5.0
TIMES_SLOWER_WITH_SIZE = 20.0
TIMES_PUBLISHING = 1.2
DESK_QUERIES, TIMES_DESK = 25.0, 3.0
BYTES = 600.0
TIMES_MEMORY = 1.2

Measured = dict[str, dict[str, list[float]]]
Pages = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Figure:
    """A ratio or a number, and what it has to be."""

    label: str
    value: float
    sense: str
    limit: float

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.limit if self.sense == AT_MOST else self.value >= self.limit

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"  {self.label:64} {self.value:10.2f}   {self.sense} {self.limit:g}: {verdict}"


def of_questions(measured: Measured) -> Iterator[Figure]:
    """Ours beside statements by hand, and beside the plain ORM."""
    for label, taken in _answered(measured).items():
        ours = taken[OURS][0]
        # What a suggestion shows is put together too, which no lookup does: in the database they compare.
        kind, what = (1, ", in the database") if label == "suggestion" else (0, "")
        ratio = taken[OURS][kind] / taken[IDEAL][kind]
        yield Figure(f"{label}: ours / by hand{what}", ratio, AT_MOST, LIMITS_BY_HAND[label])
        yield Figure(f"{label}: plain ORM / ours", taken[ORM][0] / ours, AT_LEAST, TIMES_FASTER)


def _answered(measured: Measured) -> Measured:
    """The questions that the site can be asked."""
    return {label: taken for label, taken in measured.items() if OURS in taken}


def of_size(measured: Measured, smaller: Measured) -> Figure:
    """How much slower the median question is than on the smaller site."""
    slower = [
        taken[OURS][0] / smaller[label][OURS][0] for label, taken in _answered(measured).items()
    ]
    return Figure(
        "median question, beside 10,000 articles",
        statistics.median(slower),
        AT_MOST,
        TIMES_SLOWER_WITH_SIZE,
    )


def of_publishing(large: list[float], small: list[float]) -> Figure:
    """Publishing one article, beside 1,000 articles."""
    ratio = statistics.median(large) / statistics.median(small)
    return Figure("publishing an article, beside 1,000 articles", ratio, AT_MOST, TIMES_PUBLISHING)


def of_streams(taken: dict[str, dict[str, float]]) -> Iterator[Figure]:
    """How much more memory the whole of a file needs than its beginning."""
    for address, one in taken.items():
        label = f"{address}, {one['rows']:,.0f} rows: memory at most / at first"
        yield Figure(label, one["growth"], AT_MOST, TIMES_MEMORY)


def of_bytes(size: dict[str, float]) -> Figure:
    """What the index takes."""
    return Figure("bytes of the index for an article", size["together"], AT_MOST, BYTES)


def together(rounds: list[Pages]) -> Pages:
    """The median of the rounds after the first, which warms up; of queries the most."""
    return {
        name: {
            "queries": max(one[name]["queries"] for one in rounds[1:]),
            "seconds": statistics.median(one[name]["seconds"] for one in rounds[1:]),
        }
        for name in rounds[0]
    }


def of_desk(many: Pages, few: Pages) -> Iterator[Figure]:
    """Each of staff's pages: its queries, and its time beside the same page of a small archive."""
    for name, taken in many.items():
        yield Figure(f"desk: {name}: queries", taken["queries"], AT_MOST, DESK_QUERIES)
        ratio = taken["seconds"] / few[name]["seconds"]
        yield Figure(f"desk: {name}: beside 100 articles", ratio, AT_MOST, TIMES_DESK)


def table(measured: Measured) -> str:
    """Milliseconds in all (and of them in the database) of every contender at every question."""
    names = list(next(iter(measured.values())))
    lines = [f"  {'ms in all (in the database)':32}" + "".join(f"{name:>20}" for name in names)]
    for label, taken in measured.items():
        cells = [
            f"{taken[name][0] * 1000:.1f} ({taken[name][1] * 1000:.1f})" if name in taken else "-"
            for name in names
        ]
        lines.append(f"  {label:32}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)


def beside_links(measured: Measured) -> str:
    """How many times longer ours takes than tables with a row for each link, for the price of their size."""
    title = "ours / a row a link (no limit: such tables alone are larger than the index may be)"
    return _ratios(measured, title, OURS, LINKS)


def beside_wagtail(measured: Measured) -> str:
    """How many times longer Wagtail's own search takes than ours, where it can be asked."""
    title = "Wagtail's search / ours (within 1.5 at each, it would do)"
    return _ratios(measured, title, WAGTAIL, OURS)


def _ratios(measured: Measured, title: str, one: str, other: str) -> str:
    rows = [
        f"  {label:64} {taken[one][0] / taken[other][0]:10.2f}"
        for label, taken in _answered(measured).items()
        if one in taken and other in taken
    ]
    return "\n".join([f"  {title}", *rows])
