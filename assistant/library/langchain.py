"""LangChain on top of a library: a retriever of passages, and a chain from question to Answer."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.models import Answer, Hit, SearchResult


class PassageRetriever(BaseRetriever):
    """Passages of the library as LangChain documents, best first.

    ``metadata`` holds paper_id, key, title, authors, year, start, end and score; ``page_content`` is
    ``abstract[start:end]``, or the title of a paper that has no abstract.
    """

    find: Callable[[str], SearchResult]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document for hit in self.find(query).hits for document in _documents(hit)]


def as_chain(ask: Callable[[str], Answer]) -> Runnable[str, Answer]:
    """The question-answering flow as a Runnable."""
    return RunnableLambda(ask, name="litreview")


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
