"""Going on when something fails, without hurry and without a log full of it."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, connection

logger = logging.getLogger(__name__)

PAUSES = (1, 2, 4, 8, 15, 30)


class Patience:
    """Attempts steps of a loop; after failures in a row it pauses longer each time.

    `pause` waits some seconds, or less when the worker is to end.
    """

    def __init__(self, pause: Callable[[float], object]) -> None:
        self._pause = pause
        self._failures = 0

    def attempt(self, step: Callable[[], object]) -> None:
        """Do a step. What goes wrong is told once, however often it goes wrong again."""
        close_old_connections()
        try:
            step()
        except (OperationalError, InterfaceError) as error:
            self._failed("The database does not answer, waiting for it: %s", str(error).strip())
        except Exception as error:
            self._failed("The worker goes on after an error: %s", repr(error), traceback=True)
        else:
            if self._failures:
                logger.warning("The worker works again.")
            self._failures = 0

    def _failed(self, message: str, error: str, traceback: bool = False) -> None:
        if not self._failures:
            logger.error(message, error, exc_info=traceback)
        connection.close()
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        self._pause(pause)
