"""Signing in and out: the one page that is served to whoever has not signed in."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from assistant.service.passwords import Passwords, TooManyAttempts
from assistant.service.problems import problem, response
from assistant.service.users import LIFETIME, Users

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_LARGEST = 10_000  # bytes of the form


def token_cookie(scope: Scope) -> str:
    """The cookie's name; cookies are shared by all ports of a host, so the port is in it."""
    server = scope.get("server") or ("", None)
    return f"litreview-{server[1]}" if server[1] else "litreview"


def sign_in_page(scope: Scope, *, said: str = "", status: int = 401, then: str | None = None) -> Response:
    """The sign-in page for a browser, a problem for a program."""
    headers = Headers(scope=scope)
    asked = {"WWW-Authenticate": 'Bearer realm="litreview"'} if status == 401 else {}
    if "text/html" not in headers.get("accept", ""):
        detail = said or "sign in first: Authorization: Basic with name and password, or Bearer with a token"
        return response(problem(status, detail), asked)
    back = then if then is not None else scope["path"] if scope.get("method") == "GET" else "/"
    page = Template((files("assistant.service") / "sign_in.html").read_text("utf-8"))
    text = page.substitute(said=escape(said), then=escape(back if _is_here(back) else "/"))
    return HTMLResponse(text, status, asked)


async def sign_in(request: Request, users: Users, passwords: Passwords) -> Response:
    """Take the form: on to where the user wanted to go, or the page again."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return response(problem(413, "the form is too large"))
    except ClientDisconnect:
        return response(problem(400, "the form was not sent to its end"))
    form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10) if body.count(b"&") < 10 else {}
    name, password, then = (form.get(field, [""])[0] for field in ("name", "password", "then"))
    try:
        if not await passwords.right(request.scope, name, password):
            return sign_in_page(request.scope, said="Name and password don't fit.", then=then)
    except TooManyAttempts as many:
        page = sign_in_page(request.scope, said=f"Too many attempts. Wait {many.wait} seconds.", status=429, then=then)
        page.headers["Retry-After"] = str(many.wait)
        return page
    on = RedirectResponse(then if _is_here(then) else "/", 303)
    _set_cookie(on, request.scope, users.sign_in(name), LIFETIME)
    return on


def sign_out(scope: Scope) -> Response:
    """Back to the sign-in page."""
    on = RedirectResponse("/", 303)
    _set_cookie(on, scope, "", 0)
    return on


def _set_cookie(on: Response, scope: Scope, token: str, seconds: int) -> None:
    secure = scope["scheme"] == "https"
    on.set_cookie(
        token_cookie(scope), token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict"
    )


def _is_here(path: str) -> bool:
    """Whether this leads to a page of this service and nowhere else."""
    return path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
