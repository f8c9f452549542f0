"""The frame of the interface: the name at the top, and a tab for each page."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.library import Library
from assistant.service.jobs import Jobs
from assistant.service.ui.ask import AskPage
from assistant.service.ui.library import LibraryPage
from assistant.service.ui.regions import QUIET, owner_of, region
from assistant.service.ui.rendering.frame import account, top
from assistant.service.ui.review import ReviewPage
from assistant.service.ui.settings import SettingsPage

_ADDRESSES = {"review": "review", "paper": "library"}  # what an address can name, and its tab


def draw(library: Library, jobs: Jobs) -> gr.Blocks:
    """All pages. A page is added here, under the name of its tab."""
    page = gr.Blocks(title="litreview", analytics_enabled=False, fill_width=True)
    with page:
        region("top", top())
        who = region("account")
        ask, review = AskPage(library), ReviewPage(library, jobs)
        with gr.Tabs(elem_id="pages") as tabs:
            with gr.Tab("Ask", id="ask", elem_id="ask-tab"):
                ask.draw(page)
            with gr.Tab("Review", id="review", elem_id="review-tab"):
                review.draw(page)
            with gr.Tab("Library", id="library", elem_id="library-tab") as tab:
                changes = LibraryPage(library).draw(page, tab)
            with gr.Tab("Settings", id="settings", elem_id="settings-tab") as tab:
                SettingsPage(library).draw(tab)
        for change in changes:
            ask.reload_after(change)
            review.reload_after(change)
        page.load(_opened, None, [tabs], **QUIET)
        page.load(_account, None, [who], **QUIET)
    return page


def _opened(request: gr.Request) -> gr.Tabs | dict[str, Any]:
    """The page that the address names, as in ``?review=…``; none leaves the reader where he is."""
    named = (tab for key, tab in _ADDRESSES.items() if request.query_params.get(key))
    tab = next(named, None)
    return gr.Tabs(selected=tab) if tab else gr.skip()


def _account(request: gr.Request) -> str:
    return account(owner_of(request))
