"""The dense store: what was put in is found by its vector, whatever Chroma does underneath."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import EmbedderMismatch, IndexFailed
from assistant.models import Passage
from vectorstore.dense import DenseStore

SIZE = 8


def store(folder: Path, fingerprint: str = "abc", dimensions: int = SIZE) -> DenseStore:
    return DenseStore(folder, embedder="invented", fingerprint=fingerprint, dimensions=dimensions)


def passage(paper_id: str, number: int = 0, text: str = "Fog.") -> Passage:
    return Passage(paper_id=paper_id, number=number, start=0, end=len(text), text=text)


def axis(number: int) -> NDArray[np.float32]:
    return np.eye(SIZE, dtype=np.float32)[number]


def filled(folder: Path) -> DenseStore:
    made = store(folder)
    made.upsert([passage(name) for name in "abcd"], np.array([axis(n) for n in range(4)]), [2001, None, 2003, 2004])
    return made


def test_the_nearest_come_first(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    asked = (axis(1) + 0.5 * axis(2)) / np.float32(np.sqrt(1.25))
    assert list(dense.nearest(asked, 2)) == ["b#0", "c#0"]
    assert len(dense.nearest(asked, 99)) == dense.count() == 4
    assert dense.nearest(asked, 0) == {}


def test_only_allowed_papers_are_found(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    assert list(dense.nearest(axis(1), 9, allowed={"a", "c", "nobody"})) == ["a#0", "c#0"]
    assert dense.nearest(axis(1), 9, allowed=set()) == {}


def test_a_wide_filter_gives_what_a_narrow_one_gives(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    wide = {f"x{n}" for n in range(3_000)} | {"c", "d"}
    assert list(dense.nearest(axis(2), 9, allowed=wide)) == list(dense.nearest(axis(2), 9, allowed={"c", "d"}))


def test_putting_in_again_replaces(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    dense.upsert([passage("a", text="Clear sky.")], np.array([axis(7)]), [2001])
    assert dense.count() == 4
    (found,) = dense.get(["a#0"]).values()
    assert (found.end, found.vector.tolist()) == (10, axis(7).tolist())


def test_what_was_read_before_a_change_is_forgotten(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    before = dense.get(["a#0", "b#0"])
    dense.upsert([passage("a", text="Clear sky.")], np.array([axis(7)]), [2001])
    assert dense.get(["a#0"])["a#0"].end != before["a#0"].end
    assert list(dense.nearest(axis(7), 1)) == ["a#0"]
    dense.delete(["b#0"])
    assert dense.get(["b#0"]) == {}
    assert "b#0" not in dense.nearest(axis(1), 9)


def test_passages_are_the_same_whether_they_were_read_before_or_not(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    dense.get(["c#0"])
    found = dense.get(["c#0", "a#0", "nobody#0"])
    assert {key: one.paper_id for key, one in found.items()} == {"c#0": "c", "a#0": "a"}
    assert dense.nearest(axis(0), 4).keys() == {"a#0", "b#0", "c#0", "d#0"}


def test_deleting_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    dense = filled(tmp_path)
    dense.delete(["a#0", "nobody#0"])
    dense.delete([])
    assert dense.count() == 3
    assert dense.get(["a#0", "b#0"]).keys() == {"b#0"}
    assert dense.of_papers(["a", "b"]).keys() == {"b#0"}


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    dense = store(tmp_path)
    assert (dense.count(), dense.nearest(axis(0), 5), dense.get([]), dense.of_papers([])) == (0, {}, {}, {})


def test_it_is_there_after_opening_again(tmp_path: Path) -> None:
    filled(tmp_path).forget()
    assert list(store(tmp_path).nearest(axis(3), 1)) == ["d#0"]


def test_another_embedder_is_refused(tmp_path: Path) -> None:
    filled(tmp_path).forget()
    with pytest.raises(EmbedderMismatch, match="litreview reindex invented"):
        store(tmp_path, fingerprint="other")
    assert store(tmp_path).count() == 4


def test_a_damaged_store_is_one_clear_error(tmp_path: Path) -> None:
    filled(tmp_path).forget()
    (tmp_path / "chroma.sqlite3").write_bytes(b"this was a database")
    with pytest.raises(IndexFailed, match="litreview reindex"):
        store(tmp_path)
