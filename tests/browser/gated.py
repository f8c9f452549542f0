"""A library whose reviews and outlines wait at gates: a test sees them half made."""

from __future__ import annotations

import threading
from typing import Any

from assistant import Library
from assistant.models import Outline, Review, Section

PATIENCE = 60  # seconds that a gate may stay closed


class GatedLibrary(Library):
    """Reviews pause after their first section until the gate is open, and outlines before a gate of their own."""

    def outline(self, theme: str, **how: Any) -> Outline:  # type: ignore[override]  # noqa: ANN401
        """An outline as always, at its gate's pace."""
        assert OUTLINES.wait(PATIENCE)
        return super().outline(theme, **how)

    def review(self, theme: str, **how: Any) -> Review:  # type: ignore[override]  # noqa: ANN401
        """A review as always, at the gate's pace."""
        heard = how.pop("on_section")

        def on_section(section: Section) -> None:
            heard(section)
            assert GATE.wait(PATIENCE)

        return super().review(theme, on_section=on_section, **how)


GATE = threading.Event()
OUTLINES = threading.Event()
