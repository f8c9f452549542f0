"""What every part of class Library works with: the stores of one library, the settings, the language model."""

from __future__ import annotations

from assistant.library.stores import Stores
from assistant.library.suggesting import Suggestions
from assistant.llm import Model
from assistant.settings import Settings


class Opened:
    """A library that is open."""

    def __init__(
        self, stores: Stores, settings: Settings, *, model: Model | None = None, bundled: bool = False
    ) -> None:
        self._stores = stores
        self._settings = settings
        self._model = model
        self._bundled = bundled
        self._suggestions = Suggestions(stores)

    @property
    def settings(self) -> Settings:
        """What the user has set; it may hold passwords, so no door shows it as it is."""
        return self._settings

    @property
    def writable(self) -> bool:
        """Whether papers can be added and removed; the bundled sample stays as it is."""
        return not self._bundled
