"""`manage.py reset_second_factor`: for somebody who lost their telephone or key."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from institute_site.accounts import second_factor


class Command(BaseCommand):
    """Remove a user's second factor and sign them out everywhere."""

    help = "Remove the second factor of a user who lost it, and sign them out everywhere. It is logged."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom it is for."""
        parser.add_argument("user", help="The user name.")

    def handle(self, *args: Any, user: str, **options: Any) -> None:
        """Remove it; raises CommandError if there is no such user."""
        person = User.objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"There is no user “{user}”.")
        count = second_factor.reset(person)
        said = "has no second factor now and is signed out everywhere" if count else "had none"
        self.stdout.write(f"{user} {said}.")
