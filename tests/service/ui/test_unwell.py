"""A library whose index can't be read: the pages open, and who asks is told why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import EmbedderMismatch, Library
from assistant.service.jobs import Jobs
from assistant.service.ui.drafting import Drafting
from assistant.service.ui.showing import Showing
from assistant.service.ui.writing import Desk
from tests.library.ships import write_ships


@pytest.fixture
def mismatched(tmp_path: Path) -> Iterator[Library]:
    """A library that was made with another embedder than the one that is wanted."""
    with Library.open(tmp_path / "library", embedder="builtin") as library:
        library.add(write_ships(tmp_path / "ships.jsonl", range(12)))
    with Library.open(tmp_path / "library", embedder="minilm") as library:
        yield library


def test_nothing_is_suggested_and_the_pages_open(mismatched: Library) -> None:
    with pytest.raises(EmbedderMismatch, match="reindex minilm"):
        mismatched.ask("Which mast was measured beside its compass?")
    assert Showing(mismatched, Desk()).suggested() == ""
    assert 'data-state="start"' in Drafting(mismatched, Jobs(mismatched)).start()
