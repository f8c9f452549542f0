"""class Library: all that litreview does, one method per command; only this room knows the order of the steps."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from assistant.errors import AssistantError
from assistant.library import capsules, ingest, replaying
from assistant.library.conversation import Conversation, title_of
from assistant.library.filters import FilterWords, filters_of
from assistant.library.papers import Papers
from assistant.library.places import SAMPLE, folder_of, sample_file
from assistant.library.questions import Questions
from assistant.library.reviews import Reviews
from assistant.library.stores import Progress, Stores, silent
from assistant.library.words import asked, check_limit, readable
from assistant.llm import Model
from assistant.models import Answer, Chat, LibraryStatus, Replay, Review, Run, SearchResult
from assistant.settings import Settings, load
from assistant.steps.retrieve import Found, retrieve
from vectorstore.embedders import auto_hint, minilm_is_here

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from assistant.library.langchain import AnswerChain

__all__ = ["Conversation", "Library", "Progress"]


class Library(Papers, Questions, Reviews):
    """A library of papers: add to it, search it, ask it, review it.

    Filters are the same everywhere: ``year`` ("2015:2020", "2017", 2017), ``author``, ``venue``, ``category``.
    Errors are ``assistant.errors.AssistantError`` and say what to do next.
    """

    @classmethod
    def open(
        cls,
        where: str | Path | None = None,
        *,
        create: bool = True,
        embedder: str | None = None,
        model: Model | None = None,
        settings: Settings | None = None,
    ) -> Self:
        """Open a library by name or folder; ``sample`` is the bundled one.

        Args:
            where: a name, a folder, or None for the one in the settings.
            create: make it when it is missing.
            embedder: ``auto``, ``minilm``, ``builtin`` or ``provider:name``; None for the one in the settings.
            model: a language model that is open already; else the settings name it, or there is none.
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
        library = cls(stores, settings, model=model, bundled=bundled)
        if bundled:
            _prepare_sample(stores, settings.cache_dir)
        return library

    def search(
        self, query: str, *, limit: int = 10, progress: Progress = silent, **filters: Unpack[FilterWords]
    ) -> SearchResult:
        """Ranked papers with the passages that matched, scores in 0..1.

        ``progress`` is told how far the index is, where an ``add`` was cut off and papers have to be indexed first.
        """
        check_limit(limit)
        query, chosen = asked("query", query), filters_of(filters)
        catalog = self._stores.catalog
        allowed = catalog.ids(chosen)

        def search() -> Found:
            index = self._stores.ready(progress)
            return self._stores.in_turn(lambda: retrieve(query, index, catalog.get, limit=limit, allowed=allowed))

        found = self._stores.read(search)
        return SearchResult(query=query, hits=found.hits, without_year=catalog.without_year(chosen))

    def suggestions(self, count: int = 4) -> tuple[str, ...]:
        """Questions that the library answers, made of what its papers are about; fewer where it holds few."""
        check_limit(count)
        return self._suggestions.first(count)

    def themes(self, count: int = 4) -> tuple[str, ...]:
        """Themes to review: what several papers are about, but not most of them; none where no subject recurs."""
        check_limit(count)
        return self._suggestions.themes(count)

    def chat(self, chat: str | None = None, owner: str = "") -> Conversation:
        """A conversation in which follow-up questions are understood: a new one, or the saved one with this id.

        Conversations belong to an ``owner``, the local user where none is named; nobody else's can be seen.

        Raises:
            ChatNotFound: there is no such conversation.
        """
        return Conversation(self._stores.catalog.chats(owner), chat, ask=self.ask)

    def chats(self, owner: str = "", words: str = "") -> tuple[Chat, ...]:
        """The owner's conversations that hold all ``words`` in title and questions, the last used first."""
        return self._stores.catalog.chats(owner).list(readable(words))

    def rename_chat(self, chat: str, title: str, owner: str = "") -> None:
        """Give a conversation another title."""
        self._stores.catalog.chats(owner).rename(chat, title_of(title))

    def delete_chat(self, chat: str, owner: str = "") -> None:
        """Delete a conversation; what its answers were made of stays in their capsules."""
        self._stores.catalog.chats(owner).delete(chat)

    def saved(self, capsule: str) -> Answer | Review:
        """A saved answer or review, by its capsule or a beginning that no other has.

        Raises:
            BadRequest: no capsule or several have that hash, or it can't be read any more.
        """
        return capsules.saved(self._stores.catalog, capsule)[1]

    def run(self, capsule: str) -> Run:
        """What a saved answer or review was made of.

        Raises:
            BadRequest: as ``saved`` does.
        """
        return capsules.saved(self._stores.catalog, capsule)[0]

    def replay(self, capsule: str, *, progress: Progress = silent) -> Replay:
        """Run a saved answer or review again with the library as it is now, and list what changed.

        Args:
            capsule: its hash, or a beginning that no other has.
            progress: told how far indexing is, and a review.

        Raises:
            BadRequest: no capsule or several have that hash, or it can't be read any more.
        """
        runs: dict[str, replaying.Again] = {
            "answer": lambda run, filters: self.ask(
                run.asked, limit=run.limit or 5, fresh=True, progress=progress, **filters
            ),
            "review": lambda run, filters: self.review(
                run.asked, papers=run.papers, limit=run.limit, progress=progress, **filters
            ),
        }
        return replaying.replay(self._stores.catalog, capsule, runs)

    def status(self) -> LibraryStatus:
        """The health of the library."""
        catalog = self._stores.catalog
        if self._bundled:
            self._stores.ready()
        fault, pending = self._stores.fault(), len(catalog.pending())
        return LibraryStatus(
            papers=catalog.count(),
            passages=catalog.passages(),
            embedding=catalog.meta("embedder"),
            model=self._model.name if self._model else self._settings.model,
            consistent=not fault and not pending,
            fault=fault,
            pending=pending,
            rejected=len(catalog.rejections()),
            usage=catalog.runs.spent(),
        )

    def reindex(self, embedder: str | None = None, *, progress: Progress = silent) -> LibraryStatus:
        """Make the index anew, with another embedder, or with the same when none is named."""
        self._stores.rebuild(embedder, progress)
        return self.status()

    @property
    def notices(self) -> tuple[str, ...]:
        """Lines worth telling the user, such as how to get the better embedder."""
        hint = auto_hint(self._settings.cache_dir) if self._stores.embedding.settled_for_less else None
        waiting = self._stores.waiting
        late = f"{waiting:,} papers are being indexed by another litreview and were left out" if waiting else None
        return tuple(notice for notice in (hint, late) if notice)

    def as_retriever(self, *, limit: int = 10, **filters: Unpack[FilterWords]) -> BaseRetriever:
        """A LangChain retriever of passages."""
        from assistant.library.langchain import PassageRetriever

        return PassageRetriever(find=lambda query: self.search(query, limit=limit, **filters))

    def as_chain(self, *, limit: int = 5, **filters: Unpack[FilterWords]) -> AnswerChain:
        """A LangChain Runnable from question to Answer; a stream of it gives PartialAnswers first."""
        from assistant.library.langchain import AnswerChain

        return AnswerChain(lambda question, on_draft: self.ask(question, limit=limit, on_draft=on_draft, **filters))

    def close(self) -> None:
        """Let go of the files."""
        self._stores.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare_sample(stores: Stores, cache_dir: Path) -> None:
    """Fill the bundled sample when it is new; it is a cache, so it also changes to another embedder by itself.

    That is to one asked for by name, to another version, or to the better one once it is there. The sample is indexed
    when it is first read, so that the demo's page need not wait for it.
    """
    if not stores.catalog.count():
        with stores.writing():
            ingest.merge(stores, [sample_file()], stdin=None, progress=silent)
            _ = stores.embedder  # noted as its own, though nothing is indexed yet
    elif (stores.embedding.settled_for_less and minilm_is_here(cache_dir)) or not stores.embedding.fits():
        with suppress(AssistantError):  # busy, or it can't be written: it serves as it is
            stores.rebuild(stores.embedding.wanted, silent)
