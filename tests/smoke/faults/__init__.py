"""What goes wrong, one file each: while readers read and an editor publishes, something dies."""

from . import cache, database, disk, hostile, slow, web, worker

FAULTS = {
    "database": database.dies,
    "web": web.dies,
    "worker": worker.dies,
    "cache": cache.is_restarted,
    "disk": disk.is_full,
    "slow": slow.clients_attack,
    "hostile": hostile.queries_come,
}
