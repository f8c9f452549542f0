"""The frame of the interface: the name at the top, and a tab for each page."""

from __future__ import annotations

import gradio as gr

from assistant.library import Library
from assistant.service.jobs import Jobs
from assistant.service.ui.ask import AskPage
from assistant.service.ui.regions import region
from assistant.service.ui.rendering.frame import top


def draw(library: Library, jobs: Jobs) -> gr.Blocks:
    """All pages. A page is added here, under the name of its tab."""
    page = gr.Blocks(title="litreview", analytics_enabled=False, fill_width=True)
    with page:
        region("top", top())
        with gr.Tabs(elem_id="pages"), gr.Tab("Ask", id="ask"):
            AskPage(library).draw(page)
    return page
