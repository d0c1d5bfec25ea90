"""`make bench`: seed a site of its own, measure, print ratios, write `var/bench/*.json`.

ARTICLES= changes how many articles there are (2,000 unless said).
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER = int(os.environ.get("ARTICLES", "2000"))

os.environ.pop("DATABASE_URL", None)
os.environ["VAR_DIR"] = str(ROOT / "var" / f"bench-site-{NUMBER}")
os.environ["MODE"] = "development"
os.environ["DEBUG"] = "false"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "institute_site.settings")


def main() -> None:
    """Everything, in order."""
    import django

    django.setup()
    from benchmarks import pages, seed

    seed.site(NUMBER)
    figures = pages.measure()
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pages.json"
    path.write_text(json.dumps({"articles": NUMBER, "pages": figures}, indent=2) + "\n")
    print(f"\n{NUMBER} articles; speed as a share of that of a view that does nothing\n")
    for name, ratio in figures.items():
        print(f"  {name:32} {ratio:.4f}")
    print(f"\n{path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
