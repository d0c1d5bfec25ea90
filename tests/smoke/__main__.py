"""`deploy/smoke [journeys | FAULT...]`: run them, say what came of each; exit 1 if any failed."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from .faults import FAULTS
from .installation import Installation, missing
from .journeys import JOURNEYS

Trial = Callable[[Installation], str]


def main() -> int:
    """Try everything, or what is named."""
    parser = argparse.ArgumentParser(prog="deploy/smoke", description=__doc__)
    parser.add_argument(
        "what", nargs="*", help=f"journeys, {', '.join(FAULTS)}; everything by default"
    )
    parser.add_argument("--long", action="store_true", help="keep the database away for a minute")
    parser.add_argument(
        "--backup", type=Path, help="try with the site of this backup, not the demo"
    )
    asked = parser.parse_args()
    if unknown := set(asked.what) - {"journeys", *FAULTS}:
        parser.error(f"there is no {', '.join(unknown)}")
    if lacks := missing():
        sys.stderr.write(f"{lacks}\n")
        return 2
    wanted = asked.what or ["journeys", *FAULTS]
    with Installation(asked.backup) as site:
        site.patience = 60 if asked.long else 8
        faults = [FAULTS[name] for name in FAULTS if name in wanted]
        failed = _try(site, faults)
        if "journeys" in wanted:
            failed += _try(site, JOURNEYS)
        if failed:
            sys.stderr.write(site.output()[-6000:])
    return 1 if failed else 0


def _try(site: Installation, trials: Iterable[Trial]) -> int:
    failed = 0
    for trial in trials:
        begun = time.monotonic()
        try:
            said, word = trial(site), "ok  "
        except Exception as error:
            failed, word = failed + 1, "FAIL"
            said = f"{error}" if isinstance(error, AssertionError) else traceback.format_exc()
        purpose = (trial.__doc__ or "").partition("\n")[0]
        sys.stdout.write(f"{word} {purpose} {said} [{time.monotonic() - begun:.0f} s]\n")
        sys.stdout.flush()
    return failed


sys.exit(main())
