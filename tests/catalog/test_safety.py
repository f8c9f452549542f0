"""Opening what can't be opened, crashes, and several processes at once."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalog import FILE, Catalog, sqlite
from assistant.errors import AssistantError, LibraryBusy, LibraryNotFound, LibraryTooNew
from tests.catalog.invented import other, record

BATCH = 20
WRITER = f"""
import itertools, pathlib, sys
from contextlib import closing
from assistant.catalog import Catalog
from tests.catalog.invented import other

with closing(Catalog.open(pathlib.Path(sys.argv[1]), create=True)) as catalog:
    for start in itertools.count(0, {BATCH}):
        catalog.merge([other(start + number) for number in range({BATCH})])
        print(start + {BATCH}, flush=True)
"""


def writer(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_a_missing_library_is_answered_with_advice_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFound, match="litreview add"):
        Catalog.open(tmp_path / "none", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_crash_left_empty_is_no_library_and_can_become_one(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(LibraryNotFound):
        Catalog.open(tmp_path, create=False)
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        assert catalog.count() == 0


def test_a_newer_library_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.set_meta({"format": "99"})
    before = (tmp_path / FILE).read_bytes()
    for create in (True, False):
        with pytest.raises(LibraryTooNew, match="update litreview"):
            Catalog.open(tmp_path, create=create)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_is_no_catalog_is_refused_in_one_line_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("a diary\n" * 1000, encoding="utf-8")
    with pytest.raises(AssistantError, match="not a litreview catalog") as caught:
        Catalog.open(tmp_path, create=True)
    assert "\n" not in str(caught.value)
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith("a diary")


def test_a_folder_that_cannot_be_made_is_answered_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AssistantError, match="choose another one"):
        Catalog.open(tmp_path / "file" / "library", create=True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_answered_in_one_line_and_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Catalog.open(folder, create=True)) as catalog:
        catalog.merge([record()])
    (folder / FILE).chmod(0o400)
    folder.chmod(0o500)
    try:
        with closing(Catalog.open(folder, create=False)) as catalog:
            assert catalog.count() == 1
            with pytest.raises(AssistantError, match="permissions"):
                catalog.merge([other(1)])
    finally:
        folder.chmod(0o700)


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.merge([record()])
        with pytest.raises(AttributeError):
            catalog.merge([other(1), None])  # type: ignore[list-item]
        assert catalog.count() == 1
        assert len(catalog.pending()) == 1


def test_a_writer_that_waits_in_vain_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    with (
        closing(Catalog.open(tmp_path, create=True)) as catalog,
        closing(sqlite3.connect(tmp_path / FILE)) as other_process,
    ):
        other_process.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryBusy, match="another process is writing"):
            catalog.merge([record()])
        other_process.rollback()
        assert catalog.merge([record()]).added == 1


@pytest.mark.parametrize("moment", [0.0, 0.004, 0.011])
def test_a_killed_writer_loses_no_acknowledged_batch(tmp_path: Path, moment: float) -> None:
    folder = tmp_path / "library"
    with writer(folder) as process:
        assert process.stdout is not None
        acknowledged = 0
        while acknowledged < 6 * BATCH:
            acknowledged = int(process.stdout.readline())
        time.sleep(moment)
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
    with closing(Catalog.open(folder, create=False)) as catalog:
        there = catalog.count()
        assert there >= acknowledged
        assert there % BATCH == 0
        assert len(catalog.pending()) == there
        assert catalog.merge([other(number) for number in range(there)]).unchanged == there
        assert catalog.merge([other(there + 1)]).added == 1


def test_a_commit_cut_short_is_undone(tmp_path: Path) -> None:
    """The files as they are in the middle of a commit are a library too."""
    with closing(Catalog.open(tmp_path / "library", create=True)) as catalog:
        catalog.merge([other(number) for number in range(50)])
    with writer(tmp_path / "library") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    shutil.copytree(tmp_path / "library", tmp_path / "copy")
    with closing(Catalog.open(tmp_path / "copy", create=False)) as catalog:
        assert catalog.count() >= 50


def test_two_readers_while_one_writes(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Catalog.open(folder, create=True).close()
    seen: list[list[int]] = [[], []]
    done = threading.Event()

    def read(counts: list[int]) -> None:
        with closing(Catalog.open(folder, create=False)) as catalog:
            while not done.is_set():
                papers = catalog.papers()
                counts.append(len(papers))
                assert all(paper.sources for paper in papers)

    readers = [threading.Thread(target=read, args=(counts,)) for counts in seen]
    with writer(folder) as process:
        assert process.stdout is not None
        for reader in readers:
            reader.start()
        for _ in range(15):
            process.stdout.readline()
        done.set()
        for reader in readers:
            reader.join()
        process.kill()
    for counts in seen:
        assert counts == sorted(counts)
        assert counts[-1] > 0
        assert all(count % BATCH == 0 for count in counts)


@pytest.mark.parametrize("title", [None, "Report on the Harbour"])
def test_three_thousand_records_take_seconds(tmp_path: Path, title: str | None) -> None:
    """A generous bound: it is there to notice work that grows with the square of the library.

    All of one title are still told apart, and met again, by abstract.
    """
    page = [other(number) for number in range(3000)]
    if title:
        same = {"title": title, "authors": ()}
        page = [
            entry.model_copy(update={"abstract": f"{number} ships of {number} at {number}.", **same})
            for number, entry in enumerate(page)
        ]
    began = time.process_time()
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        for start in range(0, len(page), 500):
            catalog.merge(page[start : start + 500])
        assert catalog.count() == 3000
        again = [entry.model_copy(update={"source": "again.txt"}) for entry in page[-30:]]
        assert catalog.merge(again).merged == 30
    assert time.process_time() - began < 20
