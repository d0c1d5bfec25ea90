"""How gunicorn serves the site: `gunicorn institute_site.wsgi`, from this folder, reads this file.

Each value can be set in the environment. Why these: docs/operators.md, "Web processes".
"""

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")

# A process uses one core at most; its threads are for waiting, on the database above all.
workers = int(os.environ.get("WEB_WORKERS") or os.cpu_count() or 2)
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"

# Heartbeats on a disk that is busy would end healthy processes.
_in_memory = Path("/dev/shm")  # noqa: S108 - files there have no name
worker_tmp_dir = str(_in_memory) if _in_memory.is_dir() else None
timeout = int(os.environ.get("WEB_TIMEOUT", "30"))
# What is being answered when a process is told to end, is answered.
graceful_timeout = 30
# Longer than the cache in front keeps a connection that is not used (Varnish: 60 s), so that it never sends a
# request into one that is just being closed.
keepalive = 75

# Whatever leaks is given back; not by all processes at once.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = max_requests // 5
# Each process loads the code by itself: a reload (SIGHUP) brings a new release without a gap.
preload_app = False

# Whose X-Forwarded-Proto is believed.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# Requests are told by the site itself or by what stands in front of it.
accesslog = None
# Nobody steers it through a socket, and it cannot make one: its folder is not its own.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Leave the code itself out of the search for garbage, and search less often: a listing makes much."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
