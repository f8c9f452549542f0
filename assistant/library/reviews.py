"""The part of class Library that reviews: a theme's papers, the outline, the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from assistant.errors import BadRequest
from assistant.library import reviewing
from assistant.library.filters import FilterWords, filters_of
from assistant.library.opened import Opened
from assistant.library.reviewing import OnSection, Wanted
from assistant.library.stores import Progress, silent
from assistant.library.words import asked, check_limit, readable
from assistant.models import Outline, Review, SavedReview, Scope, Section
from assistant.writers.extractive import ExtractiveWriter


def unheard(section: Section) -> None:
    """A section that nobody waits for."""


class Reviews(Opened):
    """Themed reviews and their outlines.

    Papers chosen by hand (ids, keys or titles) take the place of the cut and of the filters.
    """

    def scope(self, theme: str, *, progress: Progress = silent, **filters: Unpack[FilterWords]) -> Scope:
        """The papers that a review of the theme would rest on and those just below the cut, each with its reason.

        ``progress`` is told how far the index is, where papers have to be indexed first.
        """
        wanted = Wanted(asked("theme", theme), filters_of(filters))
        return self._stores.read(lambda: reviewing.scope(self._stores, wanted, progress))

    def outline(
        self,
        theme: str,
        *,
        papers: Sequence[str] | None = None,
        limit: int | None = None,
        progress: Progress = silent,
        **filters: Unpack[FilterWords],
    ) -> Outline:
        """The plan of a review: headings, what each is about, and its papers; ``progress`` as for ``scope``.

        Raises:
            PaperNotFound: one of the ``papers`` is not in the library.
        """
        wanted = self._wanted(theme, papers, limit, filters)
        return self._stores.read(lambda: reviewing.outline(self._stores, wanted, progress))

    def review(
        self,
        theme: str,
        *,
        papers: Sequence[str] | None = None,
        limit: int | None = None,
        progress: Progress = silent,
        on_section: OnSection = unheard,
        **filters: Unpack[FilterWords],
    ) -> Review:
        """Draft a themed review of the papers that belong to the theme, at most ``limit``.

        ``on_section`` is given each section once it is written and checked; an exception that it raises stops the
        review, and nothing is saved.

        Raises:
            PaperNotFound: one of the ``papers`` is not in the library.
        """
        wanted = self._wanted(theme, papers, limit, filters)
        plan = self._stores.read(lambda: reviewing.plan(self._stores, wanted, progress))
        return reviewing.review(self._stores, ExtractiveWriter(), plan, progress=progress, on_section=on_section)

    def reviews(self) -> tuple[SavedReview, ...]:
        """The saved reviews, the last made first; ``saved`` gives the whole of one."""
        return self._stores.catalog.capsules.reviews()

    def _wanted(self, theme: str, papers: Sequence[str] | None, limit: int | None, filters: FilterWords) -> Wanted:
        check_limit(limit)
        theme, chosen = asked("theme", theme), filters_of(filters)
        return Wanted(theme, chosen, limit, None if papers is None else self._ids(papers))

    def _ids(self, papers: Sequence[str]) -> tuple[str, ...]:
        """The ids of papers named by id, key or title, each once.

        Raises:
            BadRequest: none is named.
            PaperNotFound: one is not in the library.
        """
        if not papers:
            raise BadRequest("no papers are chosen; choose at least one, or let the theme choose them")
        catalog = self._stores.catalog
        known = catalog.get(papers)
        return tuple(dict.fromkeys(name if name in known else catalog.find(readable(name)).id for name in papers))
