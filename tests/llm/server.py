"""A scripted OpenAI-compatible server on loopback that can misbehave; the real clients run against it.

    with Server(says("one two"), fails(429, retry_after="0.2"), says("three")) as server:
        model = open_model("openai:crow", base_url=server.url)

Each request takes the next of the replies; ``otherwise`` makes one for the requests beyond them. ``requests``
holds what was received: path, headers and body.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

_LONGEST = 60.0  # seconds that a reply waits for its test
_PIECES = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Turn:
    """What the server does with one request. ``after`` and ``cut`` count pieces of the streamed text."""

    text: str = ""
    status: int = 200
    error: dict[str, Any] | None = None  # the body of a refusal
    headers: dict[str, str] = field(default_factory=dict)
    raw: str | None = None  # a body that is sent as it is
    first: float = 0.0  # seconds before the first byte
    gap: float = 0.0  # seconds after each piece
    until: threading.Event | None = None  # half of the pieces wait for it
    stall: int | None = None  # after so many pieces nothing comes any more
    cut: int | None = None  # after so many pieces the connection is closed
    finish: str | None = "stop"
    usage: bool = True
    streams: bool = True  # false: a whole message even when a stream was asked for


def says(text: str, **how: Any) -> Turn:  # noqa: ANN401
    """A good reply, or one with a flaw named by a field of ``Turn``."""
    return Turn(text=text, **how)


def fails(status: int, *, code: str = "", message: str = "no", retry_after: str | None = None) -> Turn:
    """A refusal in OpenAI's form."""
    error = {"error": {"message": message, "type": "error", "code": code or None}}
    return Turn(status=status, error=error, headers={"Retry-After": retry_after} if retry_after else {})


def raw(body: str, status: int = 200) -> Turn:
    """A body that is no reply at all."""
    return Turn(raw=body, status=status)


class Request(NamedTuple):
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its messages."""
        return tuple(message["content"] for message in self.body["messages"])


class Server:
    """The server; use it as a context manager."""

    def __init__(self, *turns: Turn, otherwise: Callable[[Request], Turn] | None = None) -> None:
        self.requests: list[Request] = []
        self._turns = deque(turns)
        self._otherwise = otherwise
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Conversation)
        self._http.scripted = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def left(self) -> int:
        """How many replies nobody asked for."""
        return len(self._turns)

    def turn(self, request: Request) -> Turn:
        """Note a request and choose its reply."""
        with self._lock:
            self.requests.append(request)
            if self._turns:
                return self._turns.popleft()
        return self._otherwise(request) if self._otherwise else fails(500, message="the script has ended")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    scripted: Server

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """A client that hangs up is no fault of ours."""


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # it would hold a reply's body back for 40 ms
    server: _Http

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length))
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        turn = self.server.scripted.turn(request)
        if turn.first:
            self.server.scripted.closing.wait(turn.first)
        with suppress(OSError):  # the client has hung up
            if turn.raw is not None or turn.error is not None:
                text = turn.raw if turn.raw is not None else json.dumps(turn.error)
                self._send(turn, text.encode(), "application/json")
            elif body.get("stream") and turn.streams:
                self._stream(turn)
            else:
                self._send(turn, json.dumps(_whole(turn)).encode(), "application/json")

    def _send(self, turn: Turn, body: bytes, kind: str) -> None:
        self.send_response(turn.status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **turn.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, turn: Turn) -> None:
        self.send_response(turn.status)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(json.dumps(_chunk({"role": "assistant", "content": ""})))
        pieces = _PIECES.findall(turn.text)
        for number, piece in enumerate(pieces):
            if turn.until and number == len(pieces) // 2:
                turn.until.wait(_LONGEST)
            if number == turn.stall:
                self.server.scripted.closing.wait(5.0)
            if number in (turn.stall, turn.cut):
                self.close_connection = True
                return
            self._event(json.dumps(_chunk({"content": piece})))
            if turn.gap:
                self.server.scripted.closing.wait(turn.gap)
        if turn.finish:
            self._event(json.dumps(_chunk({}, turn.finish)))
        if turn.usage:
            self._event(json.dumps({**_chunk({}), "choices": [], "usage": _usage(turn)}))
        if turn.finish:
            self._event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
        self.wfile.flush()


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "crow", "choices": [choice]}


def _whole(turn: Turn) -> dict[str, Any]:
    message = {"role": "assistant", "content": turn.text}
    whole = {"id": "c", "object": "chat.completion", "created": 0, "model": "crow"}
    whole["choices"] = [{"index": 0, "message": message, "finish_reason": turn.finish}]
    return whole | ({"usage": _usage(turn)} if turn.usage else {})


def _usage(turn: Turn) -> dict[str, int]:
    words = len(turn.text.split())
    return {"prompt_tokens": 7, "completion_tokens": words, "total_tokens": 7 + words}


def closed_port() -> str:
    """A base URL on this machine where nobody listens."""
    with Server() as server:
        return server.url


def echo(request: Request) -> Turn:
    """A reply that repeats the last message."""
    return says(f"You asked: {request.texts[-1]}")
