"""Wrong passwords counted, so that nobody can try them all."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from threading import Lock

from starlette.types import Scope

_FREE = 5  # wrong passwords in a row that cost nothing
_LONGEST = 300.0  # seconds to wait at most
_REMEMBERED = 10_000  # who is kept in mind; the oldest are forgotten


class Attempts:
    """After a few wrong passwords each further one doubles the wait, for an address and for a name."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, and until when to wait
        self._lock = Lock()

    @staticmethod
    def who(scope: Scope, name: str) -> tuple[str, str]:
        """Under what an attempt is counted: where it comes from, and that together with whom it is for."""
        address = (scope.get("client") or ("",))[0]
        return f"address {address}", f"name {name[:200]} at {address}"

    def wait(self, who: tuple[str, ...]) -> int:
        """Seconds until the next attempt may be made; 0 is now."""
        now = time.monotonic()
        with self._lock:
            return math.ceil(max(0.0, *(self._wrong.get(one, (0, now))[1] - now for one in who)))

    def failed(self, who: tuple[str, ...]) -> None:
        """Count a wrong password."""
        with self._lock:
            for one in who:
                count = self._wrong.pop(one, (0, 0.0))[0] + 1
                wait = min(_LONGEST, 2.0 ** (count - _FREE)) if count >= _FREE else 0.0
                self._wrong[one] = (count, time.monotonic() + wait)
            while len(self._wrong) > _REMEMBERED:
                self._wrong.popitem(last=False)

    def right(self, who: tuple[str, ...]) -> None:
        """Forget the wrong ones of whoever then gave the right one."""
        with self._lock:
            for one in who:
                self._wrong.pop(one, None)
