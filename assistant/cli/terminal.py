"""What the commands print: results to standard output, everything else to standard error.

A terminal gets them set for reading, a file or a program plain. Every text is cleaned of control characters.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from assistant.models import PartialAnswer

WIDEST = 100  # columns; longer lines are hard to read


def is_terminal() -> bool:
    """Whether results go to a reader, not to a file or a program."""
    return sys.stdout.isatty()


def write(text: str) -> None:
    """Print text as it is."""
    sys.stdout.write(text)


def write_json(value: BaseModel | Sequence[BaseModel]) -> None:
    """Print one JSON document."""
    from assistant.export.json import to_json

    write(to_json(value))


def write_markdown(text: str) -> None:
    """Print Markdown."""
    if is_terminal():
        from assistant.cli import typesetting

        _console().print(typesetting.markdown(text))
    else:
        write(text)


def write_entry(head: str, *below: str) -> None:
    """Print a headline with lines under it."""
    head, *under = _clean(head, *below)
    if is_terminal():
        from assistant.cli import typesetting

        _console().print(typesetting.entry(head, under))
    else:
        write("\n".join([head, *(f"    {line}" for line in under)]) + "\n")


def write_rows(*labelled: tuple[str, str]) -> None:
    """Print values beside their labels; those without a value are left out."""
    rows = [(label, value) for label, value in ((label, *_clean(text)) for label, text in labelled) if value]
    if is_terminal():
        from assistant.cli import typesetting

        _console().print(typesetting.rows(rows))
    else:
        width = max(len(label) for label, _ in rows)
        write("".join(f"{label.ljust(width)}  {value}\n" for label, value in rows))


def note(text: str) -> None:
    """Say something beside the result, in one line."""
    sys.stderr.write("".join(_clean(text)) + "\n")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Something to report progress to: a bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeRemainingColumn(), console=_console(error=True), transient=True)
    task = bar.add_task("", start=False)

    def tell(what: str, done: int, total: int) -> None:
        bar.start()
        bar.start_task(task)
        bar.update(task, description=what, completed=done, total=total or None)
        if done and done == total:
            bar.stop()  # a terminal shows one moving thing at a time, and a draft may come next

    try:
        yield tell
    finally:
        bar.stop()


@contextmanager
def draft() -> Iterator[Callable[[PartialAnswer], None] | None]:
    """Something to give a draft to as it is written: shown on a terminal until the checked text takes its place."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.live import Live
    from rich.text import Text

    told = 0
    live = Live(console=_console(error=True), transient=True, refresh_per_second=12)

    def tell(drafted: PartialAnswer) -> None:
        nonlocal told
        told += 1
        if told == 1:  # a quoted answer comes whole and is printed at once: nothing is drawn for it
            return
        (so_far,) = _clean(drafted.text)
        live.start()
        live.update(Text.assemble(("Draft, not checked yet\n", "italic dim"), (so_far, "dim")))

    try:
        yield tell
    finally:
        live.stop()


def _console(*, error: bool = False) -> Console:
    """A rich console that takes every text literally."""
    from rich.console import Console

    from assistant.cli.typesetting import LOOK

    made = Console(stderr=error, highlight=False, markup=False, emoji=False, theme=LOOK)
    made.width = min(made.width, WIDEST)
    return made


def _clean(*texts: str) -> list[str]:
    from assistant.export.untrusted import one_line

    return [one_line(text) for text in texts]
