"""The part of class Library that reviews: a theme's papers, the outline, the review."""

from __future__ import annotations

from typing import Unpack

from assistant.library import reviewing
from assistant.library.filters import FilterWords, filters_of
from assistant.library.opened import Opened
from assistant.library.stores import Progress, silent
from assistant.library.words import asked, check_limit
from assistant.models import Outline, Review
from assistant.writers.extractive import ExtractiveWriter


class Reviews(Opened):
    """Themed reviews and their outlines."""

    def review(
        self,
        theme: str,
        *,
        limit: int | None = None,
        progress: Progress = silent,
        **filters: Unpack[FilterWords],
    ) -> Review:
        """Draft a themed review of the papers that belong to the theme, at most ``limit``."""
        check_limit(limit)
        theme, chosen = asked("theme", theme), filters_of(filters)
        return self._stores.read(
            lambda: reviewing.review(self._stores, ExtractiveWriter(), theme, chosen, limit=limit, progress=progress)
        )

    def outline(self, theme: str, *, limit: int | None = None, **filters: Unpack[FilterWords]) -> Outline:
        """The plan of a review: headings, what each is about, and its papers."""
        check_limit(limit)
        theme, chosen = asked("theme", theme), filters_of(filters)
        return self._stores.read(lambda: reviewing.outline(self._stores, theme, chosen, limit=limit))
