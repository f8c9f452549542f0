"""Regions of a page: HTML made on the server, and the named events that look.js sends from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import gradio as gr

Shown = dict[gr.HTML, str]
"""What an event shows: regions with their new HTML."""

# How events are connected: without Gradio's own signs of progress, in no schema, as many at once as come; those of
# which none may be lost while another of its kind runs; and those of which only the latest counts.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
TOGETHER: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}

# look.js takes the trigger over and listens by itself; the names stand in the script because Gradio looks for them.
_BRIDGE = "window.litreview.connect({name}, {events}, {latest}, trigger, watch);"


def region(
    name: str, value: str = "", *, events: Sequence[str] = (), latest: Sequence[str] = (), template: str = "${value}"
) -> gr.HTML:
    """A place on the page that shows HTML, by the id ``name``.

    ``events`` can come from it, and so can ``latest``, those that are connected as `LATEST`.

    Gradio patches only what differs when the value changes, so that focus, selection and scroll stay.
    """
    given = {"name": name, "events": list(events), "latest": list(latest)}
    return gr.HTML(
        value,
        html_template=template,
        elem_id=name,
        apply_default_css=False,
        js_on_load=_BRIDGE.format(**{key: json.dumps(one) for key, one in given.items()}),
        padding=False,
    )


def owner_of(request: gr.Request) -> str:
    """Who is signed in; empty on a page without a login."""
    return request.username or ""
