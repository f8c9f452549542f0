"""Which embedder a library works with: the one it was made with, or for a new library the one that is wanted."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from assistant.catalog import Catalog
from assistant.errors import EmbedderMismatch, EmbedderUnavailable
from vectorstore.embedders import Embedder, open_embedder


class Choice(NamedTuple):
    """An open embedder, the name it was opened by, and the one that the user asked for at first."""

    embedder: Embedder
    wanted: str
    asked: str


class Embedding:
    """One library's embedder, opened when it is first used; the catalog remembers which it is.

    ``wanted`` is what the user asks for by flag or setting: a name, or ``auto``.
    """

    def __init__(self, catalog: Catalog, wanted: str, cache_dir: Path) -> None:
        self.wanted = wanted
        self._catalog = catalog
        self._cache_dir = cache_dir
        self._open: Embedder | None = None
        self._turn = RLock()  # one thread at a time opens it

    @property
    def embedder(self) -> Embedder:
        """The embedder the library was made with; a new library takes the one that is wanted, and notes it as its own.

        Raises:
            EmbedderMismatch: another one is wanted than the library was made with.
            EmbedderUnavailable: it is not on this machine.
        """
        with self._turn:
            if self._open is None:
                self._open = self._opened()
            return self._open

    def check(self) -> None:
        """Refuse what could not be indexed, before anything is written.

        Raises:
            EmbedderMismatch, EmbedderUnavailable: as ``embedder`` does; never for a new library.
        """
        if self._catalog.meta("embedder") is not None:
            _ = self.embedder

    def fits(self) -> bool:
        """Whether the embedder that is wanted is here, and is the one that the library was made with."""
        with suppress(EmbedderMismatch, EmbedderUnavailable):
            return self.embedder.fingerprint == self._catalog.meta("fingerprint")
        return False

    @property
    def settled_for_less(self) -> bool:
        """Whether nobody asked for ``builtin``: ``auto`` took it, for want of ``minilm``."""
        asked = self._catalog.meta("asked") or "auto"
        return self.wanted == asked == "auto" and self._catalog.meta("embedder") == "builtin"

    def another(self, name: str | None) -> Choice:
        """The embedder of this name, or the library's own where none is named, open and not yet the library's.

        Raises:
            EmbedderUnavailable: it is not on this machine.
        """
        wanted = name or self._catalog.meta("embedder") or self.wanted
        asked = name or self._catalog.meta("asked") or self.wanted
        return Choice(open_embedder(wanted, self._cache_dir), wanted, asked)

    def change(self, to: Choice) -> None:
        """Have the library work with this one from now on; what was indexed with the one before is of no use then."""
        with self._turn:
            self.wanted = to.wanted
            self._note(to.embedder, to.asked)
            self._open = to.embedder

    def look_again(self) -> None:
        """Let go of the embedder where another process has changed the library's."""
        with self._turn:
            if self._open is not None and self._open.fingerprint != self._catalog.meta("fingerprint"):
                self._open = None

    def _opened(self) -> Embedder:
        made_with = self._catalog.meta("embedder")
        if made_with is None:
            embedder = open_embedder(self.wanted, self._cache_dir)
            self._note(embedder, asked=self.wanted)
            return embedder
        if self.wanted not in {"auto", made_with}:
            raise EmbedderMismatch(
                f"the library was made with the embedder {made_with!r}, not {self.wanted!r}; "
                f"run litreview reindex {self.wanted} to change it"
            )
        embedder = open_embedder(made_with, self._cache_dir)
        if embedder.fingerprint != self._catalog.meta("fingerprint"):
            raise EmbedderMismatch(
                f"the embedder {made_with!r} is another version than the library was made with; "
                f"run litreview reindex {made_with} to make the index again"
            )
        return embedder

    def _note(self, embedder: Embedder, asked: str) -> None:
        """Remember which embedder the passages are embedded with, and which was asked for."""
        self._catalog.set_meta(
            {
                "embedder": embedder.name,
                "fingerprint": embedder.fingerprint,
                "dimensions": str(embedder.dimensions),
                "asked": asked,
            }
        )
