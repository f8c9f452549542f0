"""The part of Gradio's own routes that the pages use; all others are closed, and it fetches nothing from elsewhere."""

from __future__ import annotations

import re
from typing import NoReturn

from gradio import processing_utils
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.service.problems import problem, response

_OURS = "/gradio_api/"
_USED = re.compile(
    r"queue/(?:join|data)|upload|upload_progress|cancel|reset|component_server|heartbeat/[^/]+|startup-events"
    r"|info|user|login_check|app_id|theme\.css|file=(?!\w+:).+"
)
_CLOSED = ("/monitoring", "/login", "/logout")  # it has routes for these outside its folder too


class Narrowed:
    """Closes what the pages don't use: proxies, files by address, calls by name, recordings, monitoring."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is used."""
        if scope["type"] == "http" and _is_closed(scope["path"]):
            await response(problem(404, "there is no such page"))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_closed(path: str) -> bool:
    if path.startswith(_OURS):
        return _USED.fullmatch(path.removeprefix(_OURS).rstrip("/")) is None
    return path.startswith(_CLOSED)


def fetch_nothing() -> None:
    """Have Gradio refuse to download what a request names by address."""
    processing_utils.async_ssrf_protected_get = _refuse


async def _refuse(url: str) -> NoReturn:
    raise ValueError("files are sent by upload, never fetched from an address")
