"""The Library page: files in, the table of papers, each paper's page, and the library's health."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator
from time import monotonic_ns
from typing import Any, cast

import gradio as gr
from gradio.events import Dependency

from assistant.errors import AssistantError
from assistant.export.rejections import REJECTION_FORMATS
from assistant.library import Library
from assistant.library.filters import FilterWords
from assistant.library.papers import Sort
from assistant.models import Noun, Paper, Rejection
from assistant.service.ui.regions import LATEST, QUIET, TOGETHER, UNCHANGED, Shown, region, told
from assistant.service.ui.rendering.adding import Added, drop_zone, report, uploads
from assistant.service.ui.rendering.health import health, unwell
from assistant.service.ui.rendering.markup import Markup, tag
from assistant.service.ui.rendering.paper_page import no_paper, paper_page
from assistant.service.ui.rendering.papers import (
    NEWEST,
    ON_A_PAGE,
    ORDERS,
    empty_library,
    finder,
    papers_table,
    refused,
)

_MEGABYTE = 10**6
_SIMILAR = 8


class Wanted(Noun):
    """What an event is about: the list as the reader has narrowed and ordered it, and a paper, a file, an upload."""

    words: str = ""
    year: str = ""
    author: str = ""
    venue: str = ""
    category: str = ""
    order: str = NEWEST
    offset: int = 0
    paper: str = ""
    form: str = ""
    sources: tuple[str, ...] | None = None
    added: Added = Added()

    @property
    def filters(self) -> FilterWords:
        """The filters that say something."""
        given = {"year": self.year, "author": self.author, "venue": self.venue, "category": self.category}
        return cast(FilterWords, {name: words for name, words in given.items() if words.strip()})


class LibraryPage:
    """The regions of the page, and what each event does. Nothing is kept here between two events."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def draw(self, page: gr.Blocks, tab: gr.Tab) -> tuple[Dependency, ...]:
        """Put the regions on the tab and connect their events; gives those after which the papers are others."""
        most = self._library.settings.file_limit * _MEGABYTE
        with gr.Row(elem_id="library-page"):
            with gr.Column(elem_id="holdings"):
                self._uploads = region("uploads", uploads(), events=("added",))
                self._report = region("report")
                self._finder = region("finder", finder(), latest=("browse",))
                self._papers = region("papers")
                self._paper = region("paper", events=("removePaper",), latest=("openPaper",))
            with gr.Column(elem_id="beside-papers"):
                zone = drop_zone(writable=self._library.writable, most=most)
                self._add = region("add", zone, events=("saveRejected",))
                self._health = region("health")
            self._file = region("rejected-file")
        page.load(self.load, None, [self._paper], **QUIET)
        return self._connect(tab)

    def _connect(self, tab: gr.Tab) -> tuple[Dependency, ...]:
        every = [self._papers, self._health]
        tab.select(self.look, None, every, **QUIET)
        self._finder.browse(self.browse, None, [self._papers], **LATEST)
        added = self._uploads.added(self.added, None, [self._report, *every], **TOGETHER)
        self._paper.openPaper(self.open, None, [self._paper], **LATEST)
        removed = self._paper.removePaper(self.remove, None, [self._paper, *every], **TOGETHER)
        self._add.saveRejected(self.save, None, [self._file], **TOGETHER)
        return added, removed

    def look(self) -> Shown:
        """The page is opened."""
        return self._every(Wanted())

    async def load(self, request: gr.Request) -> AsyncIterator[Shown]:
        """The page is opened at the paper in its address, if it names one."""
        async for shown in self._opened(request.query_params.get("paper", "")):
            yield shown

    def browse(self, event: gr.EventData) -> Shown:
        """Another part of the list, or another order, or other words."""
        return {self._papers: self._list(told(event, Wanted))}

    def added(self, event: gr.EventData) -> Shown:
        """Files were read: what came of them, and the library as it is now."""
        wanted = told(event, Wanted)
        return {self._report: report(wanted.added, self._rejections(wanted.sources or ())), **self._every(wanted)}

    async def open(self, event: gr.EventData) -> AsyncIterator[Shown]:
        """A paper's page, at once, and then the papers like it; or back to the list."""
        async for shown in self._opened(told(event, Wanted).paper):
            yield shown

    def remove(self, event: gr.EventData) -> Shown:
        """A paper leaves the library."""
        wanted = told(event, Wanted)
        try:
            self._library.remove(wanted.paper)
        except AssistantError as error:
            return {self._paper: no_paper(str(error))}
        return {self._paper: "", **self._every(wanted)}

    def save(self, event: gr.EventData) -> Shown:
        """What was rejected, as the text of a file; the page's script hands it to the reader."""
        wanted = told(event, Wanted)
        if wanted.form not in REJECTION_FORMATS:
            return UNCHANGED
        text = REJECTION_FORMATS[wanted.form](self._rejections(wanted.sources))
        return {self._file: tag("pre", text, data_name=f"rejected{wanted.form}", data_at=monotonic_ns(), hidden=True)}

    async def _opened(self, wanted: str) -> AsyncIterator[Shown]:
        if not wanted:
            yield {self._paper: ""}
            return
        try:
            paper = await to_thread(self._library.show, wanted)
        except AssistantError as error:
            yield {self._paper: no_paper(str(error))}
            return
        writable = self._library.writable
        yield {self._paper: paper_page(paper, writable=writable)}
        yield {self._paper: await to_thread(self._with_similar, paper)}

    def _every(self, wanted: Wanted) -> dict[gr.HTML, str]:
        return {
            self._papers: self._list(wanted),
            self._health: self._state(),
        }

    def _list(self, wanted: Wanted) -> Markup:
        order = wanted.order if wanted.order in ORDERS else NEWEST
        sort, _, direction = order.partition("-")
        sorting: dict[str, Any] = {"sort": cast(Sort, sort), "descending": direction == "desc", "limit": ON_A_PAGE}
        offset = max(0, wanted.offset)
        try:
            page = self._library.page(wanted.words, offset=offset, **sorting, **wanted.filters)
            if not page.papers and page.total and offset:  # papers have gone since the page was drawn
                offset = (page.total - 1) // ON_A_PAGE * ON_A_PAGE
                page = self._library.page(wanted.words, offset=offset, **sorting, **wanted.filters)
            everything = self._library.page(limit=1).total
        except AssistantError as error:
            return refused(str(error))
        if not everything:
            return empty_library(writable=self._library.writable)
        return papers_table(page, order, offset, of=everything)

    def _state(self) -> Markup:
        try:
            return health(self._library.status(), self._library.rejections(), self._library.notices)
        except AssistantError as error:
            return unwell(str(error))

    def _rejections(self, sources: tuple[str, ...] | None) -> tuple[Rejection, ...]:
        """What could not be read, of these sources or of all."""
        everything = self._library.rejections()
        if sources is None:
            return everything
        named = frozenset(sources)
        return tuple(one for one in everything if one.source in named)

    def _with_similar(self, paper: Paper) -> Markup:
        writable = self._library.writable
        try:
            return paper_page(paper, self._library.similar(paper.id, limit=_SIMILAR), writable=writable)
        except AssistantError as error:
            return paper_page(paper, str(error), writable=writable)
