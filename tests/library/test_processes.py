"""Several processes on one library: one writes, the others read on, and see what was written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Library, LibraryBusy, to_markdown
from assistant.library import embedding, stores, write_lock
from tests.cli.birds import litreview
from tests.flows.trace import check_answer
from tests.library.ships import check_whole, ship, write_ships
from tests.library.tiny import open_one

HOLD = "import filelock, sys\nwith filelock.FileLock(sys.argv[1]):\n    print(flush=True)\n    sys.stdin.read()"
QUESTION = "Which mast was measured beside its compass?"


@pytest.fixture(autouse=True)
def surroundings_of_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "builtin")
    monkeypatch.setattr(write_lock, "_WAIT", 0.2)
    monkeypatch.setattr(stores, "_SHORT_WAIT", 0.2)


@pytest.fixture
def folder(ships_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(ships_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "library"


@contextmanager
def another_writes(folder: Path) -> Iterator[None]:
    """Another process holds the write lock."""
    command = [sys.executable, "-c", HOLD, str(folder / "write.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield


def test_reading_goes_on_while_another_writes(folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.ask(QUESTION)
    with another_writes(folder), Library.open(folder) as library:
        assert check_answer(library.ask(QUESTION), library) == before
        assert library.search("compass").hits
        assert library.review("masts and compasses").references
        assert library.status().consistent


def test_a_second_writer_waits_and_then_says_so_in_one_line(folder: Path, tmp_path: Path) -> None:
    more = write_ships(tmp_path / "more.jsonl", range(12, 15))
    with another_writes(folder), Library.open(folder) as library:
        for write in (lambda: library.add(more), lambda: library.remove("sail"), lambda: library.reindex()):
            with pytest.raises(LibraryBusy, match="another litreview is writing") as caught:
                write()
            assert "try again" in str(caught.value)
            assert "\n" not in str(caught.value)
        assert library.status().papers == 12
    with Library.open(folder) as library:
        assert library.add(more).added == 3
        check_whole(library)


def test_papers_that_another_indexes_are_left_out_with_a_word_about_them(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(library._stores, "_settle", _raise)
        with pytest.raises(InterruptedError):
            library.add(write_ships(tmp_path / "more.jsonl", range(12, 15)))
    with Library.open(folder) as library:
        with another_writes(folder):
            answer, review = library.ask(QUESTION), library.review("masts and compasses")
            assert answer.references
            assert answer.note == "3 more papers were still being indexed and left out."
            assert answer.note in to_markdown(review)
            assert any("3 papers are being indexed" in notice for notice in library.notices)
            assert not library.status().consistent
        assert library.ask(QUESTION).note == ""
        assert review.scope.searched == 12
        assert library.review("masts and compasses").scope.searched == 15
        assert not any("being indexed" in notice for notice in library.notices)
        check_whole(library)


def _raise(*_: object) -> None:
    raise InterruptedError


def test_an_index_that_another_begins_is_waited_for(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        with another_writes(tmp_path / "library"), pytest.raises(LibraryBusy):
            library.ask(QUESTION)
        assert library.ask(QUESTION).status == "no_evidence"


def test_an_open_reader_sees_what_others_add_change_and_remove(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as reader:
        assert len(reader.search("ship", limit=100).hits) == 12
        added = litreview("--library", folder, "add", write_ships(tmp_path / "more.jsonl", range(12, 30)), "--json")
        assert json.loads(added.stdout)["papers"] == 30
        assert len(reader.search("ship", limit=100).hits) == 30
        with Library.open(folder) as writer:  # as another process would: with stores of its own
            writer.add(write_ships(tmp_path / "ships.jsonl", range(12), edition=1))
            writer.remove(str(ship(29)["title"]))
        hits = reader.search("ship of edition 1", limit=100).hits
        assert len(hits) == 29
        check_whole(reader)


def test_a_writer_that_was_open_before_does_not_undo_what_others_wrote(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as first:
        assert first.search("ship").hits
        litreview("--library", folder, "add", write_ships(tmp_path / "second.jsonl", range(12, 24)))
        assert first.add(write_ships(tmp_path / "third.jsonl", range(24, 30))).papers == 30
        assert len(first.search("ship", limit=100).hits) == 30
        check_whole(first)


def test_an_open_reader_follows_a_change_of_the_embedder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "open_embedder", open_one)
    with Library.open(folder, embedder="auto") as reader, Library.open(folder) as writer:
        assert reader.search("compass").hits
        writer.reindex("tiny")
        assert reader.search("compass").hits
        assert reader.status().embedding == "tiny"
        check_whole(reader)


def test_two_libraries_in_one_process_do_not_disturb_each_other(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as first, Library.open(tmp_path / "second") as second:
        assert first.search("ship").hits
        second.add(write_ships(tmp_path / "second.jsonl", range(40, 45)))
        second.reindex()
        assert len(first.search("ship", limit=100).hits) == 12
        first.add(write_ships(tmp_path / "more.jsonl", range(12, 14)))
        check_whole(second)
        check_whole(first)
