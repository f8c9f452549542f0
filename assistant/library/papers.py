"""The part of class Library that deals with papers: add, list, show, remove, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Unpack

from assistant.errors import BadRequest
from assistant.export import save
from assistant.library import ingest
from assistant.library.filters import FilterWords, filters_of
from assistant.library.opened import Opened
from assistant.library.stores import Progress, silent
from assistant.library.words import check_limit, readable
from assistant.models import IngestReport, Paper


class Papers(Opened):
    """The papers of a library."""

    def add(self, *sources: str | Path, progress: Progress = silent) -> IngestReport:
        """Add papers from files and folders (``-`` is standard input); what can't be read is listed, not lost."""
        self._must_be_writable()
        return ingest.add(self._stores, sources, stdin=getattr(sys.stdin, "buffer", None), progress=progress)

    def papers(self, words: str = "", *, limit: int | None = None, **filters: Unpack[FilterWords]) -> tuple[Paper, ...]:
        """Papers that pass the filters and hold all ``words``, newest first."""
        check_limit(limit)
        return self._stores.catalog.papers(filters_of(filters), readable(words), limit)

    def without_year(self, **filters: Unpack[FilterWords]) -> int:
        """How many papers a year filter leaves out only because they have no year."""
        return self._stores.catalog.without_year(filters_of(filters))

    def show(self, paper: str) -> Paper:
        """One paper by id, citation key or title.

        Raises:
            PaperNotFound: none, or several; the message names the closest.
        """
        return self._stores.catalog.find(readable(paper))

    def remove(self, *papers: str) -> int:
        """Delete papers by id, key or title; how many there were."""
        self._must_be_writable()
        with self._stores.writing():
            self._stores.finish(silent)  # what a crash left over goes first
            ids = [self.show(paper).id for paper in papers]
            count = self._stores.catalog.remove(ids)
            self._stores.finish(silent)
        return count

    def export(self, path: str | Path, *, limit: int | None = None, **filters: Unpack[FilterWords]) -> int:
        """Save the papers that pass to a file, in the format of its suffix; how many there were.

        Raises:
            BadRequest: there is no such format; the message names those there are.
        """
        papers = self.papers(limit=limit, **filters)
        save(papers, path)
        return len(papers)

    def _must_be_writable(self) -> None:
        if self._bundled:
            raise BadRequest("the bundled sample can't be changed; name another library with --library")
