"""Whether the process is up, and whether it can serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration, or status 503 and what is wrong.

    A cache asks every second: a process that has seen every migration once does not look again.
    """
    try:
        missing = [] if _is_migrated() else _missing_migrations()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return JsonResponse(
            {"ready": False, "problem": f"The database does not answer: {error}"}, status=503
        )
    if missing:
        return JsonResponse(
            {"ready": False, "problem": "Migrations to apply.", "migrations": missing}, status=503
        )
    return JsonResponse({"ready": True})


_seen_whole: set[str] = set()


def _is_migrated() -> bool:
    return str(connection.settings_dict["NAME"]) in _seen_whole


def _missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _seen_whole.add(str(connection.settings_dict["NAME"]))
    return [str(migration) for migration, _backwards in plan]
