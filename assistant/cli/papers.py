"""``litreview papers``, ``show``, ``remove`` and ``export``: the papers themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from assistant.cli.opening import note_left_out, opened
from assistant.cli.options import Filters, Json, Limit, Output, Words, filtered
from assistant.cli.terminal import is_terminal, note, write, write_entry, write_json, write_rows
from assistant.errors import LibraryNotFound

if TYPE_CHECKING:
    from assistant.models import Paper


@filtered
def papers(
    ctx: typer.Context,
    words: Words = "",
    limit: Limit = None,
    as_json: Json = False,
    **filters: Unpack[Filters],
) -> None:
    """List the papers of the library, or those with the words."""
    found: tuple[Paper, ...] = ()
    try:
        with opened(ctx) as library:
            found = library.papers(words, limit=limit, **filters)
            note_left_out(library, **filters)
    except LibraryNotFound:  # an empty one, as far as a list goes
        pass
    if as_json:
        write_json(found)
        return
    if not found:
        asked = words or any(filters.values())
        note("no paper matches; try other words or fewer filters" if asked else "no papers yet; see litreview add")
    if is_terminal():
        for paper in found:
            write_entry(paper.title, about(paper))
    else:
        write("".join(_row(paper) for paper in found))


def show(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Its id, key or title.")],
    as_json: Json = False,
) -> None:
    """Show one paper with the sources it was found in."""
    with opened(ctx) as library:
        found = library.show(paper)
    if as_json:
        write_json(found)
    else:
        _write(found)


def remove(
    ctx: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER", help="Ids, keys or titles.")],
    as_json: Json = False,
) -> None:
    """Remove papers from the library."""
    with opened(ctx) as library:
        removed = library.remove(*papers)
    if as_json:
        write(json.dumps({"removed": removed}) + "\n")
    else:
        from assistant.export.words import counted

        write(f"Removed {counted(removed, 'paper')}.\n")


@filtered
def export(
    ctx: typer.Context,
    output: Output = None,
    limit: Limit = None,
    **filters: Unpack[Filters],
) -> None:
    """Write papers as JSON Lines; add takes them back."""
    from assistant.export.json import jsonl_lines
    from assistant.export.saving import PAPER_FORMATS, check_suffix, save
    from assistant.export.words import counted

    if output:
        check_suffix(output, PAPER_FORMATS)
    with opened(ctx) as library:
        found = library.papers(limit=limit, **filters)
        note_left_out(library, **filters)
    if output:
        save(found, output)
        note(f"{counted(len(found), 'paper')} saved to {output}")
    else:
        for line in jsonl_lines(found):
            write(line)


def about(paper: Paper) -> str:
    """Authors, year, venue and key in one line."""
    from assistant.export.references import short_reference

    return " · ".join(filter(None, (short_reference(paper), paper.venue, paper.key)))


def _row(paper: Paper) -> str:
    """Key, year and title between tabs: one line for programs that work on lines."""
    from assistant.export.untrusted import one_line

    return f"{paper.key}\t{paper.year or ''}\t{one_line(paper.title)}\n"


def _write(paper: Paper) -> None:
    authors = ", ".join(paper.authors) + ("" if paper.authors_complete else ", et al.")
    write_entry(paper.title)
    write_rows(
        ("Authors", authors),
        ("Published", " · ".join(filter(None, (paper.date or str(paper.year or ""), paper.venue)))),
        ("Categories", ", ".join(paper.categories)),
        ("Organisations", ", ".join(paper.organisations)),
        ("DOI", paper.doi or ""),
        ("arXiv", paper.arxiv_id or ""),
        ("Address", paper.url or ""),
        ("Key", paper.key),
        ("Id", paper.id),
        ("Found in", ", ".join(dict.fromkeys(source.source for source in paper.sources))),
        ("Abstract by", paper.abstract_by or ""),
        ("Abstract", paper.abstract),
    )
