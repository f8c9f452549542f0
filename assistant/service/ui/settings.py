"""The Settings page: the model and its test, the embedders, the prompts, and where each setting comes from."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator

import gradio as gr
from pydantic import SecretStr

from assistant.errors import AssistantError
from assistant.library import Library
from assistant.library.equipment import Equipment, equipment, try_model
from assistant.llm import describe
from assistant.prompts import templates
from assistant.service.ui.regions import QUIET, TOGETHER, Shown, region
from assistant.service.ui.rendering.markup import Markup, tag
from assistant.service.ui.rendering.settings import (
    Setting,
    Template,
    model_section,
    no_trial,
    settings_page,
    trial,
    unreadable,
)
from assistant.settings import Settings, origins

_PLACES = (
    "library",
    "data_dir",
    "cache_dir",
    "prompts",
)  # folders of this machine; other users of it need not know them


class SettingsPage:
    """The regions of the page, and what each event does. Nothing can be changed here."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def draw(self, tab: gr.Tab) -> None:
        """Put the regions on the tab; they are filled when it is opened."""
        with gr.Column(elem_id="settings-page"):
            self._model = region("model", events=("testModel",))
            self._tested = region("tested")
            self._rest = region("settings")
        tab.select(self.look, None, [self._model, self._rest], **QUIET)
        self._model.testModel(self.test, None, [self._tested, self._model], **TOGETHER)

    def look(self) -> Shown:
        """The page is opened."""
        settings = self._library.settings
        try:
            found = equipment(settings)
            shown = settings_page(_shown(found), tuple(_settings(settings)), tuple(_templates(settings)))
            return {self._model: model_section(found.model), self._rest: shown}
        except AssistantError as error:
            return {self._model: "", self._rest: unreadable(str(error))}

    async def test(self) -> AsyncIterator[Shown]:
        """The model is asked two tiny questions, in a thread: it may take its time."""
        yield {self._tested: tag("p", "The model is being asked", class_="hint", role="status")}
        yield {self._tested: await to_thread(self._test), self._model: model_section(describe(self._library.settings))}

    def _test(self) -> Markup:
        try:
            return trial(try_model(self._library.settings))
        except AssistantError as error:
            return no_trial(str(error))


def _shown(found: Equipment) -> Equipment:
    """The equipment without the folders of this machine."""
    offers = tuple(
        one.model_copy(update={"note": "its verified weights are on this machine"})
        if one.name == "minilm" and one.available
        else one
        for one in found.embedders
    )
    return found.model_copy(update={"embedders": offers})


def _settings(settings: Settings) -> Iterator[Setting]:
    """Every setting; of a secret only that it is set, of an address what ``describe`` shows of it."""
    came_from = origins(settings)
    for name, field in Settings.model_fields.items():
        yield Setting(name, _value(settings, name), came_from[name], field.description or "")


def _value(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if value is None:
        return "not set"
    if isinstance(value, SecretStr):
        return "set"
    if name == "base_url":
        return describe(settings).base_url or "set"
    if name in _PLACES and settings.auth:
        return "set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _templates(settings: Settings) -> Iterator[Template]:
    for name, text in templates(settings.prompts).items():
        own = settings.prompts is not None and (settings.prompts / f"{name}.md").is_file()
        yield Template(name, text, own)
