"""``litreview search``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.cli.opening import note_left_out, opened
from assistant.cli.options import Author, Category, Json, Most, Query, Venue, Year
from assistant.cli.papers import about
from assistant.cli.terminal import note, write, write_entry, write_json

if TYPE_CHECKING:
    from assistant.models import Hit


def search(
    ctx: typer.Context,
    query: Query,
    year: Year = None,
    author: Author = None,
    venue: Venue = None,
    category: Category = None,
    limit: Most = 10,
    as_json: Json = False,
) -> None:
    """Rank papers by how well they fit a query.

    Each is shown with the passage that matched best.
    """
    with opened(ctx) as library:
        result = library.search(query, limit=limit, year=year, author=author, venue=venue, category=category)
        note_left_out(library, year=year, author=author, venue=venue, category=category)
    if as_json:
        write_json(result)
        return
    for number, hit in enumerate(result.hits, 1):
        if number > 1:
            write("\n")
        _write(number, hit)
    if not result.hits:
        note("no paper matches; try other words or fewer filters")


def _write(number: int, hit: Hit) -> None:
    best = max(hit.passages, key=lambda passage: passage.score, default=None)
    quote = [f"“{best.text}”"] if best else []
    write_entry(f"{number}. {hit.paper.title}", f"{about(hit.paper)} · {hit.score:.2f}", *quote)
