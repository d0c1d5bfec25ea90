"""The whole installation, each part a process of its own with the files in `deploy`, tried through TLS.

`deploy/smoke` runs it: the journeys first, then every fault while readers read.
"""
