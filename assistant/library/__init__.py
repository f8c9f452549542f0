"""class Library: all that litreview does, one method per command; only here the order of the steps is known."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from assistant.errors import BadRequest
from assistant.library import answering, ingest, reviewing
from assistant.library.filters import FilterWords, filters_of
from assistant.library.places import SAMPLE, folder_of, sample_file
from assistant.library.stores import Progress, Stores, silent
from assistant.models import Answer, IngestReport, LibraryStatus, Outline, Paper, Review, SearchResult
from assistant.settings import Settings, load
from assistant.steps.retrieve import retrieve
from assistant.writers.extractive import ExtractiveWriter
from vectorstore.embedders import auto_hint

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

__all__ = ["Library", "Progress"]

_LONGEST = 2_000  # characters of a question, theme or query


class Library:
    """A library of papers: add to it, search it, ask it, review it.

    Filters are the same everywhere: ``year`` ("2015:2020", "2017", 2017), ``author``, ``venue``, ``category``.
    Errors are ``assistant.errors.AssistantError`` and say what to do next.
    """

    def __init__(self, stores: Stores, *, bundled: bool = False) -> None:
        self._stores = stores
        self._bundled = bundled
        self._writer = ExtractiveWriter()

    @classmethod
    def open(
        cls,
        where: str | Path | None = None,
        *,
        create: bool = True,
        embedder: str | None = None,
        settings: Settings | None = None,
    ) -> Self:
        """Open a library by name or folder; ``sample`` is the bundled one.

        Args:
            where: a name, a folder, or None for the one in the settings.
            create: make it when it is missing.
            embedder: ``auto``, ``minilm``, ``builtin`` or ``provider:name``; None for the one in the settings.
            settings: what the user has set; read from environment and ``litreview.toml`` when None.

        Raises:
            LibraryNotFound: it is missing and ``create`` is false.
        """
        settings = settings or load()
        where = where if where is not None else settings.library
        bundled = where == SAMPLE
        stores = Stores(
            folder_of(where, settings),
            create=create or bundled,
            embedder=embedder or settings.embedder,
            cache_dir=settings.cache_dir,
        )
        library = cls(stores, bundled=bundled)
        if bundled and not stores.catalog.count():
            ingest.add(stores, [sample_file()], stdin=None, progress=silent)
        return library

    def add(self, *sources: str | Path, progress: Progress = silent) -> IngestReport:
        """Add papers from files and folders (``-`` is standard input); what can't be read is listed, not lost."""
        if self._bundled:
            raise BadRequest("the bundled sample can't be changed; name another library with --library")
        return ingest.add(self._stores, sources, stdin=getattr(sys.stdin, "buffer", None), progress=progress)

    def papers(self, words: str = "", *, limit: int | None = None, **filters: Unpack[FilterWords]) -> tuple[Paper, ...]:
        """Papers that pass the filters and hold all ``words``, newest first."""
        return self._stores.catalog.papers(filters_of(filters), words, limit)

    def without_year(self, **filters: Unpack[FilterWords]) -> int:
        """How many papers a year filter leaves out only because they have no year."""
        return self._stores.catalog.without_year(filters_of(filters))

    def show(self, paper: str) -> Paper:
        """One paper by id, citation key or title.

        Raises:
            PaperNotFound: none, or several; the message names the closest.
        """
        return self._stores.catalog.find(paper)

    def remove(self, *papers: str) -> int:
        """Delete papers by id, key or title; how many there were."""
        if self._bundled:
            raise BadRequest("the bundled sample can't be changed; name another library with --library")
        with self._stores.writing():
            self._stores.finish(silent)  # what a crash left over goes first
            ids = [self._stores.catalog.find(paper).id for paper in papers]
            count = self._stores.catalog.remove(ids)
            self._stores.finish(silent)
        return count

    def search(self, query: str, *, limit: int = 10, **filters: Unpack[FilterWords]) -> SearchResult:
        """Ranked papers with the passages that matched, scores in 0..1."""
        chosen = filters_of(filters)
        catalog = self._stores.catalog
        found = retrieve(
            _words("query", query), self._stores.ready(), catalog.get, limit=limit, allowed=catalog.ids(chosen)
        )
        return SearchResult(query=query, hits=found.hits, without_year=catalog.without_year(chosen))

    def ask(self, question: str, *, limit: int = 5, **filters: Unpack[FilterWords]) -> Answer:
        """Answer a question with cited sentences, at most ``limit`` papers; ``no_evidence`` when there is none."""
        return answering.answer(
            self._stores, self._writer, _words("question", question), filters_of(filters), papers=limit
        )

    def review(
        self,
        theme: str,
        *,
        limit: int | None = None,
        progress: Progress = silent,
        **filters: Unpack[FilterWords],
    ) -> Review:
        """Draft a themed review of the papers that belong to the theme, at most ``limit``."""
        return reviewing.review(
            self._stores, self._writer, _words("theme", theme), filters_of(filters), limit=limit, progress=progress
        )

    def outline(self, theme: str, *, limit: int | None = None, **filters: Unpack[FilterWords]) -> Outline:
        """The plan of a review: headings, what each is about, and its papers."""
        return reviewing.outline(self._stores, _words("theme", theme), filters_of(filters), limit=limit)

    def status(self) -> LibraryStatus:
        """The health of the library."""
        catalog = self._stores.catalog
        pending = len(catalog.pending())
        passages = catalog.passages()
        consistent = not pending
        if catalog.meta("embedder") is not None:
            consistent = consistent and self._stores.counts() == (passages, passages)
        return LibraryStatus(
            papers=catalog.count(),
            passages=passages,
            embedding=catalog.meta("embedder"),
            model=self._writer.model,
            consistent=consistent,
            pending=pending,
            rejected=len(catalog.rejections()),
        )

    def reindex(self, embedder: str, *, progress: Progress = silent) -> LibraryStatus:
        """Make the index again, with another embedder or the same."""
        self._stores.rebuild(embedder, progress)
        return self.status()

    @property
    def notices(self) -> tuple[str, ...]:
        """Lines worth telling the user, such as how to get the better embedder."""
        hint = auto_hint(self._stores.wanted, self._stores.catalog.meta("embedder"))
        return (hint,) if hint else ()

    def as_retriever(self, *, limit: int = 10, **filters: Unpack[FilterWords]) -> BaseRetriever:
        """A LangChain retriever of passages."""
        from assistant.library.langchain import PassageRetriever

        return PassageRetriever(find=lambda query: self.search(query, limit=limit, **filters))

    def as_chain(self, *, limit: int = 5, **filters: Unpack[FilterWords]) -> Runnable[str, Answer]:
        """A LangChain Runnable from question to Answer."""
        from assistant.library.langchain import as_chain

        return as_chain(lambda question: self.ask(question, limit=limit, **filters))

    def close(self) -> None:
        """Let go of the files."""
        self._stores.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _words(name: str, text: str) -> str:
    """A question, theme or query in usable form.

    Raises:
        BadRequest: empty or too long.
    """
    clean = " ".join(text.split())
    if not clean:
        raise BadRequest(f"the {name} is empty; say in a few words what you look for")
    if len(clean) > _LONGEST:
        raise BadRequest(f"the {name} has {len(clean):,} characters; keep it under {_LONGEST:,}")
    return clean
