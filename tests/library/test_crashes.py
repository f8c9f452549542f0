"""Whatever instant a process is killed at, nothing acknowledged is lost and what was begun is finished."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from assistant.library import embedding
from tests.flows.trace import check_answer, check_search
from tests.library.interruptions import AFTER, AT_RANDOM, BEFORE, INSTANTS, REMOVED
from tests.library.ships import check_whole, ship, write_ships
from tests.library.tiny import open_one

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the libraries whose writers were killed, each named after the instant."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.library.interruptions", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def library(instant: str, killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A copy of the library as the kill left it, with all that was acknowledged."""
    monkeypatch.setattr(embedding, "open_embedder", open_one)
    folder = Path(shutil.copytree(killed / instant, tmp_path / "library"))
    with Library.open(folder, create=False) as opened:
        titles = {paper.title for paper in opened.papers()}
        lost = [number for number in BEFORE if ship(number)["title"] not in titles]
        assert len(lost) in ((0, REMOVED) if instant.startswith("remove") else (0,))
        status = opened.status()
        assert status.consistent == (status.pending == 0)
        yield opened


@pytest.mark.parametrize("instant", [*INSTANTS, *AT_RANDOM])
def test_the_next_reading_finishes_what_was_begun(library: Library) -> None:
    check_search(library.search("the keel of a ship"), library)
    check_answer(library.ask("Which mast was measured beside its compass?"), library)
    check_whole(library)


@pytest.mark.parametrize("instant", [name for name in (*INSTANTS, *AT_RANDOM) if name.startswith("add")])
def test_the_next_writing_finishes_it_too_and_loses_nothing(library: Library, tmp_path: Path) -> None:
    file = write_ships(tmp_path / "ships.jsonl", AFTER, edition=1)
    report = library.add(file)
    assert (report.read, report.rejected, report.papers) == (len(AFTER), (), AFTER.stop)
    abstracts = {paper.title: paper.abstract for paper in library.papers()}
    for number in range(AFTER.stop):
        expected = ship(number, edition=int(number in AFTER))
        assert abstracts[str(expected["title"])] == expected["abstract"]
    check_whole(library)
    assert library.add(file).unchanged == len(AFTER)
