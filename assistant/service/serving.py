"""The running process: an address, a server on it, and a clean end."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from assistant.errors import AddressTaken

if TYPE_CHECKING:
    from fastapi import FastAPI

PORT = 7860
_TRIED = 100  # ports from there on
_BACKLOG = 256  # connections that wait while the service starts
_PATIENCE = 3  # seconds that open streams have to end


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which no other machine reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int | None) -> socket.socket:
    """Take an address, so that from now on connections wait instead of failing.

    Args:
        host: a name or an address of this machine.
        port: None takes 7860 or the next free one.

    Raises:
        AddressTaken: it can't be had.
    """
    ports = range(PORT, PORT + _TRIED) if port is None else (port,)
    reason = ""
    for one in ports:
        try:
            return _bound(host, one)
        except OSError as error:
            reason = error.strerror or str(error)
            if isinstance(error, socket.gaierror):
                break
    span = f"{ports[0]}" if port is not None else f"{ports[0]} to {ports[-1]}"
    raise AddressTaken(f"can't listen on {host!r}, port {span}: {reason}; name another with --host or --port")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    taken = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two processes share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(_BACKLOG)
    except OSError:
        taken.close()
        raise
    return taken


def address_of(taken: socket.socket, host: str) -> str:
    """The address as a browser takes it."""
    port = taken.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        name = "localhost"
    return f"http://{name}:{port}"


def serve(make: Callable[[], FastAPI], taken: socket.socket, *, ready: Callable[[], None]) -> None:
    """Run the app that ``make`` gives until Ctrl-C or SIGTERM, then close what is open."""
    import uvicorn

    def made() -> FastAPI:
        app = make()
        # Threads answer several questions at once; further ones for each product of vectors would only spin.
        threadpool_limits(1, user_api="blas")
        return app

    with _told_to_stop(), _uploads():
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        config = uvicorn.Config(
            made,  # called inside the event loop, as Gradio wants it
            factory=True,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Who asks is counted by address: only proxies that are named in uvicorn's own variable may say another.
            proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
            timeout_graceful_shutdown=_PATIENCE,
        )
        with ThreadPoolExecutor(1) as aside:
            aside.submit(ready)
            try:
                uvicorn.Server(config).run(sockets=[taken])
            except KeyboardInterrupt:  # uvicorn has ended cleanly, and passes on what ended it
                return


def _is_news(record: logging.LogRecord) -> bool:
    """That streams were cut at the end is what ending means."""
    return "timeout graceful shutdown exceeded" not in record.getMessage()


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """SIGTERM ends the process as Ctrl-C does: everything is closed, temporary files go."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _uploads() -> Iterator[Path]:
    """A folder for what is uploaded, for this process only and gone with it."""
    with tempfile.TemporaryDirectory(prefix="litreview-", ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = None
            os.environ.pop("GRADIO_TEMP_DIR", None)


def has_display() -> bool:
    """Whether a browser could show something here."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_browser(address: str) -> None:
    """Open the address in the reader's browser, where there is one."""
    if has_display():
        webbrowser.open(address)
