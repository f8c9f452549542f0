"""Regions of a page: HTML made on the server, and the named events that look.js sends from them."""

from __future__ import annotations

import functools
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from pydantic import ValidationError

from assistant.models import Noun

Given = ParamSpec("Given")
Said = TypeVar("Said", bound=Noun)
Shown = dict[gr.HTML, str]
"""What an event shows: regions with their new HTML."""
UNCHANGED: Shown = gr.skip()
"""Every region stays as it is; an empty dict would be an error, or the HTML of a single region."""

# How events are connected: without Gradio's own signs of progress, in no schema, as many at once as come; those of
# which none may be lost while another of its kind runs; and those of which only the latest counts.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
TOGETHER: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}

# look.js takes the trigger over and listens by itself; the names stand in the script because Gradio looks for them.
_BRIDGE = "window.litreview.connect({name}, {events}, {latest}, trigger, watch);"


@dataclass
class View:
    """What one open page looks at; each page has its own.

    What goes on for a while asks whether the page is still there. Gradio's ``cancels`` can't do this: it waits until
    the event that cancels has ended, and by then stops what was begun meanwhile.
    """

    turns: int = 0

    def turn(self) -> Callable[[], bool]:
        """Look at something else; gives what says whether the page still looks at it."""
        self.turns += 1
        mine = self.turns
        return lambda: self.turns == mine


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


def in_parts(event: Callable[Given, AsyncIterator[Shown]]) -> Callable[Given, AsyncIterator[Shown]]:
    """An event that shows one thing after the other, and nothing at last.

    When an event ends Gradio shows its last part again, over what the page has turned to meanwhile.
    """

    @functools.wraps(event)
    async def ending_with_nothing(*given: Given.args, **named: Given.kwargs) -> AsyncIterator[Shown]:
        async for shown in event(*given, **named):
            yield shown
        yield UNCHANGED

    return ending_with_nothing


def told(event: gr.EventData, kind: type[Said]) -> Said:
    """What an event says; one that can't be read says nothing."""
    try:
        return kind.model_validate(event._data)
    except ValidationError:
        return kind()


def owner_of(request: gr.Request) -> str:
    """Who is signed in; empty on a page without a login."""
    return request.username or ""
