"""How much and how often: the size of what is sent, and requests a minute."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.service.problems import problem, response

_SMALL, _MIDDLE = 1_000_000, 20_000_000  # bytes of a request to REST, and to Gradio, which sends conversations back
_UPLOADS = ("/api/add", "/gradio_api/upload")
_REMEMBERED = 10_000  # who is kept in mind


@dataclass(frozen=True)
class Limits:
    """What one request and one user may ask of the service."""

    file: int = 200_000_000  # bytes of one file
    upload: int = 1_000_000_000  # bytes of a request with files
    requests: int | None = None  # a minute; None is without limit


class BodySize:
    """Refuses what is too large, before or while it is read."""

    def __init__(self, app: ASGIApp, *, upload: int) -> None:
        """Stand before an app.

        Args:
            app: what is guarded.
            upload: bytes that a request may have that uploads files.
        """
        self._app = app
        self._upload = upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        length = Headers(scope=scope).get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            await _too_large(most)(scope, receive, send)
            return
        await _Counted(most, scope, receive, send).run(self._app)

    def _most(self, path: str) -> int:
        if path.startswith(_UPLOADS):
            return self._upload
        return _MIDDLE if path.startswith("/gradio_api/") else _SMALL


class _Counted:
    """One request whose body is counted while it is read; the answer is ours once it is too large."""

    def __init__(self, most: int, scope: Scope, receive: Receive, send: Send) -> None:
        self._most = most
        self._scope, self._receive, self._send = scope, receive, send
        self._size = 0
        self._begun = False

    async def run(self, app: ASGIApp) -> None:
        try:
            await app(self._scope, self._counted, self._unless_refused)
        except _TooLarge:
            await self._refuse()

    async def _counted(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            if self._size > self._most:
                raise _TooLarge
        return message

    async def _unless_refused(self, message: Message) -> None:
        """Frameworks turn what is raised while a body is read into answers of their own."""
        if self._size > self._most:
            await self._refuse()
        else:
            self._begun = True
            await self._send(message)

    async def _refuse(self) -> None:
        if not self._begun:
            self._begun = True
            await _too_large(self._most)(self._scope, self._receive, self._send)


class _TooLarge(Exception):
    """More was sent than may be."""


def _too_large(most: int) -> Response:
    said = f"the request is larger than {most // 10**6:,} MB; send less at a time"
    return response(problem(413, said), {"Connection": "close"})


class Rate:
    """At most so many requests a minute from one user: those that make work."""

    def __init__(self, app: ASGIApp, *, a_minute: int) -> None:
        self._app = app
        self._a_minute = a_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many may come, as of when

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless there were too many."""
        if scope["type"] == "http" and _makes_work(scope) and (wait := self._wait(_who(scope))):
            said = f"more than {self._a_minute:,} requests a minute; wait a little"
            await response(problem(429, said), {"Retry-After": str(wait)})(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _wait(self, who: str) -> int:
        """Seconds until the next one may come; 0 lets it in. Only the event loop's thread comes here."""
        now = time.monotonic()
        left, since = self._left.pop(who, (float(self._a_minute), now))
        left = min(self._a_minute, left + (now - since) * self._a_minute / 60)
        allowed = left >= 1
        self._left[who] = (left - allowed, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) * 60 / self._a_minute))


def _makes_work(scope: Scope) -> bool:
    return scope["path"].startswith("/api/") or scope["method"] not in ("GET", "HEAD", "OPTIONS")


def _who(scope: Scope) -> str:
    return scope.get("litreview.user") or str((scope.get("client") or ("",))[0])
