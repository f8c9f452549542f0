"""The frame of the interface: the name at the top, and a tab for each page."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.library import Library
from assistant.service.jobs import Jobs
from assistant.service.ui.ask import AskPage
from assistant.service.ui.regions import QUIET, region
from assistant.service.ui.rendering.frame import top
from assistant.service.ui.review import ReviewPage


def draw(library: Library, jobs: Jobs) -> gr.Blocks:
    """All pages. A page is added here, under the name of its tab."""
    page = gr.Blocks(title="litreview", analytics_enabled=False, fill_width=True)
    with page:
        region("top", top())
        with gr.Tabs(elem_id="pages") as tabs:
            with gr.Tab("Ask", id="ask", render_children=True):
                AskPage(library).draw(page)
            with gr.Tab("Review", id="review", render_children=True):
                ReviewPage(library, jobs).draw(page)
        page.load(_opened, None, [tabs], **QUIET)
    return page


def _opened(request: gr.Request) -> gr.Tabs | dict[str, Any]:
    """The page that the address names, as in ``?review=…``; none leaves the reader where he is."""
    return gr.Tabs(selected="review") if request.query_params.get("review") else gr.skip()
