"""``litreview status`` and ``reindex``: the library as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.opening import opened
from assistant.cli.options import Json
from assistant.cli.terminal import note, progress, write_json, write_rows
from assistant.errors import LibraryNotFound

if TYPE_CHECKING:
    from assistant.models import LibraryStatus, Usage


def status(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the size and health of the library."""
    from assistant.models import LibraryStatus

    found = LibraryStatus()
    try:
        with opened(ctx) as library:
            found = library.status()
    except LibraryNotFound:  # an empty one, as far as its state goes
        pass
    _write(found, as_json)


def reindex(
    ctx: typer.Context,
    embedder: Annotated[
        str | None,
        typer.Argument(metavar="[EMBEDDER]", help="auto, minilm, builtin; the one it has when none is named."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Build the index anew, with another embedder or the same."""
    with progress() as tell, opened(ctx) as library:
        found = library.reindex(embedder, progress=tell)
    _write(found, as_json)


def _asked(usage: Usage) -> str:
    """What language models were asked so far; empty when none was."""
    if not usage.calls:
        return ""
    about = "about " if usage.estimated else ""
    tokens = f"{about}{usage.prompt_tokens:,} tokens sent, {usage.completion_tokens:,} received"
    cost = f", cost {about}{usage.cost:,.4f}" if usage.cost is not None else ""
    return f"{usage.calls:,} calls of a language model, {tokens}{cost}"


def _write(found: LibraryStatus, as_json: bool) -> None:
    if as_json:
        write_json(found)
        return
    write_rows(
        ("Papers", f"{found.papers:,}"),
        ("Passages", f"{found.passages:,}"),
        ("Embedder", found.embedding or "none yet"),
        ("Model", found.model or "none: answers and reviews are made of quoted sentences"),
        ("Index", "complete" if found.consistent else "not complete"),
        ("Pending", f"{found.pending:,}"),
        ("Rejected", f"{found.rejected:,}"),
        ("Asked", _asked(found.usage)),
    )
    if found.fault:
        note(found.fault)
    elif found.pending:
        note("what is pending is indexed by the next search, question or add")
