"""When the next request may leave: exponential backoff after a fault, and a steady pace between requests."""

from __future__ import annotations

import random
import threading
import time

FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0  # seconds


class Backoff:
    """How long to wait before each try (exponential with full jitter; Brooker 2015, AWS Architecture Blog)."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - jitter, not a secret

    def wait(self, tries: int, asked: float | None) -> float:
        """Seconds to wait after so many failed tries; what the provider asks for counts if it is longer."""
        ceiling = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1))
        return max(self._random.uniform(0.0, ceiling), asked or 0.0)


class Pace:
    """Lets at most so many requests a minute go, evenly spaced; from any number of threads."""

    def __init__(self, per_minute: int | None) -> None:
        self._gap = 60.0 / per_minute if per_minute else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for this request's turn."""
        if not self._gap:
            return
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._gap
        time.sleep(turn - now)
