"""``litreview replay``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.opening import opened
from assistant.cli.options import Json
from assistant.cli.terminal import progress, write_entry, write_json

if TYPE_CHECKING:
    from assistant.models import Change, Replay

SHOWN = 10  # changes of one kind printed
_PLURALS = {"paper": "Papers retrieved", "heading": "Headings", "sentence": "Sentences"}


def replay(
    ctx: typer.Context,
    capsule: Annotated[str, typer.Argument(metavar="CAPSULE", help="As --json shows it, or its beginning.")],
    as_json: Json = False,
) -> None:
    """Run a saved answer or review again and show what changed."""
    with progress() as tell, opened(ctx) as library:
        replayed = library.replay(capsule, progress=tell)
    if as_json:
        write_json(replayed)
    else:
        _write(replayed)


def _write(replayed: Replay) -> None:
    rest = [one for one in replayed.changes if one.what not in _PLURALS]
    write_entry(replayed.asked, *([_summary(replayed)] if _summary(replayed) else []), *map(_value, rest))
    for what, title in _PLURALS.items():
        changes = [one for one in replayed.changes if one.what == what]
        if changes:
            _write_group(title, changes, _paper if what == "paper" else _sentence if what == "sentence" else _heading)


def _summary(replayed: Replay) -> str:
    """What to say when nothing is listed."""
    if replayed.before == replayed.after:
        return "Nothing changed."
    return "" if replayed.changes else "The same papers and sentences; only scores or bibliographic details changed."


def _write_group(title: str, changes: Sequence[Change], line: Callable[[Change], str]) -> None:
    more = [f"and {len(changes) - SHOWN:,} more; --json lists them all"] if len(changes) > SHOWN else []
    write_entry(title, *map(line, changes[:SHOWN]), *more)


def _value(change: Change) -> str:
    before, after = ("none" if value is None else value for value in (change.before, change.after))
    return f"{change.about}: {after}, was {before}"


def _paper(change: Change) -> str:
    if change.before is None:
        return f"came, now number {change.after}: {change.about}"
    if change.after is None:
        return f"went, was number {change.before}: {change.about}"
    return f"moved from number {change.before} to {change.after}: {change.about}"


def _heading(change: Change) -> str:
    if change.before is not None and change.after is not None:
        return f"moved from section {change.before} to {change.after}: {change.about}"
    return f"{'came' if change.before is None else 'went'}: {change.about}"


def _sentence(change: Change) -> str:
    if change.before is not None and change.after is not None:
        return f"now {change.after}, was {change.before}: {change.about}"
    return f"{'came' if change.before is None else 'went'}: {change.about}"
