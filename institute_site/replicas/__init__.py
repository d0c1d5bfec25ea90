"""Read replicas of PostgreSQL: readers' pages are made from them, all else from the primary.

`DATABASE_REPLICA_URLS` names them. One request reads from one server; which one, the middleware decides. See
docs/decisions/0020.
"""
