"""The metrics of a process; those of all web processes of a machine are added up, see `sharing.py`."""

from prometheus_client import Counter, Gauge, Histogram

# From what a cache answers to what nobody waits for.
_ANSWER = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter(
    "institute_requests", "Requests that the application answered.", ["kind", "status"]
)
SECONDS = Histogram(
    "institute_request_seconds",
    "Time to answer a request; kinds question, search and news-names are the search.",
    ["kind"],
    buckets=_ANSWER,
)
VISIBLE = Histogram(
    "institute_publish_visible_seconds",
    "From the commit of a change to the moment at which every cache has forgotten what it made untrue.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
LIMITED = Counter("institute_limited", "Requests refused for asking too much.", ["limit"])
POOL = Gauge(
    "institute_database_pool",
    "Connections of the process's pool: open, idle; requests waiting for one.",
    ["state"],
    multiprocess_mode="livesum",
)


def visible(seconds: float) -> None:
    """Note how long a committed change took to be what every reader sees: called once caches are purged."""
    VISIBLE.observe(seconds)
