"""From settings to a running service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack, suppress
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, BadRequest
from assistant.service.serving import address_of, is_loopback, listen, open_browser, serve

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.library import Library
    from assistant.service.limits import Limits
    from assistant.service.users import Users
    from assistant.settings import Settings

_RATE = 600  # requests a minute from one user, where others can come in
_MEGABYTE = 10**6


def start(
    settings: Settings,
    *,
    host: str,
    port: int | None,
    browser: bool,
    open_to_everyone: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the library that the settings name, until Ctrl-C or SIGTERM.

    Args:
        settings: what the user has set.
        host: the address to listen on.
        port: its port; None takes 7860 or the next free one.
        browser: open the page when it is there.
        open_to_everyone: serve other machines without users.
        say: tells the user something, in one line.

    Raises:
        BadRequest: others could come in and nobody said who, or not in a way that can be used.
        AddressTaken: the address can't be had.
        AssistantError: the library can't be used.
    """
    logging.basicConfig(level=logging.WARNING, format="litreview: %(message)s")
    users = _admitted(settings, host, open_to_everyone, say)  # before anybody is told that it is there
    with ExitStack() as stack:
        taken = stack.enter_context(listen(host, port))
        library = _opened(settings, stack)
        address = address_of(taken, host)
        for line in (f"litreview is at {address} (Ctrl-C ends it)", *library.notices):
            say(line)

        def make() -> FastAPI:
            app = _made(library, settings, users, any_host=open_to_everyone and not is_loopback(host))
            Thread(target=_warm, args=(library,), name="warm", daemon=True).start()
            return app

        serve(make, taken, ready=lambda: open_browser(address) if browser else None)


def _warn_of_strangers(settings: Settings, host: str, open_to_everyone: bool, say: Callable[[str], None]) -> None:
    if settings.auth:
        say("passwords and papers cross the network unencrypted; put a proxy with https in front, or a tunnel")
    elif not open_to_everyone:
        raise BadRequest(
            f"other machines can reach {host!r}: name users in LITREVIEW_AUTH (USER:PASSWORD), "
            "or let everyone in with --open-to-everyone"
        )


def _admitted(settings: Settings, host: str, open_to_everyone: bool, say: Callable[[str], None]) -> Users | None:
    """Who may come in; None lets in everybody who reaches the address."""
    if not is_loopback(host):
        _warn_of_strangers(settings, host, open_to_everyone, say)
    if not settings.auth:
        return None
    from assistant.service.users import Users

    return Users.of([settings.auth.get_secret_value()])


def _opened(settings: Settings, stack: ExitStack) -> Library:
    from assistant.library import Library

    return stack.enter_context(Library.open(settings=settings))


def _made(library: Library, settings: Settings, users: Users | None, *, any_host: bool) -> FastAPI:
    from assistant.service.app import create_app

    return create_app(library, users=users, any_host=any_host, limits=_limits(settings, users, any_host))


def _limits(settings: Settings, users: Users | None, any_host: bool) -> Limits:
    from assistant.service.limits import Limits

    requests = settings.rate_limit or (_RATE if users or any_host else None)
    return Limits(settings.file_limit * _MEGABYTE, settings.upload_limit * _MEGABYTE, requests)


def _warm(library: Library) -> None:
    """Load what the first question needs before it comes; what fails here fails again, and is told, when asked."""
    with suppress(AssistantError):
        library.search("warm", limit=1)
