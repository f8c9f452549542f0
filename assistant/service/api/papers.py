"""The papers of the library, what they can be filtered by, and its health."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from assistant.library.papers import Sort
from assistant.models import Facets, Hit, LibraryStatus, Paper, Rejection
from assistant.models.noun import Noun
from assistant.service.api.sending import document
from assistant.service.api.wanted import MOST, Filters, Limit, Offset, TheLibrary, problems

routes = APIRouter(tags=["library"])
PaperName = Annotated[str, Path(description="Its id, citation key or title.")]


class Removed(Noun):
    """How many papers were removed."""

    removed: int


@routes.get("/papers", response_model=list[Paper], responses=problems(400))
def papers(
    library: TheLibrary,
    filters: Filters,
    words: Annotated[str, Query(description="Only papers that hold all these words.")] = "",
    sort: Annotated[Sort, Query(description="By what they are ordered.")] = "year",
    descending: Annotated[bool, Query(description="The newest, or the end of the alphabet, first.")] = True,
    offset: Offset = 0,
    limit: Limit | None = None,
) -> Response:
    """List the papers, newest first, all of them unless there is a limit; `X-Total-Count` says how many there are."""
    found = library.page(words, sort=sort, descending=descending, offset=offset, limit=limit or MOST, **filters)
    return document(found.papers, headers={"X-Total-Count": str(found.total)})


@routes.get("/papers/{paper}", response_model=Paper, responses=problems(404))
def paper(library: TheLibrary, paper: PaperName) -> Response:
    """Give one paper with its sources."""
    return document(library.show(paper))


@routes.get("/papers/{paper}/similar", response_model=list[Hit], responses=problems(404))
def similar(library: TheLibrary, paper: PaperName, limit: Limit = 10) -> Response:
    """List papers like this one, the most alike first."""
    return document(library.similar(paper, limit=limit))


@routes.delete("/papers/{paper}", response_model=Removed, responses=problems(400, 404))
def remove(library: TheLibrary, paper: PaperName) -> Response:
    """Remove a paper from the library."""
    return document(Removed(removed=library.remove(paper)))


@routes.get("/facets", response_model=Facets, responses=problems())
def facets(library: TheLibrary) -> Response:
    """Tell what papers can be filtered by: years, venues and categories, with the number of papers."""
    return document(library.facets())


@routes.get("/rejections", response_model=list[Rejection], responses=problems())
def rejections(library: TheLibrary) -> Response:
    """List what could not be read of the sources so far, with file, place and reason."""
    return document(library.rejections())


@routes.get("/status", response_model=LibraryStatus, responses=problems())
def status(library: TheLibrary) -> Response:
    """Tell the health of the library."""
    return document(library.status())
