"""Where settings come from: the environment, `.env`, and files for what is secret."""

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping


class _Files(FileAwareMapping):
    """A variable whose value is in the file that `<NAME>_FILE` names is read from there."""

    def __getitem__(self, key: str) -> str:
        try:
            # The end of the line is the editor's.
            return super().__getitem__(key).rstrip("\r\n")
        except OSError as error:
            raise ImproperlyConfigured(
                f"{key}_FILE names {error.filename}, which cannot be read: {error.strerror}."
            ) from error


class Environment(environ.Env):
    """`environ.Env` that takes any variable from a file too, as secrets of containers and services come."""

    ENVIRON = _Files()
