"""The log, on standard error: a JSON object a line in production, a line of text elsewhere."""

import logging
from typing import Any

FORMATS = ("json", "text")


class WithRequest(logging.Filter):
    """Adds the id of the request that a line is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        from .requests import request_id

        record.request_id = request_id.get() or None
        return True


def configuration(form: str) -> dict[str, Any]:
    """What `logging.config.dictConfig` wants, for one of FORMATS."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "institute_site.watching.logs.WithRequest"}},
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime}{levelname}{name}{message}{request_id}{process}",
                "style": "{",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                # Objects of Django's, of which a line would have nothing but their names.
                "reserved_attrs": _RESERVED,
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler", "formatter": form, "filters": ["request"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Its own handlers would write lines of another form between ours.
            "gunicorn.error": {"handlers": ["console"], "propagate": False},
            # It warns of every answer to HEAD, whose text Django leaves to the server to drop.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "institute_site.worker": {"level": "INFO"},
        },
    }  # fmt: skip


_RESERVED = [*vars(logging.makeLogRecord({})), "message", "asctime", "request", "server_time"]
