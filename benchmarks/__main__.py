"""`make bench`: seed sites of its own, measure, print ratios beside their limits, write `var/bench/*.json`.

ARTICLES= changes how many articles the largest site has (1,000,000 unless said; those sites are kept
for the next run and take some 8 GB under `var/`).
"""

import json
import os
import sys
from typing import Any

from . import caching, lighthouse, pages, report
from .environment import ROOT
from .site import Site

# The judged list of names is asked beside the demo only.
JUDGED, SMALL, MIDDLE = 0, 1_000, 10_000
LARGE = int(os.environ.get("ARTICLES", "1000000"))
# Staff's pages are held against the same pages of a small archive.
FEW, MANY = 100, 100_000
PUBLISHING_ROUNDS, DESK_ROUNDS = 15, 12
RESULTS = ROOT / "var" / "bench"


def main() -> int:
    """Everything, in order; the exit code says whether every figure is within its limit."""
    with Site(JUDGED) as judged:
        recall = judged.ask("recall")
    marks = lighthouse.measure()
    cached = caching.measure()
    few_pages, many_pages = _desk()
    speeds = pages.of_archive()
    with Site(SMALL) as small, Site(MIDDLE) as middle, Site(LARGE) as large:
        for site in (small, middle, large):
            print(f"{site.number:,} articles …", flush=True)
            site.ask("seed")
        publishing: dict[str, list[float]] = {"small": [], "large": []}
        for _round in range(PUBLISHING_ROUNDS):
            publishing["small"].append(small.ask("publishing"))
            publishing["large"].append(large.ask("publishing"))
        taken = large.ask("streams")
        # Last, for one of the contenders has the models told to index more.
        few, many = middle.ask("questions"), large.ask("questions")
        size, form = large.ask("size"), large.ask("forms")
    figures = [
        *report.of_questions(many),
        report.of_size(many, few),
        report.of_publishing(publishing["large"][1:], publishing["small"][1:]),
        report.of_bytes(size),
        *report.of_streams(taken),
        *report.of_desk(many_pages, few_pages),
        *pages.figures(speeds),
        *lighthouse.figures(marks),
        *cached,
    ]
    print(f"\n{LARGE:,} articles; a page of 20 numbers and the exact total together\n")
    print(report.table(many))
    print(f"\n  reading a question's form, not counted above: {form[0] * 1000:.1f} ms\n")
    print("\n".join(map(str, figures)))
    print()
    print(report.beside_links(many))
    print()
    print(report.beside_wagtail(many))
    print(f"\n{recall['table']}")
    print(f"\n{pages.table(speeds)}")
    print(f"\n{lighthouse.table(marks)}")
    _write("questions", {"articles": LARGE, "large": many, "middle": few, "index": size})
    _write("publishing", publishing)
    _write("streams", {"articles": LARGE, "taken": taken})
    _write("pages", {"articles": pages.ARTICLES, "pages": speeds})
    _write("recall", recall["figures"])
    _write("lighthouse", marks)
    _write("cache", [vars(figure) for figure in cached])
    _write("desk", {"articles": [FEW, MANY], "few": few_pages, "many": many_pages})
    return 0 if all(figure.holds for figure in figures) else 1


def _desk() -> tuple[Any, Any]:
    """Staff's pages of a small and of a large archive, in turns."""
    few: list[Any] = []
    many: list[Any] = []
    with Site(FEW) as small, Site(MANY) as large:
        for site in (small, large):
            print(f"{site.number:,} articles, for staff …", flush=True)
            site.ask("archive")
        for _round in range(DESK_ROUNDS):
            few.append(small.ask("desk"))
            many.append(large.ask("desk"))
    return report.together(few), report.together(many)


def _write(name: str, figures: Any) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    print(f"\n{path.relative_to(ROOT)}", end="")


if __name__ == "__main__":
    sys.exit(main())
