"""Which site the process works on: each number of articles has a site of its own under `var/`."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def folder_of(number: int) -> Path:
    """Where the site with so many articles is."""
    return ROOT / "var" / f"bench-site-{number}"


def use_site(number: int) -> None:
    """Set Django up for the benchmark's site with so many articles."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["VAR_DIR"] = str(folder_of(number))
    os.environ["MODE"] = "development"
    os.environ["DEBUG"] = "false"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "institute_site.settings")
    import django

    django.setup()
