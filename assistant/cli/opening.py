"""The library that a command works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Unpack

import typer

from assistant.cli.options import Filters
from assistant.cli.terminal import note

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.models import Paper


@contextmanager
def opened(
    ctx: typer.Context, *, create: bool = False, model: str | None = None, base_url: str | None = None
) -> Iterator[Library]:
    """Open the library that ``--library`` or the settings name, and pass on what it has to say."""
    from assistant.library import Library
    from assistant.settings import load

    with Library.open(create=create, settings=load(library=ctx.obj, model=model, base_url=base_url)) as library:
        yield library
        for notice in library.notices:
            note(notice)


def note_left_out(library: Library, **filters: Unpack[Filters]) -> None:
    """Say how many papers that pass the other filters were left out for having no year."""
    if filters["year"] is None:
        return
    if number := library.without_year(**filters):
        from assistant.export.words import counted

        note(f"{counted(number, 'paper')} without a year left out")


def named(library: Library, ids: Iterable[str]) -> list[Paper]:
    """The papers that a result names only by id, so that they can be shown by title."""
    return [library.show(paper_id) for paper_id in ids]
