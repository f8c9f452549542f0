"""The interface in the browser, made with Gradio: pages, and pure functions that render nouns as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr

    from assistant.library import Library
    from assistant.service.jobs import Jobs


def build(library: Library, jobs: Jobs) -> gr.Blocks:
    """The pages over a library. ``gr.Request.username or ""`` is who has signed in."""
    import gradio as gr

    from assistant.export import to_markdown

    pages: gr.Blocks
    with gr.Blocks(title="litreview", analytics_enabled=False) as pages:
        gr.ChatInterface(lambda question, _: to_markdown(library.ask(question)), title="litreview")
    return pages


def look() -> dict[str, Any]:
    """What ``mount_gradio_app`` is told about the look: ``theme``, ``css``, ``js``, ``head``, ``favicon_path``."""
    return {}
