"""The REST interface: routers by noun, under ``/api``. Results are the same JSON documents as ``--json`` prints."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant.service.api import adding, asking, chats, jobs, papers, reviews, saved, tokens

_ROUTERS = tuple(room.routes for room in (asking, chats, reviews, jobs, saved, papers, adding, tokens))

routes = APIRouter(prefix="/api")
for _router in _ROUTERS:
    routes.include_router(_router)


@routes.api_route("/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
def nothing_here(rest: str) -> None:
    """Answer here what no endpoint takes; the interface at ``/`` would take it for a page."""
    found = [route for router in _ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    methods = sorted(
        {method for route in found if route.path_regex.match(f"/{rest}") for method in route.methods or ()}
    )
    if methods:
        raise HTTPException(405, f"this takes {', '.join(methods)}; see /docs", {"Allow": ", ".join(methods)})
    raise HTTPException(404, "there is no such endpoint; see /docs for those there are")
