"""What the index has to do, and the other things a library notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from assistant.catalog import Catalog, Pending, runs
from assistant.catalog.runs import Asked
from assistant.errors import PaperNotFound
from assistant.models import Rejection, Usage
from tests.catalog.invented import TITLE, other, record


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog.open(tmp_path, create=True)) as opened:
        yield opened


def test_added_papers_wait_until_they_are_indexed(catalog: Catalog) -> None:
    catalog.merge([record(given_id="a"), other(1, given_id="b")])
    assert catalog.pending() == (Pending(paper_id="a", kind="add"), Pending(paper_id="b", kind="add"))
    generation = catalog.generation()
    catalog.settle({"a": 3})
    assert catalog.pending() == (Pending(paper_id="b", kind="add"),)
    assert catalog.passages() == 3
    assert catalog.generation() > generation


def test_a_removed_paper_is_gone_at_once_and_remembered_until_the_index_dropped_it(catalog: Catalog) -> None:
    catalog.merge([record(given_id="a"), other(1, given_id="b")])
    catalog.settle({"a": 3, "b": 1})
    assert catalog.remove(["a", "nobody"]) == 1
    assert catalog.count() == 1
    with pytest.raises(PaperNotFound):
        catalog.find(TITLE)
    assert catalog.pending() == (Pending(paper_id="a", kind="remove", passages=3),)
    catalog.settle({"a": 0})
    assert catalog.pending() == ()
    assert catalog.passages() == 1


def test_a_removed_paper_can_be_added_again_before_the_index_dropped_it(catalog: Catalog) -> None:
    catalog.merge([record(given_id="a")])
    catalog.settle({"a": 3})
    catalog.remove(["a"])
    assert catalog.merge([record(given_id="a")]).added == 1
    assert catalog.pending() == (Pending(paper_id="a", kind="change", passages=3),)


def test_when_the_index_is_made_anew_every_paper_waits_again(catalog: Catalog) -> None:
    catalog.merge([record(given_id="z"), other(1, given_id="b"), other(2, given_id="a")])
    catalog.settle({"z": 3, "b": 1})
    catalog.remove(["b"])
    catalog.forget_index()
    assert catalog.pending() == (Pending(paper_id="z", kind="add"), Pending(paper_id="a", kind="add"))
    assert catalog.passages() == 0


def test_rejections_are_replaced_by_source_and_cleared_by_a_clean_read(catalog: Catalog) -> None:
    lost = [Rejection(source=name, where="line 3", reason="no title") for name in ("a.txt", "b.txt")]
    catalog.reject(["a.txt", "b.txt"], lost)
    assert catalog.rejections() == tuple(lost)
    better = Rejection(source="b.txt", where="line 9", reason="no end")
    catalog.reject(["b.txt"], [better])
    assert catalog.rejections() == (lost[0], better)
    catalog.reject(["a.txt"], [])
    assert catalog.rejections() == (better,)


def test_capsules_are_kept_under_their_hash(catalog: Catalog) -> None:
    catalog.capsules.save("f00", "answer", '{"question": "?"}')
    catalog.capsules.save("ba5", "review", "{}")
    catalog.capsules.save("f00", "answer", '{"question": "?"}')
    assert catalog.capsules.text("f00") == '{"question": "?"}'
    assert catalog.capsules.text("0ff") is None
    assert catalog.capsules.beginning("") == ("f00", "ba5")
    assert catalog.capsules.beginning("ba") == ("ba5",)


def test_what_an_answer_answers_and_took_is_kept_with_it_or_not_at_all(catalog: Catalog) -> None:
    took = Usage(calls=1, prompt_tokens=900)
    catalog.capsules.save("f00", "answer", "{}", asked=Asked("key", 1), usage=took)
    assert (catalog.runs.known("key"), catalog.runs.spent()) == (("f00", "{}"), took)
    with patch.object(runs, "spend", side_effect=OSError("cut off")), pytest.raises(OSError, match="cut off"):
        catalog.capsules.save("ba5", "answer", "{}", asked=Asked("other", 1), usage=took)
    assert (catalog.runs.known("other"), catalog.capsules.text("ba5"), catalog.runs.spent()) == (None, None, took)


def test_notes_about_the_library(catalog: Catalog, tmp_path: Path) -> None:
    assert catalog.meta("embedder") is None
    catalog.set_meta({"embedder": "builtin"})
    catalog.set_meta({"embedder": "minilm", "dimensions": "384"})
    with closing(Catalog.open(tmp_path, create=False)) as again:
        assert (again.meta("embedder"), again.meta("dimensions")) == ("minilm", "384")
