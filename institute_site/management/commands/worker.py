"""`manage.py worker`: publish what is due to the minute, run tasks in the background."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from institute_site.worker.loop import SiteWorker


class Command(BaseCommand):
    """The site's worker, until it is told to end."""

    help = (
        "Publish what is scheduled, run background tasks and start the daily ones. Ends on SIGTERM."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to end with another process."""
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="End when this process, our parent, ends."
        )

    def handle(self, *args: Any, parent: int | None, **options: Any) -> None:
        """Work."""
        SiteWorker(parent).run()
