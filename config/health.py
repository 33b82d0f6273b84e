from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache


@login_not_required
@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
def readyz(request):
    """The process can serve: the database answers and no migration waits."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_ready("the database does not answer")
    return _not_ready(f"{len(waiting)} migrations wait") if waiting else healthz(request)


def _not_ready(why):
    return HttpResponse(f"not ready: {why}\n", status=503, content_type="text/plain; charset=utf-8")
