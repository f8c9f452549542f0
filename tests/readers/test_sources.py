"""Files, folders, standard input: what is read, under which name, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import os
import threading
from pathlib import Path

import pytest

from assistant.errors import SourceUnreadable
from assistant.models import Record, Rejection
from assistant.readers import READERS, opening, read_sources

PAGE = "LGMay 3, 2021\nA Slow Path to MemoryAdélie King, Bo Lindgren\nWe walk – slowly.\n"
LINE = '{"title": "Foxes"}\n'


def read(*sources: str | Path, stdin: bytes | None = None) -> list[Record | Rejection]:
    return list(read_sources(sources, stdin=None if stdin is None else io.BytesIO(stdin)))


def test_file_is_named_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (record,) = read(tmp_path / "page.txt")
    assert (record.source, record.where) == ("page.txt", "lines 1-3")


def test_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    for name in ("b.txt", "a/z.jsonl", "a/b/c.txt", ".hidden", ".git/config.txt", "a/.cache/x.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LINE if name.endswith("jsonl") else PAGE, encoding="utf-8")
    assert [one.source for one in read(folder)] == ["pages/a/b/c.txt", "pages/a/z.jsonl", "pages/b.txt"]
    assert str(tmp_path) not in "".join(one.model_dump_json() for one in read(folder))


def test_folder_named_by_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [one.source for one in read(".")] == [f"{tmp_path.name}/page.txt"]


def test_standard_input() -> None:
    assert [(one.source, one.where) for one in read("-", stdin=LINE.encode())] == [("standard input", "line 1")]
    (rejection,) = read("-")
    assert isinstance(rejection, Rejection)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(PAGE, "utf-8"))
    writer.start()
    (record,) = read(pipe)
    writer.join()
    assert isinstance(record, Record)


def test_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    missing, found = read(tmp_path / "gone.txt", tmp_path / "page.txt")
    assert isinstance(missing, Rejection)
    assert (missing.source, missing.where) == ("gone.txt", "")
    assert "no such file" in missing.reason
    assert isinstance(found, Record)


@pytest.mark.parametrize("name", ["gone.txt", "", "x" * 5000, "nul\0byte", "gone/deeper.txt"])
def test_all_missing_is_said_at_once(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="nothing to read"):
        read_sources([str(tmp_path / name) if name else name])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (gzip.compress(b""), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"@article{king, title = {Foxes}}", "JSON Lines"),
        (b"Dear diary,\ntoday I walked.\n", "listing pages"),
        (b"\x1f\x8b\x08\x00garbage", "can't be read"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    (rejection,) = read(tmp_path / "file")
    assert isinstance(rejection, Rejection)
    assert (rejection.source, rejection.where, reason in rejection.reason) == ("file", "", True), rejection


def test_refusal_names_every_format(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")
    (rejection,) = read(tmp_path / "diary.txt")
    assert isinstance(rejection, Rejection)
    assert all(reader.what in rejection.reason for reader in READERS)


def test_empty_folder(tmp_path: Path) -> None:
    (rejection,) = read(tmp_path)
    assert isinstance(rejection, Rejection)
    assert "no files" in rejection.reason


def test_broken_link_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    (rejection,) = read(tmp_path)
    assert isinstance(rejection, Rejection)
    assert rejection.source == f"{tmp_path.name}/link"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("packed", [False, True])
def test_encodings_and_gzip_are_told_by_content(encoding: str, packed: bool, tmp_path: Path) -> None:
    content = PAGE.encode(encoding)
    (tmp_path / "misleading.png").write_bytes(gzip.compress(content) if packed else content)
    (record,) = read(tmp_path / "misleading.png")
    assert isinstance(record, Record)
    assert (record.title, record.authors[0]) == ("A Slow Path to Memory", "Adélie King")
    assert (record.abstract, record.categories) == ("We walk – slowly.", ("LG",))


def test_one_line_in_another_encoding_leaves_the_others_alone() -> None:
    lines = [PAGE.encode("utf-8"), PAGE.encode("cp1252")]
    assert {one.authors[0] for one in read("-", stdin=b"".join(lines)) if isinstance(one, Record)} == {"Adélie King"}


@pytest.mark.parametrize("text", [PAGE * 2000, LINE * 20_000])
def test_damaged_gzip_keeps_what_came_before(text: str) -> None:
    packed = gzip.compress(text.encode(), mtime=0)
    *before, last = read("-", stdin=packed[: len(packed) // 2])
    assert len(before) > 100
    assert isinstance(last, Rejection)
    assert "to its end" in last.reason
    assert last.where.startswith("line ")


def test_source_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SOURCE_LIMIT", 10_000)
    bomb = gzip.compress(LINE.encode() * 100_000)
    *before, last = read("-", stdin=bomb)
    assert 100 < len(before) < 1000
    assert isinstance(last, Rejection)
    assert "larger than" in last.reason


def test_nul_bytes_further_down() -> None:
    first, last = read("-", stdin=LINE.encode() + b" " * 100_000 + b"\n\0\0")
    assert isinstance(first, Record)
    assert isinstance(last, Rejection)
    assert (last.where, "binary" in last.reason) == ("line 3", True)
