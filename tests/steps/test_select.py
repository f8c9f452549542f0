"""Select: the sentences that answer, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import Paper
from assistant.steps.retrieve import retrieve
from assistant.steps.select import WIDTH, Selection, select
from assistant.steps.strength import enough
from tests.invented import BARE, LIBRARY, QUESTIONS, RYE, hit, indexed, lookup, paper, quote
from vectorstore.index import Index

TEXT = st.text(st.sampled_from("ab .!?“”ÄΩ鳥\n()2"), max_size=120)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("select"))


def selected(question: str, index: Index, papers: int = 5) -> Selection:
    found = retrieve(question, index, lookup, limit=2 * WIDTH)
    return select(question, found.hits, found.cosines, index, papers=papers)


@pytest.mark.parametrize(("question", "answering", "place"), QUESTIONS)
def test_the_first_sentence_shown_is_the_one_that_answers(
    index: Index, question: str, answering: Paper, place: int
) -> None:
    chosen = selected(question, index)
    assert chosen.evidence[0].quote == quote(answering, place).quote
    assert chosen.order[0] == answering.id
    assert enough(chosen.strength, "builtin")


@pytest.mark.parametrize("question", ["Who wins the football match?", "Which codes correct quantum errors?"])
def test_a_question_of_another_field_has_too_little_strength(index: Index, question: str) -> None:
    assert not enough(selected(question, index).strength, "builtin")


@pytest.mark.parametrize("papers", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("question", ["What is known about fog?", "glaciers", "", "?!"])
def test_an_answer_is_short_and_keeps_to_so_many_papers(index: Index, question: str, papers: int) -> None:
    chosen = selected(question, index, papers)
    assert 1 <= len(chosen.evidence) <= 5
    assert 1 <= len({one.paper_id for one in chosen.evidence}) <= papers
    assert len({(one.paper_id, one.start) for one in chosen.evidence}) == len(chosen.evidence)
    assert sorted(chosen.order) == sorted(one.id for one in LIBRARY)


def test_every_sentence_of_the_papers_read_is_at_hand(index: Index) -> None:
    chosen = selected("fog", index)
    assert all(len({one.paper_id for one in group}) == 1 for group in chosen.read)
    assert BARE.id not in {one.paper_id for group in chosen.read for one in group}
    assert {one for one in chosen.evidence} <= {one for group in chosen.read for one in group}


def test_without_papers_there_is_nothing(index: Index) -> None:
    assert select("fog", [], [], index) == Selection((), 0.0, ())


def test_papers_without_abstracts_give_no_evidence(tmp_path: Path) -> None:
    titles = [one.model_copy(update={"abstract": ""}) for one in LIBRARY]
    index = indexed(tmp_path, titles)
    found = retrieve("crackling crust", index, lambda ids: lookup(ids, titles), limit=20)
    chosen = select("crackling crust", found.hits, found.cosines, index)
    assert chosen.evidence == chosen.read == ()
    assert chosen.order[0] == "crust"


@pytest.mark.parametrize("size", [1, 2, 5])
def test_small_libraries_answer_too(tmp_path: Path, size: int) -> None:
    index = indexed(tmp_path, LIBRARY[:size])
    chosen = selected("How long does the rye starter ferment in the cellar?", index)
    assert chosen.evidence[0] == quote(RYE, 1, chosen.evidence[0].score)
    assert enough(chosen.strength, "builtin")


def test_what_a_paper_asks_is_no_answer(tmp_path: Path) -> None:
    asking = "Do low horns wake fewer sleepers than high horns? We blew both. Low horns woke few."
    one = paper("asking", "Horns at Night", asking)
    index = indexed(tmp_path, [one])
    chosen = select("Do low horns wake fewer sleepers than high horns?", [hit(one)], [0.9], index)
    assert chosen.evidence
    assert not any(each.quote.endswith("?") for each in chosen.evidence)
    only = paper("only", "Horns at Night", "Do low horns wake fewer sleepers?")
    chosen = select("Do low horns wake sleepers?", [hit(only)], [0.9], indexed(tmp_path / "only", [only]))
    assert [each.quote for each in chosen.evidence] == [only.abstract]


def test_copies_of_one_paper_do_not_break_the_order(tmp_path: Path) -> None:
    copies = [RYE.model_copy(update={"id": f"copy{n}"}) for n in range(12)]
    index = indexed(tmp_path, copies)
    found = retrieve("rye starter", index, lambda ids: lookup(ids, copies), limit=20)
    chosen = select("rye starter", found.hits, found.cosines, index)
    assert len(chosen.evidence) == 5
    assert len(chosen.order) == len(set(chosen.order)) == 12


@given(st.lists(TEXT, max_size=4), st.text(max_size=20))
@settings(max_examples=30)
def test_evidence_is_word_for_word(index: Index, abstracts: list[str], question: str) -> None:
    papers = {f"p{n}": paper(f"p{n}", "Ab", abstract) for n, abstract in enumerate(abstracts)}
    chosen = select(question, [hit(one) for one in papers.values()], [0.5] * len(papers), index)
    for one in (*chosen.evidence, *(each for group in chosen.read for each in group)):
        assert papers[one.paper_id].abstract[one.start : one.end] == one.quote != ""
        assert 0 <= one.score <= 1
    assert 0 <= chosen.strength <= 1
    assert set(chosen.order) == set(papers)
