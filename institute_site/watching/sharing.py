"""All web processes of a machine count together.

Each writes its numbers to files of its own, which whichever of them is asked adds up. A process that takes a
dead one's place goes on in its files, so that neither restarts nor reloads leave files behind or make a
counter go back.
"""

import itertools
import os
import socket
from pathlib import Path
from typing import IO

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_places: dict[int, tuple[int, IO[str]]] = {}


def share(folder: Path) -> None:
    """Count in this folder from now on; must be called before anything is counted.

    Machines and containers that share the folder have one inside it each.
    """
    try:
        import fcntl  # noqa: F401 - only asked for: without it there is one process only
    except ImportError:
        return
    own = folder / (socket.gethostname() or "localhost")
    own.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(own)
    from prometheus_client import values

    values.ValueClass = values.MultiProcessValue(process_identifier=_place)


def _place() -> int:
    """The number of this process: the first one that no living process holds."""
    process = os.getpid()
    if process not in _places:
        # Those of a parent are its own, though they came along.
        _places.clear()
        _places[process] = _take()
    return _places[process][0]


def forget_gone() -> None:
    """Drop what processes that are gone said of themselves; what they counted stays."""
    import fcntl

    from prometheus_client.multiprocess import mark_process_dead

    for path in Path(os.environ[VARIABLE]).glob("*.lock"):
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            # While the place is held, no new process says anything there.
            mark_process_dead(path.stem)


def _take() -> tuple[int, IO[str]]:
    import fcntl

    for number in itertools.count():
        file = Path(os.environ[VARIABLE], f"{number}.lock").open("w")  # noqa: SIM115 - held for life
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return number, file
    raise AssertionError
