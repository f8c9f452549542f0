"""``litreview search`` and ``similar``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from assistant.cli.opening import note_left_out, opened
from assistant.cli.options import Filters, Json, Most, Query, filtered
from assistant.cli.papers import about
from assistant.cli.terminal import note, progress, write, write_entry, write_json

if TYPE_CHECKING:
    from assistant.models import Hit, SearchResult


@filtered
def search(
    ctx: typer.Context,
    query: Query,
    limit: Most = 10,
    as_json: Json = False,
    **filters: Unpack[Filters],
) -> None:
    """Rank papers by how well they fit a query.

    Each is shown with the passage that matched best.
    """
    with progress() as tell, opened(ctx) as library:
        result = library.search(query, limit=limit, **filters, progress=tell)
        note_left_out(library, **filters)
    _show(result, as_json=as_json)
    if not (result.hits or as_json):
        note("no paper matches; try other words or fewer filters")


def similar(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Its id, key or title.")],
    limit: Most = 10,
    as_json: Json = False,
) -> None:
    """Rank papers by how much they are like one."""
    from assistant.models import SearchResult

    with progress() as tell, opened(ctx) as library:
        found = library.show(paper)
        result = SearchResult(query=found.title, hits=library.similar(found.id, limit=limit, progress=tell))
    _show(result, as_json=as_json)


def _show(result: SearchResult, *, as_json: bool) -> None:
    if as_json:
        write_json(result)
        return
    for number, hit in enumerate(result.hits, 1):
        if number > 1:
            write("\n")
        _write(number, hit)


def _write(number: int, hit: Hit) -> None:
    best = max(hit.passages, key=lambda passage: passage.score, default=None)
    quote = [f"“{best.text}”"] if best else []
    write_entry(f"{number}. {hit.paper.title}", f"{about(hit.paper)} · {hit.score:.2f}", *quote)
