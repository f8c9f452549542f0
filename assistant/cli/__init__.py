"""The command line ``litreview``: each command calls the library and prints what it gives back."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.add import add
from assistant.cli.ask import ask
from assistant.cli.chat import DEMO, chat
from assistant.cli.chats import chats
from assistant.cli.drafts import outline, review
from assistant.cli.failures import explain
from assistant.cli.mcp import mcp
from assistant.cli.models import models
from assistant.cli.papers import export, papers, remove, show
from assistant.cli.replay import replay
from assistant.cli.search import search, similar
from assistant.cli.status import reindex, status

FAILED, INTERRUPTED = 1, 130

app = typer.Typer(
    name="litreview",
    help="A literature review assistant: every sentence it shows can be traced to the words of a paper.",
    epilog="Exit status: 0 done, 1 could not be done, 2 wrong usage, 3 done in part.",
    rich_markup_mode=None,  # rich would take a third of the time that --help may take
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (add, papers, show, remove, search, similar, ask, replay, review, outline, export, status, reindex):
    app.command()(command)
app.command()(chat)
app.command(DEMO, help="Try it on the bundled sample library, in the browser.")(chat)
app.command()(mcp)
app.add_typer(chats, name="chats")
app.add_typer(models, name="models")


def _show_version(asked: bool) -> None:
    if asked:
        from assistant import __version__

        typer.echo(f"litreview {__version__}")
        raise typer.Exit


@app.callback()
def _before(
    ctx: typer.Context,
    library: Annotated[
        str | None,
        typer.Option(metavar="PATH-OR-NAME", help="The library; sample is the one that comes along."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    ctx.obj = library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``litreview`` and return its exit status.

    Args:
        arguments: What stands after ``litreview``; None takes them from the command line.
    """
    _prepare_streams()
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has stopped, as head does
        _drop_output()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        sys.stderr.write(f"litreview: {explain(error)}\n")
        if isinstance(error, OSError):
            _drop_output()
        return FAILED


def _prepare_streams() -> None:
    """Print UTF-8 whatever the locale is; a stream that was closed when we started leads nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115 - open for as long as we run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: Sequence[str] | None) -> int:
    try:
        app(args=arguments, prog_name="litreview")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _drop_output() -> None:
    """Let what is left to print go nowhere, so that Python does not try again when it ends."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
