"""What was read lately, kept in memory so that a warm library answers without reading it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Lately(Generic[Value]):
    """Values by key, at most so many: what was not asked for longest goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._turn = Lock()

    def take(self, keys: Iterable[str]) -> dict[str, Value]:
        """Those that are held, in the order of the keys."""
        with self._turn:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def keep(self, values: Mapping[str, Value]) -> None:
        """Hold these too."""
        with self._turn:
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
