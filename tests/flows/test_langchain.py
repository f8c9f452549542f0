"""The library as parts of LangChain: a retriever of passages, and a chain from question to Answer."""

from __future__ import annotations

import asyncio

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant import Answer, BadRequest, Library
from tests.flows.bees import ANSWERED_BY, ELSEWHERE, KNOWN, QUESTION
from tests.flows.trace import check_answer


def test_the_retriever_gives_passages_with_their_place(bees: Library) -> None:
    retriever = bees.as_retriever()
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUESTION)
    assert documents[0].metadata["title"] == ANSWERED_BY
    for document in documents:
        data = document.metadata
        assert set(data) == {"paper_id", "key", "title", "authors", "year", "start", "end", "score"}
        paper = bees.show(data["paper_id"])
        assert (data["key"], data["title"], data["authors"]) == (paper.key, paper.title, list(paper.authors))
        expected = paper.abstract[data["start"] : data["end"]] if paper.abstract else paper.title
        assert document.page_content == expected
        assert 0.0 <= data["score"] <= 1.0


def test_the_retriever_keeps_to_limit_and_filters(bees: Library) -> None:
    assert len({one.metadata["paper_id"] for one in bees.as_retriever(limit=3).invoke("bees")}) == 3
    found = bees.as_retriever(limit=KNOWN, author="okafor").invoke("bees")
    assert {author for one in found for author in one.metadata["authors"]} >= {"Fay Okafor"}
    assert all("Fay Okafor" in one.metadata["authors"] for one in found)


def test_the_chain_answers_one_or_many(bees: Library) -> None:
    chain = bees.as_chain()
    assert isinstance(chain, Runnable)
    answers = chain.batch([QUESTION, ELSEWHERE])
    assert answers == [chain.invoke(QUESTION), bees.ask(ELSEWHERE)]
    assert [answer.status for answer in answers] == ["answered", "no_evidence"]
    assert list(chain.stream(QUESTION))[-1] == answers[0]
    for answer in answers:
        check_answer(answer, bees)


def test_the_chain_composes(bees: Library) -> None:
    def count(answer: Answer) -> int:
        return len(answer.references)

    assert (bees.as_chain() | RunnableLambda(count)).invoke(QUESTION) == len(bees.ask(QUESTION).references)


def test_the_chain_runs_inside_an_event_loop(bees: Library) -> None:
    async def run() -> tuple[Answer, list[Answer], int]:
        chain, retriever = bees.as_chain(), bees.as_retriever()
        one = await chain.ainvoke(QUESTION)
        many = await chain.abatch([QUESTION, ELSEWHERE] * 6)
        return one, many, len(await retriever.ainvoke(QUESTION))

    one, many, found = asyncio.run(run())
    assert one == bees.ask(QUESTION)
    assert many == [one, bees.ask(ELSEWHERE)] * 6
    assert found


def test_many_threads_may_open_the_same_library_at_once(bees: Library, bees_folder: object) -> None:
    with Library.open(str(bees_folder)) as library:
        answers = library.as_chain().batch([QUESTION, ELSEWHERE] * 8, config={"max_concurrency": 8})
    assert answers == [bees.ask(QUESTION), bees.ask(ELSEWHERE)] * 8


def test_errors_come_through_as_they_are(bees: Library) -> None:
    for ask in (bees.as_chain().invoke, bees.as_retriever().invoke):
        with pytest.raises(BadRequest, match="empty"):
            ask("  ")
