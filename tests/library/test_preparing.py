"""The check made ready while a reply is still being written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.library.preparing import Preparation, read
from tests.steps.check.gulls import SHOWN
from vectorstore.embedders import Tokens, open_embedder
from vectorstore.embedders.builtin import Builtin
from vectorstore.readings import FreshReader

REPLY = "Kelp lining increased hatching success by 12.5% [1]. TernNet predicts the routes of terns [2]. And so on [1]."
PAPERS = {paper.id: paper for paper in SHOWN}


class Counting(Builtin):
    """The builtin embedder, with a list of what it was given to read."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        self.given += texts
        return super().tokens(texts)


def test_a_sentence_is_compared_as_soon_as_it_is_complete_and_only_once(tmp_path: Path) -> None:
    embedder = Counting()
    with Preparation(PAPERS, FreshReader(embedder)) as preparation:
        for length in range(1, len(REPLY) + 1):
            preparation.add(REPLY[length - 1], REPLY[:length])
            if REPLY[length - 1] == "]":
                preparation.checker()
        checker = preparation.checker()
    claims = read(REPLY, PAPERS).claims
    ready = list(embedder.given)
    assert claims[0].text in ready
    checked = checker.cite(claims, {})
    assert sorted(embedder.given) == sorted(set(embedder.given)), "nothing is read twice"
    assert claims[-1].text not in ready
    fresh = Preparation(PAPERS, FreshReader(open_embedder("builtin", tmp_path)))
    with fresh:
        assert fresh.checker().cite(claims, {}) == checked


def test_a_fault_of_the_embedder_is_heard_of() -> None:
    class Broken(Builtin):
        def tokens(self, texts: Sequence[str]) -> list[Tokens]:
            raise MemoryError("no room")

    with Preparation(PAPERS, FreshReader(Broken())) as preparation, pytest.raises(MemoryError, match="no room"):
        preparation.checker()
