"""``litreview add``: what it reports, and what it does with what can't be read."""

from pathlib import Path

import pytest

from tests.cli.birds import PAPERS, litreview, write_papers
from tests.cli.conftest import Run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "birds.jsonl")


def test_add_reports_as_one_json_document(run: Run, source: Path) -> None:
    ran = run("add", source, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json == {
        **{"read": 5, "added": 5, "merged": 0, "updated": 0, "unchanged": 0, "rejected": [], "papers": 5}
    }


def test_adding_again_changes_nothing(run: Run, source: Path) -> None:
    first = run("add", source)
    assert first.out == (
        "Read 5 records: 5 added, 0 merged, 0 updated, 0 unchanged, 0 rejected.\nThe library holds 5 papers.\n"
    )
    again = run("add", source, "--json")
    assert again.status == 0
    assert (again.json["added"], again.json["unchanged"], again.json["papers"]) == (0, 5, 5)


def test_papers_come_from_standard_input_too(source: Path) -> None:
    done = litreview("add", "-", "--json", stdin=source.read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert '"added": 5' in done.stdout


def test_a_missing_file_among_others_leaves_the_work_done_in_part(run: Run, source: Path) -> None:
    ran = run("add", source, "missing.txt", "--json")
    assert ran.status == 3
    assert ran.json["added"] == 5
    assert [one["source"] for one in ran.json["rejected"]] == ["missing.txt"]
    ran = run("add", source, "missing.txt")
    assert ran.status == 3
    assert "Rejected\n    missing.txt: " in ran.out


def test_a_broken_record_is_listed_with_its_place(run: Run, source: Path) -> None:
    with source.open("a", encoding="utf-8") as opened:
        opened.write('{"title": "Cut in the midd')
    ran = run("add", source, "--json")
    assert ran.status == 3
    assert ran.json["added"] == 5
    (rejected,) = ran.json["rejected"]
    assert "6" in rejected["where"]
    assert set(rejected) == {"source", "where", "reason"}


@pytest.mark.parametrize("content", [None, b"", b"\x7fELF\x00\x01\x02\xff\xfe" * 50])
def test_nothing_readable_is_one_clear_line(content: bytes | None, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    if content is not None:
        file.write_bytes(content)
    ran = run("add", file)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: ")
    assert "page.txt" in ran.err
    assert ran.err.count("\n") == 1


def test_several_unreadable_sources_are_all_listed(run: Run, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).touch()
    ran = run("add", "one.txt", "two.txt")
    assert ran.status == 1
    assert "one.txt" in ran.out
    assert "two.txt" in ran.out
    assert ran.err.startswith("litreview: nothing was added: ")
    assert ran.err.count("\n") == 1


def test_a_place_that_takes_no_library_is_named(run: Run, source: Path) -> None:
    ran = run("--library", source / "inside", "add", source)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: ")
    assert "inside" in ran.err
    assert ran.err.count("\n") == 1


def test_the_sample_stays_as_it_is(run: Run, source: Path) -> None:
    ran = run("--library", "sample", "add", source)
    assert ran.status == 1
    assert "sample" in ran.err


def test_what_is_exported_comes_back_with_its_ids(run: Run, birds: Run, tmp_path: Path) -> None:
    exported = birds("export")
    assert exported.status == 0
    assert len(exported.out.splitlines()) == len(PAPERS)
    file = tmp_path / "again.jsonl"
    assert birds("export", "-o", file).err == f"5 papers saved to {file}\n"
    assert file.read_text("utf-8") == exported.out
    assert run("add", file, "--json").json["added"] == len(PAPERS)
    copies = {paper["id"]: paper for paper in run("papers", "--json").json}
    for paper in birds("papers", "--json").json:
        assert copies[paper["id"]] == paper | {"sources": copies[paper["id"]]["sources"]}
