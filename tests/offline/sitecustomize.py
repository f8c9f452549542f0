"""Refuses every network address but this machine's own, in the test run and in each Python it starts.

Python imports a ``sitecustomize`` on the path at start-up; ``conftest.py`` puts this folder there. An audit
hook sees each socket call, however it was reached. What it refused is also written to a file, because code
that swallows the error must not pass for code that stayed at home. Native code that opens sockets of its own
is out of its sight.
"""

import ipaddress
import os
import socket
import sys
from pathlib import Path

LOG = "LITREVIEW_TESTS_REFUSED"
_NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}


class NetworkRefused(OSError):
    """A test reached for the network; to the code under test this looks like a machine without one."""


def is_local(host: object) -> bool:
    """Whether a host stays on this machine: no host at all, ``localhost``, or a loopback address."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def guard(event: str, arguments: tuple[object, ...]) -> None:
    """Raise for a socket call that would leave the machine (the audit hook)."""
    if event in _NAMED:
        host = arguments[0]
    elif event in _ADDRESSED:
        opened, address = arguments[0], arguments[1]
        inet = isinstance(opened, socket.SocketType) and opened.family in (socket.AF_INET, socket.AF_INET6)
        if not inet or not isinstance(address, tuple):
            return
        host = address[0]
    else:
        return
    if is_local(host):
        return
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as refused:
            refused.write(f"{event} {host!r}\n")
    raise NetworkRefused(f"tests stay on this machine, but {event} was called for {host!r}")


sys.addaudithook(guard)
