"""The interface in the browser, made with Gradio: pages, and pure functions that render nouns as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr

    from assistant.library import Library
    from assistant.service.jobs import Jobs

_HERE = Path(__file__).parent
_STYLES = ("look", "review", "library")  # what all pages share comes first
_SCRIPTS = ("look", "ask", "review", "library")


def build(library: Library, jobs: Jobs) -> gr.Blocks:
    """The pages over a library. ``gr.Request.username or ""`` is who has signed in."""
    from assistant.service.ui import page

    return page.draw(library, jobs)


def look() -> dict[str, Any]:
    """What ``mount_gradio_app`` is told about the look: the theme, and style and behaviour for the head.

    Not as ``css``: Gradio rewrites the selectors of that, and drops the rules that it does not know.
    """
    from assistant.service.ui.theme import theme

    style = "".join((_HERE / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    behaviour = "".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return {"theme": theme(), "head": f"<style>{style}</style><script>{behaviour}</script>"}
