"""LangChain on top of a library: a retriever of passages, and a chain from question to Answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from queue import SimpleQueue
from threading import Event
from typing import Any, cast

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.library.watching import OnDraft
from assistant.models import Answer, Hit, PartialAnswer, SearchResult

Ask = Callable[[str, OnDraft | None], Answer]
Said = PartialAnswer | Answer | BaseException

_AT_ONCE = 64  # questions in flight: each waits for a model most of its time


class PassageRetriever(BaseRetriever):
    """Passages of the library as LangChain documents, best first.

    ``metadata`` holds paper_id, key, title, authors, year, start, end and score; ``page_content`` is
    ``abstract[start:end]``, or the title of a paper that has no abstract.
    """

    find: Callable[[str], SearchResult]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document for hit in self.find(query).hits for document in _documents(hit)]


class AnswerChain(Runnable[str, PartialAnswer | Answer]):
    """A question to its Answer; a stream gives what there is of it as PartialAnswers, and the Answer at the end.

    Questions asked with ``ainvoke``, ``abatch`` and ``astream`` are answered in threads, so that the event loop is
    never held up; ``max_concurrency`` and callbacks of the config are kept to.
    """

    def __init__(self, ask: Ask) -> None:
        self.name = "litreview"
        self._ask = ask
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="litreview-answer")

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: ANN401
        """Answer a question."""
        return cast("Answer", self._call_with_config(lambda question: self._ask(question, None), input, config))

    async def ainvoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: ANN401
        """Answer a question while the event loop goes on."""
        return cast("Answer", await self._acall_with_config(self._elsewhere, input, config))

    def stream(
        self,
        input: str,
        config: RunnableConfig | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Iterator[PartialAnswer | Answer]:
        """What there is of the answer, as it grows, then the answer."""
        yield from self._transform_stream_with_config(iter([input]), self._growing, config)

    async def astream(
        self,
        input: str,
        config: RunnableConfig | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> AsyncIterator[PartialAnswer | Answer]:
        """What there is of the answer, as it grows, then the answer; the event loop goes on meanwhile."""

        async def asked() -> AsyncIterator[str]:
            yield input

        async for one in self._atransform_stream_with_config(asked(), self._agrowing, config):
            yield one

    async def _elsewhere(self, question: str) -> Answer:
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: context.run(self._ask, question, None)
        )

    def _growing(self, questions: Iterator[str]) -> Generator[PartialAnswer | Answer]:
        said: SimpleQueue[Said] = SimpleQueue()
        left = Event()
        self._threads.submit(copy_context().run, self._answer, next(questions), said.put, left)
        try:
            while True:
                yield (one := _heard(said.get()))
                if isinstance(one, Answer):
                    return
        finally:
            left.set()

    async def _agrowing(self, questions: AsyncIterator[str]) -> AsyncGenerator[PartialAnswer | Answer]:
        said: asyncio.Queue[Said] = asyncio.Queue()
        loop, left = asyncio.get_running_loop(), Event()

        def put(one: Said) -> None:
            loop.call_soon_threadsafe(said.put_nowait, one)

        self._threads.submit(copy_context().run, self._answer, await anext(questions), put, left)
        try:
            while True:
                yield (one := _heard(await said.get()))
                if isinstance(one, Answer):
                    return
        finally:
            left.set()

    def _answer(self, question: str, put: Callable[[Said], None], left: Event) -> None:
        """Answer a question and put what is said on the way, until whoever listens has left."""

        def tell(partial: PartialAnswer) -> None:
            if left.is_set():
                raise _Left
            put(partial)

        with suppress(_Left, RuntimeError):  # RuntimeError: the event loop of whoever listened is closed
            try:
                put(self._ask(question, tell))
            except _Left:
                raise
            except BaseException as error:  # whatever it is, whoever waits must hear of it
                put(error)


class _Left(Exception):
    """Nobody listens to the stream any more."""


def _heard(one: Said) -> PartialAnswer | Answer:
    if isinstance(one, BaseException):
        raise one
    return one


def _documents(hit: Hit) -> list[Document]:
    paper = hit.paper
    about = {
        "paper_id": paper.id,
        "key": paper.key,
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.year,
    }
    spans = [(one.text, one.start, one.end, one.score) for one in hit.passages] or [(paper.title, 0, 0, hit.score)]
    return [
        Document(page_content=text, metadata={**about, "start": start, "end": end, "score": score})
        for text, start, end, score in spans
    ]
