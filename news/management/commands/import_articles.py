"""Import articles."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from news.exchange.files import Place
from news.exchange.importer import Importer, Report
from news.exchange.refusals import Problem
from news.exchange.writer import Outcome


class Command(BaseCommand):
    """Reads files of articles and says what became of them."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and whether to write anything."""
        parser.description = _(
            "Imports articles from JSON Lines files (.gz too), pictures from the folder images beside each. "
            "Articles are known by their id: what is there is updated where it differs, or left alone. "
            "Exits with 1 if any article was refused; all others are kept."
        )
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help=_("report what would happen; write nothing")
        )

    def handle(self, *, files: list[Path], dry_run: bool, verbosity: int, **_options: Any) -> None:
        """Import, report, and fail if anything was refused."""
        for path in files:
            if not path.is_file():
                raise CommandError(_("%(file)s is not a file.") % {"file": path})
        size = sum(path.stat().st_size for path in files)
        with tqdm(total=size, unit="B", unit_scale=True, disable=verbosity == 0) as self.bar:
            report = Importer(self, dry_run=dry_run).run(files)
        self._tell(report, dry_run)

    def refused(self, place: Place, problem: Problem) -> None:
        """Print a refusal on a line of its own."""
        reason = " ".join(problem.reason.split())
        message = _("%(file)s, line %(line)d, %(field)s: %(reason)s") % {
            "file": place.path,
            "line": place.number,
            "field": problem.field,
            "reason": reason,
        }
        with tqdm.external_write_mode():
            self.stdout.write(message)

    def progress(self, number: int) -> None:
        """Move the bar on."""
        self.bar.update(number)

    def _tell(self, report: Report, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        for label, number in (
            (_("created"), report.outcomes[Outcome.CREATED]),
            (_("updated"), report.outcomes[Outcome.UPDATED]),
            (_("unchanged"), report.outcomes[Outcome.UNCHANGED]),
            (_("refused"), report.refused),
        ):
            self.stdout.write(f"{label}: {number}")
        if report.unknown:
            counts = ", ".join(
                f"{name} ({number})" for name, number in sorted(report.unknown.items())
            )
            self.stdout.write(_("ignored unknown fields: %(fields)s") % {"fields": counts})
        if report.damaged:
            raise CommandError(
                _("%(problems)s. What was before it is kept.")
                % {"problems": "; ".join(report.damaged)}
            )
        if report.refused:
            total = report.refused + report.outcomes.total()
            raise CommandError(
                _("%(refused)d of %(total)d articles were refused; the others are kept.")
                % {"refused": report.refused, "total": total}
            )
