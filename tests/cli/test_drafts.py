"""``litreview search``, ``ask``, ``review`` and ``outline``."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

THEME = "tool use in crows"
QUESTION = "Do crows bend wire into hooks?"


def _check_citations(sentences: list[dict[str, Any]], references: list[dict[str, Any]]) -> set[int]:
    """Each quote stands in its abstract, each number leads to its paper; the numbers used."""
    papers = {reference["number"]: reference["paper"] for reference in references}
    used = set()
    for sentence in sentences:
        assert set(sentence) >= {"text", "support", "citations"}
        for one in sentence["citations"]:
            assert set(one) == {"number", "paper_id", "quote", "start", "end"}
            paper = papers[one["number"]]
            assert paper["id"] == one["paper_id"]
            assert paper["abstract"][one["start"] : one["end"]] == one["quote"]
            used.add(one["number"])
    return used


def test_search_as_json(birds: Run) -> None:
    ran = birds("search", "stones as tools", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["query"] == "stones as tools"
    best = ran.json["hits"][0]
    assert set(best) == {"paper", "score", "passages"}
    assert best["paper"]["title"] == "Rooks Choose the Right Stone"
    for passage in best["passages"]:
        assert best["paper"]["abstract"][passage["start"] : passage["end"]] == passage["text"]
        assert 0 <= passage["score"] <= 1
    scores = [hit["score"] for hit in ran.json["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert len(birds("search", "stones as tools", "--limit", "2", "--json").json["hits"]) == 2


def test_search_for_readers(birds: Run) -> None:
    out = birds("search", "stones as tools").out
    assert out.startswith("1. Rooks Choose the Right Stone\n    Corvid Team et al. (2016) · Nest Letters · ")
    assert "\n    “Rooks drop stones into water" in out


def test_similar_has_the_shape_of_search(birds: Run) -> None:
    key = birds("papers", "crows", "--json").json[0]["key"]
    found = birds("similar", key, "--limit", "2", "--json").json
    assert set(found) == set(birds("search", "crows", "--json").json)
    assert found["query"] == birds("show", key, "--json").json["title"]
    assert len(found["hits"]) == 2
    assert key not in [hit["paper"]["key"] for hit in found["hits"]]
    ran = birds("similar", "The Moon of Nowhere")
    assert (ran.status, ran.out) == (1, "")
    assert "closest titles" in ran.err


def test_a_search_without_hits_is_no_failure(birds: Run) -> None:
    ran = birds("search", "wire", "--author", "nobody")
    assert (ran.status, ran.out) == (0, "")
    assert "no paper matches" in ran.err
    assert birds("search", "wire", "--author", "nobody", "--json").json["hits"] == []


def test_ask_as_json(birds: Run) -> None:
    ran = birds("ask", QUESTION, "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = ran.json
    fields = {"question", "status", "text", "sentences", "references", "closest", "strength", "model", "capsule"}
    assert set(answer) >= fields
    assert answer["status"] == "answered"
    used = _check_citations(answer["sentences"], answer["references"])
    assert used == {reference["number"] for reference in answer["references"]}
    assert birds("ask", QUESTION, "--json").out == ran.out


def test_ask_prints_text_then_references_then_the_strength(birds: Run) -> None:
    out = birds("ask", QUESTION).out
    places = [out.index(part) for part in (QUESTION, "[1]", "## References", " match · quoted sentences")]
    assert places == sorted(places)
    assert "*Crows That Bend Wire*. Invented Birds. [doi:10.1000/wire](https://doi.org/10.1000/wire)" in out


def test_no_evidence_is_said_and_is_no_failure(birds: Run) -> None:
    ran = birds("ask", "Which tax applies to sourdough bread in Lisbon?")
    assert ran.status == 0
    assert "no evidence" in ran.out
    assert "## References" not in ran.out


@pytest.mark.parametrize(("command", "text"), [("ask", "question"), ("review", "theme"), ("search", "query")])
def test_words_without_end_are_refused_in_one_short_line(command: str, text: str, birds: Run) -> None:
    ran = birds(command, "crow " * 20_000)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"litreview: the {text} ")
    assert len(ran.err.splitlines()) == 1
    assert len(ran.err) < 200


def test_review_as_json(birds: Run) -> None:
    ran = birds("review", THEME, "--json")
    assert (ran.status, ran.err) == (0, "")
    review = ran.json
    fields = {"theme", "title", "sections", "references", "coverage", "model", "capsule"}
    assert set(review) >= fields
    assert set(review["coverage"]) == {"relevant", "cited", "uncited"}
    sentences = [sentence for section in review["sections"] for sentence in section["sentences"]]
    used = _check_citations(sentences, review["references"])
    assert used == {reference["number"] for reference in review["references"]}
    assert birds("review", THEME, "--json").out == ran.out


def test_review_as_markdown(birds: Run) -> None:
    out = birds("review", THEME).out
    assert out.startswith("# ")
    assert "no language model was used." in out
    assert "## 1. " in out
    assert "## References" in out
    assert "[1] " in out


def test_outline(birds: Run) -> None:
    planned = birds("outline", THEME, "--json").json
    assert set(planned) >= {"theme", "sections", "unassigned"}
    assert all(set(one) >= {"heading", "about", "paper_ids", "sections"} for one in planned["sections"])
    out = birds("outline", THEME).out
    assert out.startswith(f"# Outline: {THEME}\n")
    assert "*Crows That Bend Wire*" in out


@pytest.mark.parametrize("command", ["review", "outline"])
def test_a_draft_is_saved_in_the_format_of_the_suffix(command: str, birds: Run, tmp_path: Path) -> None:
    shown = birds(command, THEME)
    ran = birds(command, THEME, "-o", tmp_path / "draft.md")
    assert ran[:3] == (0, "", f"saved to {tmp_path / 'draft.md'}\n")
    assert (tmp_path / "draft.md").read_text("utf-8") == shown.out
    both = birds(command, THEME, "-o", tmp_path / "draft.json", "--json")
    assert json.loads((tmp_path / "draft.json").read_text("utf-8")) == both.json


@pytest.mark.parametrize("name", ["draft.xyz", "missing/draft.md"])
def test_a_draft_that_can_not_be_saved_is_one_line(name: str, birds: Run, tmp_path: Path) -> None:
    ran = birds("review", THEME, "-o", tmp_path / name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: ")
    assert "draft" in ran.err
    assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_theme_that_no_paper_fits(birds: Run) -> None:
    ran = birds("review", THEME, "--author", "nobody")
    assert ran.status == 0
    assert "No paper of the library fits this theme." in ran.out
