"""The library as parts of LangChain: a retriever of passages, and a chain from question to Answer."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant import Answer, BadRequest, Library
from assistant.models import PartialAnswer
from assistant.settings import load
from tests.flows.bees import ANSWERED_BY, ELSEWHERE, KNOWN, QUESTION
from tests.flows.trace import check_answer
from tests.llm.server import Request, Server, Turn, fails, says


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


def _about_its_hive(request: Request) -> Turn:
    """A reply that tells which question it answers."""
    (hive,) = re.findall(r"Question: .* hive (\d+) ", request.texts[-1])
    return says(f"A classifier on the spectrum of hive {hive} warns of swarming nine days ahead [1].", first=0.05)


def _of_hive(number: int) -> str:
    return f"How many days ahead does the sound of hive {number} warn of swarming?"


@pytest.fixture
def with_model(bees: Library, bees_folder: Path) -> Callable[[Server], Library]:
    """The library of bees with a server as its model."""

    def open_with(server: Server) -> Library:
        return Library.open(bees_folder, settings=load(model="openai:bee", base_url=server.url, retries=0))

    return open_with


def test_fifty_questions_at_once_each_get_their_own_answer(with_model: Callable[[Server], Library]) -> None:
    troubles: list[object] = []

    async def run(chain: Runnable[str, PartialAnswer | Answer]) -> list[Answer]:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: troubles.append(context))
        return await chain.abatch([_of_hive(number) for number in range(100, 150)])  # type: ignore[return-value]

    with Server(otherwise=_about_its_hive) as server, with_model(server) as library:
        answers = asyncio.run(run(library.as_chain()))
    assert [answer.question for answer in answers] == [_of_hive(number) for number in range(100, 150)]
    for number, answer in enumerate(answers, 100):
        assert f"hive {number} warns" in answer.text
        assert answer.model == "openai:bee"
    assert not troubles


def test_a_stream_grows_into_the_answer(with_model: Callable[[Server], Library]) -> None:
    async def run(chain: Runnable[str, PartialAnswer | Answer]) -> list[PartialAnswer | Answer]:
        return [one async for one in chain.astream(_of_hive(7))]

    def slowly(request: Request) -> Turn:
        return says(_about_its_hive(request).text, gap=0.01)

    with Server(otherwise=slowly) as server, with_model(server) as library:
        chain = library.as_chain()
        for streamed in (list(chain.stream(_of_hive(7))), asyncio.run(run(chain))):
            *partial, answer = streamed
            assert isinstance(answer, Answer)
            assert answer == chain.invoke(_of_hive(7))
            assert len(partial) > 3
            assert all(isinstance(one, PartialAnswer) for one in partial)
            assert len(partial[0].text) < len(partial[-1].text)
        assert list((chain | RunnableLambda(lambda one: one.status)).stream(_of_hive(7))) == ["answered"]


def test_a_stream_that_is_left_stops_the_answer(with_model: Callable[[Server], Library]) -> None:
    async def peep(chain: Runnable[str, PartialAnswer | Answer]) -> str:
        async for one in chain.astream(QUESTION):
            return one.text
        return ""

    with Server(otherwise=lambda request: says("word " * 500, gap=0.02)) as server, with_model(server) as library:
        chain, saved = library.as_chain(), len(library._stores.catalog.capsules.beginning(""))
        began = time.monotonic()
        assert asyncio.run(peep(chain)).startswith("word")
        assert next(iter(chain.stream(QUESTION))).text.startswith("word")
        while any(thread.name == "litreview-model" for thread in threading.enumerate()):
            assert time.monotonic() - began < 6.0, "the model is left long before its reply ends"
            time.sleep(0.02)
        assert len(library._stores.catalog.capsules.beginning("")) == saved, "what nobody waited for is not kept"


def test_in_a_notebook_the_chain_is_called_inside_a_running_loop(with_model: Callable[[Server], Library]) -> None:
    with Server(otherwise=_about_its_hive) as server, with_model(server) as library:
        chain = library.as_chain()

        async def cell() -> None:
            one = chain.invoke(_of_hive(3))
            assert one == await chain.ainvoke(_of_hive(3)) == library.ask(_of_hive(3))
            assert [answer.question for answer in chain.batch([_of_hive(4), _of_hive(5)])] == [_of_hive(4), _of_hive(5)]
            assert list(chain.stream(_of_hive(3)))[-1] == one

        asyncio.run(cell())


def test_the_config_is_kept_to(with_model: Callable[[Server], Library]) -> None:
    class Noted(BaseCallbackHandler):
        said: list[object]

        def on_chain_start(self, serialized: object, inputs: object, **kwargs: object) -> None:
            self.said.append((kwargs.get("name"), inputs))

        def on_chain_end(self, outputs: object, **kwargs: object) -> None:
            self.said.append(outputs)

    lock, busy, most = threading.Lock(), [0], [0]

    def counted(request: Request) -> Turn:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.05)
        with lock:
            busy[0] -= 1
        return _about_its_hive(request)

    with Server(otherwise=counted) as server, with_model(server) as library:
        chain, noted = library.as_chain(), Noted()
        noted.said = []
        answer = chain.invoke(_of_hive(1), {"callbacks": [noted], "run_name": "mine"})
        assert noted.said == [("mine", _of_hive(1)), answer]
        *_, streamed = chain.stream(_of_hive(1), {"callbacks": [noted]})
        assert noted.said[2:] == [("litreview", {"input": ""}), streamed]
        asyncio.run(chain.abatch([_of_hive(n) for n in range(8)], {"max_concurrency": 2}))
    assert most[0] <= 2


def test_the_retriever_answers_many_at_once(bees: Library) -> None:
    retriever = bees.as_retriever(limit=3)

    async def run() -> list[list[object]]:
        return await retriever.abatch([QUESTION, "mites"] * 25)  # type: ignore[return-value]

    assert asyncio.run(run()) == [retriever.invoke(QUESTION), retriever.invoke("mites")] * 25


def test_errors_of_a_stream_come_through_as_they_are(bees: Library, with_model: Callable[[Server], Library]) -> None:
    async def first() -> object:
        return await anext(bees.as_chain().astream("  "))

    for ask in (lambda: list(bees.as_chain().stream("  ")), lambda: asyncio.run(first())):
        with pytest.raises(BadRequest, match="empty"):
            ask()
    with Server(fails(401)) as server, with_model(server) as library:
        *_, answer = library.as_chain().stream(QUESTION)
        assert "OPENAI_API_KEY" in answer.note
