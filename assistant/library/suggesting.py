"""The flow of SUGGEST: questions made of the papers' titles, each tried before it is offered, and themes to review."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from assistant.catalog import Order
from assistant.library.stores import Stores
from assistant.models import Paper
from assistant.steps.retrieve import retrieve
from assistant.steps.select import WIDTH, select
from assistant.steps.strength import enough
from assistant.steps.suggest import in_turn, subjects, suggestions
from vectorstore.index import Index

_READ = 400  # papers whose titles are read: enough for some questions, in a moment
_TRIED = 4  # questions tried for each that is wanted
_Make = Callable[[Stores, int], tuple[str, ...]]


class Suggestions:
    """What can be asked of a library and reviewed in it, remembered until its papers change."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        # The generation of the library and how many were wanted, with what was found: one value, so that threads agree.
        self._kept: dict[_Make, tuple[tuple[int, int], tuple[str, ...]]] = {}

    def first(self, count: int) -> tuple[str, ...]:
        """At most ``count`` questions, always the same of the same papers."""
        return self._remembered(_suggested, count)

    def themes(self, count: int) -> tuple[str, ...]:
        """At most ``count`` themes, always the same of the same papers."""
        return self._remembered(_themes, count)

    def _remembered(self, make: _Make, count: int) -> tuple[str, ...]:
        now = (self._stores.catalog.generation(), count)
        known, found = self._kept.get(make, (None, ()))
        if known != now:
            found = self._stores.read(lambda: make(self._stores, count))
            self._kept[make] = (now, found)
        return found


def _themes(stores: Stores, count: int) -> tuple[str, ...]:
    return tuple(subjects(_some(stores, stores.catalog.count()))[:count])


def _suggested(stores: Stores, count: int) -> tuple[str, ...]:
    total = stores.catalog.count()
    if not total:
        return ()
    index = stores.ready()
    offered = in_turn(suggestions(_some(stores, total)), index.embedder.embed)
    tried = islice(offered, _TRIED * count)
    return tuple(islice((question for question in tried if _is_answered(question, index, stores)), count))


def _some(stores: Stores, total: int) -> list[Paper]:
    """All papers, or some from all over a large library, oldest entry first."""
    order, every = Order("added", descending=False), max(-(-total // _READ), 1)
    ids = stores.catalog.sorted_ids(order)[::every]
    return list(stores.catalog.get(ids).values())


def _is_answered(question: str, index: Index, stores: Stores) -> bool:
    found = retrieve(question, index, stores.catalog.get, limit=2 * WIDTH)
    chosen = select(question, found.hits, found.cosines, index)
    return bool(chosen.evidence) and enough(chosen.strength, index.embedder.name)
