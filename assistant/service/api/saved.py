"""Saved answers and reviews, what they were made of, and files to download."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from assistant.export import save
from assistant.export.saving import DRAFT_FORMATS, PAPER_FORMATS
from assistant.models import Answer, Paper, Review, Run
from assistant.service.api.sending import document
from assistant.service.api.wanted import Filters, Limit, TheLibrary, problems

routes = APIRouter(tags=["saved and downloads"])

# In full: a beginning, which the command line takes, would let others' answers be found by trying.
Capsule = Annotated[str, Path(pattern="^[0-9a-f]{20}$", description="The capsule in full, as the result named it.")]


def _one_of(suffixes: Iterable[str]) -> Any:  # noqa: ANN401 - as FastAPI's own Query
    """A query parameter that takes one of these formats; never part of a path before it is checked."""
    names = "|".join(suffix.removeprefix(".") for suffix in suffixes)
    return Query(pattern=f"^({names})$", description="The format of the file.")


DraftFormat = Annotated[str, _one_of(DRAFT_FORMATS)]
PaperFormat = Annotated[str, _one_of(PAPER_FORMATS)]
_KINDS = {
    "md": "text/markdown",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}


@routes.get("/saved/{capsule}", response_model=Answer | Review, responses=problems(404))
def saved(library: TheLibrary, capsule: Capsule) -> Response:
    """Give a saved answer or review."""
    return document(library.saved(capsule))


@routes.get("/saved/{capsule}/run", response_model=Run, responses=problems(404))
def run(library: TheLibrary, capsule: Capsule) -> Response:
    """Tell what a saved answer or review was made of: filters, what was retrieved, exchanges with a model."""
    return document(library.run(capsule))


@routes.get("/saved/{capsule}/file", responses=problems(404), response_class=Response)
def file(library: TheLibrary, capsule: Capsule, format: DraftFormat = "md") -> Response:
    """Download a saved answer or review."""
    return _download(library.saved(capsule), f"{capsule}.{format}")


@routes.get("/export", responses=problems(400), response_class=Response)
def export(
    library: TheLibrary,
    filters: Filters,
    limit: Limit | None = None,
    format: PaperFormat = "jsonl",
) -> Response:
    """Download the papers."""
    return _download(library.papers(limit=limit, **filters), f"papers.{format}")


def _download(value: Answer | Review | Sequence[Paper], name: str) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        path = File(folder) / name
        save(value, path)
        content = path.read_bytes()
    kind = _KINDS.get(path.suffix.removeprefix("."), "application/octet-stream")
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, kind)
