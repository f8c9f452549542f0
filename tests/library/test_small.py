"""Libraries at their smallest: empty, one paper, no abstract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library, SourceUnreadable, to_markdown
from tests.flows.bees import write_lines
from tests.flows.trace import check_answer, check_outline, check_review, check_search
from tests.library.ships import TEACUPS
from vectorstore.embedders import REINDEX_HINT, minilm_weights


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder="builtin") as opened:
        yield opened


def test_an_empty_library_says_so(library: Library) -> None:
    answer = check_answer(library.ask("How high are tides in teacups?"), library)
    assert (answer.status, answer.references, answer.closest) == ("no_evidence", (), ())
    assert answer.text
    assert answer.strength == 0.0
    assert library.search("tides").hits == ()
    review = check_review(library.review("tides"), library)
    assert (review.sections, review.coverage.relevant, review.scope.searched) == ((), (), 0)
    assert check_outline(library.outline("tides"), library).sections == ()
    for result in (answer, review):
        assert to_markdown(result)
    assert library.as_retriever().invoke("tides") == []
    assert library.papers() == ()
    status = library.status()
    assert (status.papers, status.passages, status.consistent) == (0, 0, True)
    assert library.reindex().consistent


def test_a_library_of_one_paper(library: Library, tmp_path: Path) -> None:
    library.add(write_lines(tmp_path / "one.jsonl", TEACUPS))
    answer = check_answer(library.ask("How high are tides in teacups?"), library)
    assert answer.status == "answered"
    assert "four micrometres" in answer.text
    review = check_review(library.review("tides in teacups"), library)
    assert review.coverage.cited == (library.show("Tides in Teacups").id,)
    (section,) = check_outline(library.outline("tides in teacups"), library).sections
    assert "Tides in Teacups" in section.about
    assert library.ask("Who won the chess tournament in Baku?").status == "no_evidence"
    library.remove("Tides in Teacups")
    test_an_empty_library_says_so(library)


def test_papers_without_abstracts_are_found_and_never_quoted(library: Library, tmp_path: Path) -> None:
    titles = ("Tides in Teacups", "Tides in Tubs", "Waves in Tubs", "Tides and Moons", "Tides of Milk", "Still Water")
    library.add(write_lines(tmp_path / "titles.jsonl", *({"title": title} for title in titles)))
    (hit, *_) = check_search(library.search("tides in teacups"), library).hits
    assert (hit.paper.title, hit.passages) == ("Tides in Teacups", ())
    answer = check_answer(library.ask("What are tides in teacups?"), library)
    assert answer.status == "no_evidence"
    assert library.show("Tides in Teacups").id in answer.closest
    review = check_review(library.review("tides"), library)
    assert review.references == ()
    assert set(review.coverage.uncited) == set(review.coverage.relevant)
    assert to_markdown(review)
    check_outline(library.outline("tides"), library)
    (document, *_) = library.as_retriever().invoke("tides in teacups")
    assert (document.page_content, document.metadata["start"], document.metadata["end"]) == ("Tides in Teacups", 0, 0)
    assert library.status().consistent


def test_an_abstract_that_comes_later_is_quoted(library: Library, tmp_path: Path) -> None:
    library.add(write_lines(tmp_path / "titles.jsonl", {"title": TEACUPS["title"], "authors": TEACUPS["authors"]}))
    report = library.add(write_lines(tmp_path / "one.jsonl", TEACUPS))
    assert (report.merged, report.papers) == (1, 1)
    assert "four micrometres" in check_answer(library.ask("How high are tides in teacups?"), library).text
    assert library.status().consistent


def test_nothing_to_add(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        library.add(tmp_path / "missing.txt")
    (tmp_path / "empty").mkdir()
    report = library.add(tmp_path / "empty")
    assert (report.read, len(report.rejected)) == (0, 1)
    assert library.add().read == 0
    assert library.status().papers == 0


def test_what_is_exported_can_be_added_again(library: Library, tmp_path: Path) -> None:
    library.add(write_lines(tmp_path / "in.jsonl", TEACUPS))
    assert library.export(tmp_path / "out.jsonl") == 1
    with Library.open(tmp_path / "other", embedder="builtin") as other:
        assert other.add(tmp_path / "out.jsonl").added == 1
        assert [paper.id for paper in other.papers()] == [paper.id for paper in library.papers()]


@pytest.mark.usefixtures("minilm")
def test_a_library_made_without_minilm_says_how_to_change_once_it_is_there(
    tmp_path: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(minilm_weights, "find_weights", lambda cache_dir: None)
        with Library.open(tmp_path / "library") as library:
            assert library.notices == ()
            library.add(write_lines(tmp_path / "one.jsonl", TEACUPS))
            assert "pip install" in library.notices[0]
    with Library.open(tmp_path / "library") as library:
        assert library.status().embedding == "builtin"
        assert library.notices == (REINDEX_HINT,)
        assert "litreview reindex minilm" in REINDEX_HINT
        library.reindex("minilm")
        assert library.notices == ()
