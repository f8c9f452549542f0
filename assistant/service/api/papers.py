"""The papers of the library, and its health."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from assistant.models import LibraryStatus, Paper
from assistant.service.api.sending import document
from assistant.service.api.wanted import Filters, Limit, TheLibrary, problems

routes = APIRouter(tags=["library"])


@routes.get("/papers", response_model=list[Paper], responses=problems(400))
def papers(
    library: TheLibrary,
    filters: Filters,
    words: Annotated[str, Query(description="Only papers that hold all these words.")] = "",
    limit: Limit | None = None,
) -> Response:
    """List the papers, newest first; all of them unless there is a limit."""
    return document(library.papers(words, limit=limit, **filters))


@routes.get("/papers/{paper}", response_model=Paper, responses=problems(404))
def paper(library: TheLibrary, paper: Annotated[str, Path(description="Its id, citation key or title.")]) -> Response:
    """Give one paper with its sources."""
    return document(library.show(paper))


@routes.get("/status", response_model=LibraryStatus, responses=problems())
def status(library: TheLibrary) -> Response:
    """Tell the health of the library."""
    return document(library.status())
