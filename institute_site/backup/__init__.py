"""A copy of the whole site that another machine can be made the same from.

A backup is a folder: `database.dump` (pg_dump's custom format), `media.tar` (every uploaded file),
`settings.env` (the configuration without its secrets) and `manifest.json`, written last, which says what
the other files must be. `making` writes one, `restoring` reads one; the other modules know one thing each.
"""


class BackupError(Exception):
    """What went wrong, and what the operator can do about it."""
