"""Ways to speak with ``litreview mcp`` in a process of its own: as an assistant does, and line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent, Tool

QUICK = {"LITREVIEW_EMBEDDER": "builtin"}

# A server in which a review can't end before a search is made, and which prints where only the protocol may be.
BUSY = """\
import os, sys, threading
from assistant.cli import main
from assistant.library import Library

searched, search, review = threading.Event(), Library.search, Library.review

def noisy(self, *args, **filters):
    print("printed"); os.write(1, b"written\\n"); searched.set()
    return search(self, *args, **filters)

def waiting(self, theme, *, progress, **filters):
    if theme == "for ever":
        while True:
            progress("writing", 1, 0)
    assert searched.wait(60)
    return review(self, theme, progress=progress, **filters)

Library.search, Library.review = noisy, waiting
sys.exit(main(sys.argv[1:]))
"""


class Assistant:
    """The protocol's own client, used from synchronous tests."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal = portal
        self._client = client

    def tools(self) -> dict[str, Tool]:
        """The tools by name."""
        return {tool.name: tool for tool in self._portal.call(self._client.list_tools).tools}

    def call(self, name: str, **arguments: object) -> CallToolResult:
        """Call a tool; the client checks the result against the tool's schema."""
        return self._portal.call(partial(self._client.call_tool, name, arguments))

    def told(self, name: str, **arguments: object) -> list[tuple[float, float | None, str | None]]:
        """Call a tool and return the progress it reported."""
        heard: list[tuple[float, float | None, str | None]] = []

        async def hear(*progress: Any) -> None:  # noqa: ANN401 - done, total and what
            heard.append(progress)

        self._portal.call(partial(self._client.call_tool, name, arguments, progress_callback=hear))
        return heard

    def at_once(self, *calls: tuple[str, dict[str, object]]) -> list[CallToolResult]:
        """Call tools at the same time; the results in the order of the calls."""
        results: dict[int, CallToolResult] = {}

        async def call(place: int, name: str, arguments: dict[str, object]) -> None:
            results[place] = await self._client.call_tool(name, arguments)

        async def all_of_them() -> None:
            async with anyio.create_task_group() as group:
                for place, (name, arguments) in enumerate(calls):
                    group.start_soon(call, place, name, arguments)

        self._portal.call(all_of_them)
        return [results[place] for place in range(len(calls))]

    def refusal(self, name: str, **arguments: object) -> str:
        """Call a tool that is not there; what the protocol's error says."""
        try:
            self.call(name, **arguments)
        except MCPError as error:
            return error.message
        raise AssertionError(f"{name} was called")


@contextmanager
def assistant(library: Path, *arguments: str | Path, mode: str = "auto") -> Iterator[Assistant]:
    """An assistant that has started ``litreview mcp`` on a library."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "--library", str(library), "mcp", *map(str, arguments)],
        env={**os.environ, **QUICK},
    )
    with library.with_suffix(".stderr").open("w") as stderr, start_blocking_portal() as portal:
        client = Client(stdio_client(server, errlog=stderr), mode=mode)
        with portal.wrap_async_context_manager(client) as opened:
            yield Assistant(portal, opened)


def text_of(result: CallToolResult) -> str:
    """The text that a reader gets."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


class Wire:
    """A server's standard input and output, message by message."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **QUICK},
            encoding="utf-8",
        )

    def send(self, method: str, number: int | None = None, **params: object) -> None:
        """Send a request, or without a number a notification."""
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message if number is None else {**message, "id": number}) + "\n")
        self.process.stdin.flush()

    def begin(self) -> None:
        """Shake hands."""
        client = {"name": "test", "version": "1"}
        self.send("initialize", 0, protocolVersion="2025-06-18", capabilities={}, clientInfo=client)
        assert self.receive()["id"] == 0
        self.send("notifications/initialized")

    def call(self, number: int, name: str, **arguments: object) -> None:
        """Ask for a tool; the answer comes later."""
        self.send("tools/call", number, name=name, arguments=arguments)

    def receive(self) -> dict[str, Any]:
        """The next line, which must be a message."""
        assert self.process.stdout
        message: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        return message

    def hang_up(self) -> tuple[int, str, str]:
        """Close standard input: the exit status, and what else was written to either stream."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@contextmanager
def wire(command: Sequence[str], library: Path) -> Iterator[Wire]:
    """A server on a library, spoken to line by line."""
    opened = Wire(*command, "--library", str(library), "mcp")
    try:
        opened.begin()
        yield opened
    finally:
        opened.process.kill()
        opened.process.communicate()
