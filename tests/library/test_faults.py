"""What users and machines do to a library: one clear line, and no paper lost."""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import AssistantError, EmbedderMismatch, EmbedderUnavailable, IndexFailed, Library, Paper
from assistant.cli import main
from assistant.library import Progress, stores
from tests.flows.trace import check_answer
from tests.library.ships import check_whole, write_ships

QUESTION = "Which mast was measured beside its compass?"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")


_MOUNTING = ("unshare", "--map-root-user", "--mount")  # for one process, and gone with it


def _can_mount() -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run([*_MOUNTING, "true"], capture_output=True).returncode


@pytest.fixture(autouse=True)
def builtin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "builtin")
    monkeypatch.setattr(stores, "_AGAIN", (0.0,))


@pytest.fixture
def folder(ships_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(ships_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "library"


def _garbage(file: Path) -> None:
    file.write_bytes(b"no index \x00\xff" * 300)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no-dense": lambda folder: shutil.rmtree(folder / "chroma"),
    "no-lexical": lambda folder: shutil.rmtree(folder / "lexical"),
    "neither": lambda folder: [shutil.rmtree(folder / name) for name in ("chroma", "lexical")],
    "dense-database": lambda folder: _garbage(folder / "chroma" / "chroma.sqlite3"),
    "lexical-table": lambda folder: _garbage(folder / "lexical" / "meta.json"),
    "dense-is-a-file": lambda folder: (shutil.rmtree(folder / "chroma"), (folder / "chroma").touch()),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_said_with_the_way_out_and_the_way_out_works(damage: str, folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.ask(QUESTION)
    DAMAGE[damage](folder)
    with Library.open(folder) as library:
        for read in (library.ask, library.search, library.review, library.outline):
            with pytest.raises(AssistantError, match="litreview reindex") as caught:
                read(QUESTION)
            assert "\n" not in str(caught.value)
        assert not library.status().consistent
        assert "litreview reindex" in library.status().fault
        assert len(library.papers()) == 12
        assert library.reindex().consistent
        assert library.ask(QUESTION) == before
        check_whole(library)
    assert sorted(path.name for path in folder.iterdir()) == ["catalog.sqlite", "chroma", "lexical", "write.lock"]


def test_the_way_out_works_from_the_command_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(folder / "chroma")
    assert main(["--library", str(folder), "ask", QUESTION]) == 1
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "litreview reindex" in err
    assert main(["--library", str(folder), "reindex", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["consistent"] is True


def test_who_reads_after_an_interrupted_add_is_told_how_far_the_index_is(folder: Path) -> None:
    reading: dict[str, Callable[[Library, Progress], object]] = {
        "ask": lambda library, tell: library.ask("Which mast was measured?", progress=tell),
        "search": lambda library, tell: library.search("mast", progress=tell),
        "similar": lambda library, tell: library.similar(library.papers()[0].id, progress=tell),
        "scope": lambda library, tell: library.scope("masts", progress=tell),
        "outline": lambda library, tell: library.outline("masts", progress=tell),
        "review": lambda library, tell: library.review("masts", progress=tell),
    }
    with Library.open(folder) as library:
        for name, read in reading.items():
            told: list[tuple[str, int, int]] = []
            library._stores.catalog.forget_index()
            read(library, lambda *how_far, told=told: told.append(how_far))
            assert told[:2] == [("indexing", 0, 12), ("indexing", 12, 12)], name
            del told[:]
            read(library, lambda *how_far, told=told: told.append(how_far))
            assert not any(what == "indexing" for what, *_ in told), name


@pytest.mark.skipif(not _can_mount(), reason="no folder can be mounted read-only here")
def test_a_library_that_can_not_be_written_lists_its_papers_and_says_what_asking_needs(folder: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        mounted = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        command = [sys.executable, "-m", "assistant", "--library", str(folder), *arguments]
        return subprocess.run([*_MOUNTING, "sh", "-c", mounted, str(folder), *command], capture_output=True, text=True)

    for arguments in (("papers",), ("export",)):
        assert len(run(*arguments).stdout.splitlines()) == 12
    for arguments in (("ask", QUESTION), ("search", "mast"), ("review", "masts"), ("remove", "mast")):
        ran = run(*arguments)
        assert (ran.returncode, ran.stdout) == (1, ""), arguments
        assert "can't be written (Read-only file system), as all but papers, show and export have to" in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
    assert "can't be written" in run("status").stderr


def test_stores_brought_back_from_an_older_copy_are_noticed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "chroma", tmp_path / "copy")
    with Library.open(folder) as library:
        library.add(write_ships(tmp_path / "more.jsonl", range(12, 16)))
    shutil.rmtree(folder / "chroma")
    (tmp_path / "copy").rename(folder / "chroma")
    with Library.open(folder) as library, pytest.raises(AssistantError, match="litreview reindex"):
        library.ask(QUESTION)


def test_a_library_deleted_under_our_feet_can_be_made_again(folder: Path, tmp_path: Path) -> None:
    opened = Library.open(folder)
    assert opened.ask(QUESTION).references
    shutil.rmtree(folder)
    with Library.open(folder) as library:
        assert library.ask(QUESTION).status == "no_evidence"
        library.add(tmp_path / "ships.jsonl")
        assert library.ask(QUESTION).status == "answered"
        check_whole(library)
    opened.close()


def test_a_damaged_catalog_is_one_line_and_stays_as_it_is(folder: Path) -> None:
    _garbage(folder / "catalog.sqlite")
    before = (folder / "catalog.sqlite").read_bytes()
    with pytest.raises(AssistantError) as caught:
        Library.open(folder)
    assert "\n" not in str(caught.value)
    assert (folder / "catalog.sqlite").read_bytes() == before


@pytest.mark.parametrize("place", ["file", "file/inside", "library/catalog.sqlite"])
def test_a_place_that_is_no_folder_is_one_line(place: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a diary", encoding="utf-8")
    with pytest.raises(AssistantError) as caught:
        Library.open(tmp_path / place)
    assert "\n" not in str(caught.value)
    with Library.open(folder) as library:
        check_whole(library)


def test_a_lock_that_can_not_be_had_is_one_line_and_reading_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "write.lock").unlink(missing_ok=True)
    (folder / "write.lock").mkdir()
    with Library.open(folder) as library:
        assert check_answer(library.ask(QUESTION), library).references
        with pytest.raises(AssistantError, match="can't be written"):
            library.add(tmp_path / "ships.jsonl")


@LINUX
@pytest.mark.parametrize("room", [0, 1_000_000], ids=["catalog", "index"])
def test_a_full_disk_ends_in_one_line_and_harms_nothing(room: int, folder: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writing beyond it fails."""
    more = write_ships(tmp_path / "more.jsonl", range(12, 150))
    before = {paper.title for paper in _papers(folder)}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    command = [sys.executable, "-m", "assistant", "--library", str(folder), "add", str(more)]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("litreview: ")
    assert done.stderr.count("\n") == 1
    assert "unexpected" not in done.stderr
    assert before <= {paper.title for paper in _papers(folder)}
    with Library.open(folder) as library:
        check_answer(library.ask(QUESTION), library)
        check_whole(library)
        assert library.add(more).papers == 150


def _papers(folder: Path) -> tuple[Paper, ...]:
    with Library.open(folder) as library:
        return library.papers()


def test_a_store_that_fails_once_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(folder) as library:
        index = library._stores.ready()
        real, calls = index._dense.nearest, []

        def nearest(*arguments: object) -> object:
            calls.append(arguments)
            if len(calls) == 1:
                raise IndexFailed("read while another wrote")
            return real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(type(index._dense), "nearest", lambda _, *arguments: nearest(*arguments))
        assert library.search("compass").hits
        assert len(calls) == 2


def test_another_embedder_is_refused_with_the_way_to_change_it(folder: Path, minilm: None) -> None:
    with Library.open(folder, embedder="minilm") as library:
        for read in (library.ask, library.search):
            with pytest.raises(EmbedderMismatch, match="litreview reindex minilm"):
                read(QUESTION)
    with Library.open(folder, embedder="auto") as library:
        assert library.ask(QUESTION).references
        with pytest.raises(EmbedderUnavailable):
            library.reindex("penguin")
        check_whole(library)


def test_an_embedder_of_another_version_is_refused(folder: Path) -> None:
    with Library.open(folder) as library:
        library._stores.catalog.set_meta({"fingerprint": "of last year"})
    with Library.open(folder) as library:
        with pytest.raises(EmbedderMismatch, match="litreview reindex builtin"):
            library.ask(QUESTION)
        assert library.reindex().consistent
        assert library.ask(QUESTION).references


def test_what_could_not_be_indexed_is_refused_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    """Else the command fails, and the papers are in all the same, or gone."""
    with Library.open(folder) as library:
        library._stores.catalog.set_meta({"fingerprint": "of last year"})
    with Library.open(folder) as library:
        with pytest.raises(EmbedderMismatch, match="litreview reindex builtin"):
            library.add(write_ships(tmp_path / "more.jsonl", range(12, 16)))
        with pytest.raises(EmbedderMismatch, match="litreview reindex builtin"):
            library.remove(library.papers()[0].id)
        status = library.status()
        assert (status.papers, status.pending, status.consistent) == (12, 0, False)
        assert "litreview reindex builtin" in status.fault
        assert library.reindex().fault == ""
        assert library.add(tmp_path / "more.jsonl").papers == 16
        check_whole(library)


@LINUX
def test_a_closed_library_holds_no_file_open(folder: Path) -> None:
    with Library.open(folder) as library:
        library.ask(QUESTION)
    del library
    gc.collect()  # Chroma's objects hold each other
    open_files = [str(path.resolve()) for path in Path("/proc/self/fd").iterdir() if path.exists()]
    assert not [name for name in open_files if name.startswith(os.fspath(folder))]
