"""``litreview add``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.opening import opened
from assistant.cli.options import Json
from assistant.cli.terminal import note, progress, write, write_entry, write_json

if TYPE_CHECKING:
    from assistant.models import IngestReport, Rejection

SHOWN = 20  # rejections printed; a file of another kind can have thousands
NOTHING_DONE, DONE_IN_PART = 1, 3


def add(
    ctx: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="Files, folders, or - for standard input.")],
    as_json: Json = False,
) -> None:
    """Add papers from files, folders or standard input.

    The format is found by content: saved listing pages and JSON Lines. The same paper in several places becomes
    one, and adding the same file again changes nothing.
    """
    with progress() as tell, opened(ctx, create=True) as library:
        report = library.add(*sources, progress=tell)
    nothing_read = not report.added + report.merged + report.updated + report.unchanged
    if as_json:
        write_json(report)
    elif not nothing_read or len(report.rejected) > 1:
        _write(report)
    if nothing_read:
        note(f"litreview: nothing was added: {_reason(report)}")
        raise typer.Exit(NOTHING_DONE)
    if report.rejected:
        raise typer.Exit(DONE_IN_PART)


def _write(report: IngestReport) -> None:
    from assistant.export.words import counted

    outcomes = ("added", "merged", "updated", "unchanged")
    done = ", ".join(f"{getattr(report, outcome):,} {outcome}" for outcome in outcomes)
    write(f"Read {counted(report.read, 'record')}: {done}, {len(report.rejected):,} rejected.\n")
    write(f"The library holds {counted(report.papers, 'paper')}.\n")
    if report.rejected:
        left = len(report.rejected) - SHOWN
        more = [f"and {left:,} more; --json lists them all"] if left > 0 else []
        write_entry("Rejected", *map(_place_and_reason, report.rejected[:SHOWN]), *more)


def _reason(report: IngestReport) -> str:
    """Why nothing was added, from the first rejection."""
    if not report.rejected:
        return "nothing in it reads as a paper; add listing pages or JSON Lines"
    more = f" (and {len(report.rejected) - 1:,} more)" if len(report.rejected) > 1 else ""
    return f"{_place_and_reason(report.rejected[0])}{more}"


def _place_and_reason(one: Rejection) -> str:
    return f"{', '.join(filter(None, (one.source, one.where)))}: {one.reason}"
