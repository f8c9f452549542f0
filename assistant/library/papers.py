"""The part of class Library that deals with papers: add, list, show, remove, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Unpack, get_args

from assistant.catalog import Order, Sort
from assistant.errors import BadRequest
from assistant.export import save
from assistant.library import ingest
from assistant.library.filters import FilterWords, filters_of
from assistant.library.opened import Opened
from assistant.library.stores import Progress, silent
from assistant.library.words import check_limit, readable
from assistant.models import Facets, Hit, IngestReport, Paper, PaperPage, Rejection, Upload
from assistant.steps.retrieve import similar

__all__ = ["Papers", "Sort"]


class Papers(Opened):
    """The papers of a library."""

    def add(self, *sources: str | Path | Upload, progress: Progress = silent) -> IngestReport:
        """Add papers from files and folders (``-`` is standard input); what can't be read is listed, not lost."""
        self._must_be_writable()
        return ingest.add(self._stores, sources, stdin=getattr(sys.stdin, "buffer", None), progress=progress)

    def papers(self, words: str = "", *, limit: int | None = None, **filters: Unpack[FilterWords]) -> tuple[Paper, ...]:
        """Papers that pass the filters and hold all ``words``, newest first."""
        check_limit(limit)
        return self._stores.catalog.papers(filters_of(filters), readable(words), limit)

    def page(
        self,
        words: str = "",
        *,
        sort: Sort = "year",
        descending: bool = True,
        offset: int = 0,
        limit: int = 50,
        **filters: Unpack[FilterWords],
    ) -> PaperPage:
        """A part of what ``papers`` lists, in any order, and how many papers the whole list has.

        Args:
            words: all must occur in title, authors, venue or abstract.
            sort: ``year``, ``title``, ``author`` (family name of the first), ``venue`` or ``added`` (when first added).
            descending: the newest, or the end of the alphabet, first; papers without a value come last all the same.
            offset: how many papers to skip.
            limit: how many to give.
            **filters: as everywhere.

        Raises:
            BadRequest: there is no such order, or offset or limit leave nothing.
        """
        check_limit(limit)
        if sort not in get_args(Sort):
            raise BadRequest(f"papers can't be sorted by {sort!r}; choose one of {', '.join(get_args(Sort))}")
        if offset < 0:
            raise BadRequest(f"a list can't begin at {offset}; the first paper has the offset 0")
        order = Order(sort, descending)
        return self._stores.catalog.page(filters_of(filters), readable(words), order, offset=offset, limit=limit)

    def facets(self) -> Facets:
        """What the papers can be filtered by: years, venues and categories, with the number of papers."""
        return self._stores.catalog.facets()

    def rejections(self) -> tuple[Rejection, ...]:
        """What could not be read of the sources so far, with file, place and reason."""
        return self._stores.catalog.rejections()

    def without_year(self, **filters: Unpack[FilterWords]) -> int:
        """How many papers a year filter leaves out only because they have no year."""
        return self._stores.catalog.without_year(filters_of(filters))

    def show(self, paper: str) -> Paper:
        """One paper by id, citation key or title.

        Raises:
            PaperNotFound: none, or several; the message names the closest.
        """
        return self._stores.catalog.find(readable(paper))

    def similar(self, paper: str, *, limit: int = 10, progress: Progress = silent) -> tuple[Hit, ...]:
        """Papers like one that is named by id, key or title, the most similar first, scores in 0..1.

        ``progress`` is told what ``search`` tells.

        Raises:
            PaperNotFound: as ``show`` does.
        """
        check_limit(limit)
        named = self.show(paper).id
        lookup = self._stores.catalog.get
        return self._stores.read(lambda: similar(named, self._stores.ready(progress), lookup, limit=limit)).hits

    def remove(self, *papers: str) -> int:
        """Delete papers by id, key or title; how many there were."""
        self._must_be_writable()
        with self._stores.writing():
            self._stores.embedding.check()
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
        if not self.writable:
            raise BadRequest("the bundled sample can't be changed; name another library with --library")
