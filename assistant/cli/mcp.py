"""``litreview mcp``."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failures import explain
from assistant.cli.opening import opened
from assistant.errors import AssistantError

Allow = Annotated[
    list[Path] | None,
    typer.Option(metavar="FOLDER", help="A folder that the assistant may add files from; may be given again."),
]


def mcp(ctx: typer.Context, allow: Allow = None) -> None:
    """Serve the library to an assistant, over MCP.

    Assistants start it themselves and speak on its standard input and output. Without --allow they can add text that
    they are given, and read no files.
    """
    try:
        from assistant.service.mcp import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise AssistantError(
            "an assistant needs the package mcp 2, which is not installed; run: pip install 'litreview-assistant[mcp]'"
        ) from None
    # Reading standard input can't be interrupted from Python; the library is safe whenever this process ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with opened(ctx, create=True) as library:
        serve(library, allow or [], explain)
