"""``litreview review`` and ``outline``: drafts about a theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import typer

from assistant.cli.opening import named, note_left_out, opened
from assistant.cli.options import Filters, Json, Limit, Output, Theme, filtered
from assistant.cli.terminal import note, progress, write_json, write_markdown

if TYPE_CHECKING:
    from assistant.models import Outline, OutlineSection, Paper, Review


@filtered
def review(
    ctx: typer.Context,
    theme: Theme,
    output: Output = None,
    limit: Limit = None,
    as_json: Json = False,
    **filters: Unpack[Filters],
) -> None:
    """Draft a review of a theme from quoted and cited sentences."""
    _check(output)
    with progress() as tell, opened(ctx) as library:
        drafted = library.review(theme, limit=limit, **filters, progress=tell)
        papers = named(library, drafted.coverage.uncited)
        note_left_out(library, **filters)
    _hand_over(drafted, papers, output, as_json)


@filtered
def outline(
    ctx: typer.Context,
    theme: Theme,
    output: Output = None,
    limit: Limit = None,
    as_json: Json = False,
    **filters: Unpack[Filters],
) -> None:
    """Plan a review of a theme: headings and their papers."""
    _check(output)
    with progress() as tell, opened(ctx) as library:
        planned = library.outline(theme, limit=limit, **filters, progress=tell)
        papers = named(library, (*_papers_of(planned.sections), *planned.unassigned))
        note_left_out(library, **filters)
    _hand_over(planned, papers, output, as_json)


def _check(output: Path | None) -> None:
    """Refuse a file name without a format before the work is done."""
    if output:
        from assistant.export.saving import DRAFT_FORMATS, check_suffix

        check_suffix(output, DRAFT_FORMATS)


def _hand_over(draft: Review | Outline, papers: Sequence[Paper], output: Path | None, as_json: bool) -> None:
    from assistant.export import save, to_markdown

    if output:
        save(draft, output, papers)
        note(f"saved to {output}")
    if as_json:
        write_json(draft)
    elif not output:
        write_markdown(to_markdown(draft, papers))


def _papers_of(sections: Sequence[OutlineSection]) -> Iterator[str]:
    for section in sections:
        yield from section.paper_ids
        yield from _papers_of(section.sections)
