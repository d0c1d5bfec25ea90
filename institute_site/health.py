"""Whether the process is up, and whether it can serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration, or status 503 and what is wrong."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return JsonResponse(
            {"ready": False, "problem": f"The database does not answer: {error}"}, status=503
        )
    if missing:
        names = [str(migration) for migration, _backwards in missing]
        return JsonResponse(
            {"ready": False, "problem": "Migrations to apply.", "migrations": names}, status=503
        )
    return JsonResponse({"ready": True})
