"""``litreview ask``."""

from __future__ import annotations

import typer

from assistant.cli.opening import note_left_out, opened
from assistant.cli.options import Author, Category, Json, Most, Question, Venue, Year
from assistant.cli.terminal import write_json, write_markdown


def ask(
    ctx: typer.Context,
    question: Question,
    year: Year = None,
    author: Author = None,
    venue: Venue = None,
    category: Category = None,
    limit: Most = 5,
    as_json: Json = False,
) -> None:
    """Answer a question with quoted and cited sentences.

    When the library has no evidence it says so, and names the closest papers.
    """
    with opened(ctx) as library:
        answer = library.ask(question, limit=limit, year=year, author=author, venue=venue, category=category)
        note_left_out(library, year=year, author=author, venue=venue, category=category)
    if as_json:
        write_json(answer)
    else:
        from assistant.export import to_markdown

        write_markdown(to_markdown(answer))
