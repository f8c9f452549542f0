"""Who gets past the door: in front of every route, REST, Gradio's own, files, documents and websockets alike.

Without users only this machine's own names are served, so that no page elsewhere can reach in by pointing its name
here. With users nothing but the sign-in page is served to whoever has not signed in. Other origins are refused always.
"""

from __future__ import annotations

import base64
import ipaddress
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.service.passwords import Passwords, TooManyAttempts
from assistant.service.problems import problem, response
from assistant.service.signing_in import SIGN_IN, SIGN_OUT, sign_in, sign_in_page, sign_out, token_cookie
from assistant.service.users import Users

_USER = "litreview.user"  # where the scope carries the name of whoever has signed in


def user_of(request: Request) -> str:
    """The name of whoever has signed in; "" where nobody has to."""
    name: str = request.scope.get(_USER, "")
    return name


def token_of(scope: Scope) -> str:
    """The token that a request shows, in its cookie or as ``Authorization: Bearer``."""
    headers = Headers(scope=scope)
    kind, _, shown = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return shown.strip()
    return cookie_parser(headers.get("cookie", "")).get(token_cookie(scope), "")


class Guard:
    """Lets in who may come in."""

    def __init__(self, app: ASGIApp, *, users: Users | None, any_host: bool) -> None:
        """Stand before an app.

        Args:
            app: what is guarded.
            users: who may come in; None for everyone.
            any_host: serve whatever name the machine is called by; else only by its names for itself.
        """
        self._app = app
        self._users = users
        self._passwords = Passwords(users) if users else None
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is None and self._users and self._passwords:
            refused = await self._signed_in(scope, receive, self._users, self._passwords)
        if refused is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refused(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that comes by a strange name or from another origin."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._any_host and not is_own_name(host):
            said = "only localhost and the loopback addresses are served here; open the address that litreview printed"
            return response(problem(421, said))
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != host.lower():
            return response(problem(403, "requests from pages of another origin are refused"))
        if origin is None and headers.get("sec-fetch-site") in ("cross-site", "same-site") and not _reads(scope):
            return response(problem(403, "requests from pages of another site are refused"))
        return None

    async def _signed_in(self, scope: Scope, receive: Receive, users: Users, passwords: Passwords) -> Response | None:
        """Note who has signed in; or the answer to who has not."""
        path, method = scope["path"], scope.get("method", "GET")
        if path == SIGN_IN and method == "POST":
            return await sign_in(Request(scope, receive), users, passwords)
        if path == SIGN_OUT and method == "POST":
            users.sign_out(token_of(scope))
            return sign_out(scope)
        try:
            name = users.signed_in(token_of(scope)) or await _by_password(scope, passwords)
        except TooManyAttempts as many:
            return response(problem(429, "too many wrong passwords; wait a little"), {"Retry-After": str(many.wait)})
        if name is None:
            return sign_in_page(scope)
        scope[_USER] = name
        return None


def is_own_name(host: str) -> bool:
    """Whether a ``Host`` header names this machine by one of its names for itself."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


async def _by_password(scope: Scope, passwords: Passwords) -> str | None:
    """Who shows name and password with the request itself, as programs do."""
    shown = _basic(Headers(scope=scope).get("authorization", ""))
    return shown[0] if shown and await passwords.right(scope, *shown) else None


def _reads(scope: Scope) -> bool:
    return scope.get("method") in ("GET", "HEAD", "OPTIONS")


def _basic(authorization: str) -> tuple[str, str] | None:
    """Name and password out of ``Authorization: Basic``."""
    kind, _, coded = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except ValueError:  # not base64, or not text
        return None
    return (name, password) if colon else None
