"""Finds, checks and fills the templates in ``prompts/``.

A template is Markdown with ``$names`` (``string.Template``; ``$$`` is a dollar sign) and one line ``---`` between what
the model is told (system) and what it is given (user). The user's own folder goes before the package's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

from assistant.errors import BadRequest

# Every template with the names it is filled with: the one table that says what a model may be given.
NAMES: Mapping[str, frozenset[str]] = {
    "condense": frozenset({"question", "conversation"}),
    "widen": frozenset({"question", "passages"}),
    "write": frozenset({"question", "passages"}),
    "repair": frozenset({"question", "passages", "reply", "findings"}),
    "judge": frozenset({"question", "passages", "sentences"}),
}
_DIVIDER = re.compile(r"^---\n", re.MULTILINE)
# Characters that are not seen but are read: controls, bidirectional overrides, zero-width and tag characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]|[\ud800-\udfff]"
)
_FENCE = re.compile(
    r"<(/?)\s*(passages|passage|conversation|sentences|system|user|assistant|human|instructions?)\b", re.IGNORECASE
)
# What begins or ends a turn in the chat formats of open models, whose servers may read it as such anywhere.
_TURN = re.compile(
    r"<(?=[|｜<]|\s*/?\s*(?:start_of_turn|end_of_turn|bos|eos|s)\s*>)|\[(?=\s*/?\s*INST\s*\])", re.IGNORECASE
)
_MARKER = re.compile(r"[\[【](\s*\^?\d[\d\s,;–-]*)[\]】]")


class Prompt(NamedTuple):
    """A filled template: what the model is told, and what it is given."""

    system: str
    user: str

    def __str__(self) -> str:
        """Both as one text."""
        return f"{self.system}\n---\n{self.user}"


def templates(folder: Path | None = None) -> Mapping[str, str]:
    """The text of every template, each checked.

    Args:
        folder: the user's own templates; one that is not there is taken from the package.

    Raises:
        BadRequest: a template lacks a name, uses an unknown one, or has no divider.
    """
    return {name: _checked(name, _read(name, folder)) for name in NAMES}


def fill(template: str, **values: str) -> Prompt:
    """Fill a template with a value for each of its names."""
    return Prompt(*(Template(part).substitute(values).strip() for part in _DIVIDER.split(template, maxsplit=1)))


def as_data(text: str) -> str:
    """Text from a paper or a user made safe to stand in a prompt: nothing invisible, no false fence or turn."""
    return _TURN.sub("‹", _FENCE.sub(r"‹\1\2", _INVISIBLE.sub("", text)))


def as_passage(text: str) -> str:
    """Words of an abstract made safe to stand among the passages: on one line, and without a marker of their own."""
    return " ".join(_MARKER.sub(r"‹\1›", as_data(text)).split())


def _checked(name: str, text: str) -> str:
    used = frozenset(Template(text).get_identifiers())
    if len(_DIVIDER.split(text, maxsplit=1)) != 2:
        raise BadRequest(f"the prompt {name}.md has no line '---' between instructions and material; add one")
    if not Template(text).is_valid() or used - NAMES[name]:
        wrong = ", ".join(sorted(used - NAMES[name])) or "a lone $"
        raise BadRequest(f"the prompt {name}.md uses {wrong}, which is not given; it may use {_list(NAMES[name])}")
    if missing := NAMES[name] - used:
        raise BadRequest(f"the prompt {name}.md does not use {_list(missing)}; the model would not see it")
    return text


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names))


def _read(name: str, folder: Path | None) -> str:
    if folder is not None and (own := folder / f"{name}.md").is_file():
        return own.read_text("utf-8")
    packaged = files("assistant") / "_prompts" / f"{name}.md"
    checkout = Path(__file__).parent.parent / "prompts" / f"{name}.md"
    return packaged.read_text("utf-8") if packaged.is_file() else checkout.read_text("utf-8")
