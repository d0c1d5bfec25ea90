#!/usr/bin/env python
"""The site's command line."""

import os
import signal
import sys


def main() -> None:
    """Run one management command; what an operator must mend is told in a sentence."""
    # Ended by a service manager, a command still leaves the database as it should.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "institute_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Configuration: {error}")
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error}")


if __name__ == "__main__":
    main()
