"""What the newsroom has done in the background, by Django's Tasks framework."""

from django.tasks import task

from .link_check import run


@task(backend="database")
def check_links() -> int:
    """Check every link in published pages; how many are broken."""
    return run.check()
