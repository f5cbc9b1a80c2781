"""What a probe may ask: does the process live, and can it serve people?"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = Callable[[HttpRequest], HttpResponse]


class Health:
    """Middleware, first of all: a probe names no allowed host and speaks plain HTTP."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer /healthz/live and /healthz/ready; let everything else pass."""
        if request.path == "/healthz/live":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/healthz/ready":
            trouble = self._trouble()
            answer = {"ready": not trouble, "database": trouble or "ok"}
            return JsonResponse(answer, status=503 if trouble else 200)
        return self.get_response(request)

    def _trouble(self) -> str:
        try:
            if not self.migrated:
                plan = MigrationExecutor(connection)
                if plan.migration_plan(plan.loader.graph.leaf_nodes()):
                    return "waiting for migrations"
                self.migrated = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return "not reachable"
        return ""
