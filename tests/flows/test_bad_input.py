"""Bad input at the command line: exit status 1 or 3, one clear line, and the library as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Library
from assistant.cli import main
from assistant.models import Record
from assistant.readers import read_sources
from tests.flows.bees import COMPACT, KNOWN, PAPERS, QUESTION, ROOMY, write_lines, write_sources

Make = Callable[[Path], Path]


def _missing(folder: Path) -> Path:
    return folder / "missing.txt"


def _file(content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / "page.txt").write_bytes(content)
        return folder / "page.txt"

    return make


def _folder(*names: str) -> Make:
    def make(folder: Path) -> Path:
        inner = folder / "inner"
        inner.mkdir()
        for name in names:
            (inner / name).touch()
        return inner

    return make


NOTHING: dict[str, Make] = {
    "missing": _missing,
    "missing-below-a-file": lambda folder: _file(b"x")(folder) / "deeper",
    "empty": _file(b""),
    "blank": _file(b"\n \n\t\n"),
    "binary": _file(bytes(range(256)) * 40),
    "picture": _file(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 400),
    "damaged-gzip": _file(b"\x1f\x8b\x08\x00broken"),
    "no-page": _file(b"Dear diary, today nothing happened, and I wrote it down. " * 30),
    "folder-without-files": _folder(),
    "folder-of-empty-files": _folder("one.txt"),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library and its source, to be copied."""
    folder = tmp_path_factory.mktemp("begun")
    with Library.open(folder / "library") as library:
        library.add(write_lines(folder / "more.jsonl", *PAPERS))
    return folder


@pytest.fixture
def known(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with papers, and a working folder without settings."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path / "library"


def _state(folder: Path) -> tuple[object, ...]:
    with Library.open(folder) as library:
        status = library.status()
        assert (status.consistent, status.pending) == (True, 0)
        return library.papers(), library.ask(QUESTION)


@pytest.mark.parametrize("kind", NOTHING)
def test_nothing_readable(kind: str, known: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = _state(known)
    source = NOTHING[kind](tmp_path)
    assert main(["--library", str(known), "add", str(source)]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("litreview: ")
    assert err.count("\n") == 1
    assert "unexpected" not in err
    assert _state(known) == before


@pytest.mark.parametrize("page", [COMPACT, ROOMY], ids=["compact", "roomy"])
@pytest.mark.parametrize("share", [0.37, 0.5, 0.98])
def test_a_page_cut_in_the_middle_gives_what_it_holds(
    share: float, page: str, known: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whole entries come in, the cut one too or as a rejection, and the whole page later repairs it."""
    file = tmp_path / "cut.txt"
    file.write_text(page[: int(len(page) * share)], encoding="utf-8")
    status = main(["--library", str(known), "add", str(file), "--json"])
    report = json.loads(capfd.readouterr().out)
    assert status == (3 if report["rejected"] else 0)
    assert report["read"] + len(report["rejected"]) >= 1
    assert all(one["source"] == "cut.txt" and one["where"] and one["reason"] for one in report["rejected"])
    file.write_text(page, encoding="utf-8")
    assert main(["--library", str(known), "add", str(file), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["read"] == 6
    with Library.open(known) as library:
        titles = {paper.title for paper in library.papers()}
    found = read_sources([file])
    assert {one.title for one in found if isinstance(one, Record)} - {"Counting Mites with a Phone"} <= titles


def test_a_good_folder_with_bad_files_is_done_in_part(
    known: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = write_sources(tmp_path / "pages")
    (pages / "bad.bin").write_bytes(bytes(range(256)))
    (pages / "empty.txt").touch()
    assert main(["--library", str(known), "add", str(pages), "--json"]) == 3
    report = json.loads(capfd.readouterr().out)
    assert report["papers"] == KNOWN
    assert {one["source"] for one in report["rejected"]} == {"pages/bad.bin", "pages/empty.txt"}
    assert main(["--library", str(known), "status", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["rejected"] == 2


@pytest.mark.parametrize(
    ("embedder", "said"),
    [("penguin", "penguin"), ("minilm", "litreview reindex minilm"), ("nobody:model", "nobody")],
)
def test_an_embedder_that_will_not_do(
    embedder: str,
    said: str,
    known: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It is refused for the library that has another, and where there is none of that name."""
    before = _state(known)
    with monkeypatch.context() as patch:
        patch.setenv("LITREVIEW_EMBEDDER", embedder)
        for command in (["ask", QUESTION], ["search", "bees"]):
            assert main(["--library", str(known), *command]) == 1
            out, err = capfd.readouterr()
            assert out == ""
            assert err.count("\n") == 1
            assert said in err
    assert _state(known) == before
    if embedder != "minilm":
        assert main(["--library", str(known), "reindex", embedder]) == 1
        assert capfd.readouterr().err.count("\n") == 1
        assert _state(known) == before


@pytest.mark.parametrize("place", ["more.jsonl", "more.jsonl/inside"])
def test_a_place_that_takes_no_library(
    place: str, known: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (tmp_path / "more.jsonl").read_bytes()
    assert main(["--library", str(tmp_path / place), "add", str(tmp_path / "more.jsonl")]) == 1
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "unexpected" not in err
    assert (tmp_path / "more.jsonl").read_bytes() == before
    assert _state(known)
