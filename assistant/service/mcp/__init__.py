"""The door for assistants: a library's tools over the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from mcp.server.stdio import stdio_server

from assistant.service.mcp.folders import checked
from assistant.service.mcp.server import make_server
from assistant.service.mcp.tools import Desk

if TYPE_CHECKING:
    from assistant.library import Library

__all__ = ["serve"]


def serve(library: Library, allowed: Sequence[Path], explain: Callable[[Exception], str]) -> None:
    """Answer an assistant until it closes standard input.

    While it runs, file descriptor 1 leads to standard error, so that nothing but the protocol reaches the assistant.

    Args:
        library: what the tools work on.
        allowed: folders that ``add`` may read from; none means no files at all.
        explain: an error in one line for the user, or here for the assistant.

    Raises:
        BadRequest: an allowed folder does not exist.
    """
    server = make_server(Desk(library, checked(allowed)), explain)

    async def run() -> None:
        async with stdio_server() as (heard, said):
            await server.run(heard, said, server.create_initialization_options())

    anyio.run(run)
