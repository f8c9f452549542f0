"""From sources to a library: what is reported, what is kept, what a change changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Library, PaperNotFound, save
from tests.flows.bees import ANSWERED_BY, COMPACT, KNOWN, PAPERS, QUESTION, READ, TWICE, write_lines, write_sources
from tests.flows.trace import check_answer, check_review


@pytest.fixture
def own_sources(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "pages")


def test_a_folder_is_read_and_reported(library: Library, own_sources: Path) -> None:
    report = library.add(own_sources)
    assert (report.read, report.added, report.merged) == (READ, KNOWN, TWICE)
    assert (report.updated, report.unchanged, report.rejected, report.papers) == (0, 0, (), KNOWN)
    status = library.status()
    assert (status.papers, status.consistent, status.pending, status.rejected) == (KNOWN, True, 0, 0)
    assert status.passages >= KNOWN


def test_what_was_told_by_several_sources_is_one_paper_that_names_them_all(bees: Library) -> None:
    paper = bees.show("Robotic Waggle Dancers Recruit Foragers")
    assert {source.source for source in paper.sources} == {"pages/sounds.txt", "pages/okafor.txt"}
    assert (paper.authors, paper.date, paper.score) == (("Eli Thornbury", "Fay Okafor"), "2020-03-03", 88.1)
    paper = bees.show("Counting Mites with a Phone")
    assert {source.source for source in paper.sources} == {"pages/sounds.txt", "pages/more.jsonl"}
    assert (paper.venue, paper.date) == ("Hive Informatics", "2022-08-08")


def test_every_source_record_is_kept_as_it_stood(bees: Library) -> None:
    paper = bees.show(ANSWERED_BY)
    assert paper.sources[0].record == "\n".join(COMPACT.splitlines()[:3])
    assert (paper.code, paper.organisations, paper.authors_complete) == (True, ("hillside", "small-lab"), False)
    undated = bees.show("Learning of Scents in Young Foragers")
    assert (undated.year, undated.date) == (None, None)
    assert "May 7" in undated.sources[0].record


def test_adding_again_changes_nothing(library: Library, own_sources: Path) -> None:
    library.add(own_sources)
    before, answer = library.papers(), library.ask(QUESTION)
    report = library.add(own_sources)
    assert (report.read, report.unchanged, report.papers) == (READ, READ, KNOWN)
    assert library.papers() == before
    assert library.ask(QUESTION) == answer


def test_a_changed_abstract_is_the_only_one_that_is_quoted(library: Library, own_sources: Path) -> None:
    library.add(own_sources)
    before = check_answer(library.ask(QUESTION), library)
    assert "nine days ahead" in before.text
    page = own_sources / "sounds.txt"
    page.write_text(COMPACT.replace("nine days ahead", "three hours ahead"), encoding="utf-8")
    report = library.add(own_sources)
    assert (report.updated, report.unchanged, report.papers) == (1, READ - 1, KNOWN)
    after = check_answer(library.ask(QUESTION), library)
    assert "three hours ahead" in after.text
    assert "nine days" not in after.model_dump_json()
    assert after.capsule != before.capsule
    assert library.status().consistent
    assert all("nine days" not in p.text for hit in library.search("nine days").hits for p in hit.passages)


def test_a_removed_paper_is_gone_from_everything(library: Library, own_sources: Path) -> None:
    library.add(own_sources)
    gone = library.show(ANSWERED_BY).id
    assert library.remove(ANSWERED_BY) == 1
    with pytest.raises(PaperNotFound):
        library.show(gone)
    answer = check_answer(library.ask(QUESTION), library)
    assert gone not in answer.model_dump_json()
    review = check_review(library.review("sounds of hives"), library)
    assert gone not in review.model_dump_json()
    assert library.status().consistent
    assert library.add(own_sources).added == 1


def test_what_is_exported_makes_the_same_library(bees: Library, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "exported.jsonl"
    save(bees.papers(), file)
    assert len([json.loads(line) for line in file.read_text("utf-8").splitlines()]) == KNOWN
    report = library.add(file)
    assert (report.read, report.added, report.papers) == (KNOWN, KNOWN, KNOWN)
    for paper in bees.papers():
        copy = library.show(paper.id)
        assert copy.model_copy(update={"sources": ()}) == paper.model_copy(update={"sources": ()})


def test_what_can_not_be_read_is_listed_and_may_be_read_later(library: Library, own_sources: Path) -> None:
    file = own_sources / "more.jsonl"
    whole = file.read_text("utf-8")
    file.write_text(whole + '{"title": "Cut in the mid', encoding="utf-8")
    report = library.add(own_sources)
    (rejected,) = report.rejected
    assert (rejected.source, rejected.where, report.read) == ("pages/more.jsonl", f"line {len(PAPERS) + 1}", READ)
    assert rejected.reason
    assert library.status().rejected == 1
    write_lines(file, *PAPERS, {"title": "Cut in the middle no more"})
    report = library.add(own_sources)
    assert (report.added, report.unchanged, report.rejected) == (1, READ, ())
    assert library.status().rejected == 0
