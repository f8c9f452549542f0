"""Saves a value to a file; the suffix says in which format."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from assistant.errors import AssistantError, BadRequest
from assistant.export.json import to_json, to_jsonl
from assistant.export.markdown import to_markdown
from assistant.models import Answer, Outline, Paper, Review

Draft = Answer | Review | Outline
Format = TypeVar("Format")

DRAFT_FORMATS: Mapping[str, Callable[[Draft, Iterable[Paper]], str]] = {
    ".md": to_markdown,
    ".json": lambda draft, _: to_json(draft),
}
PAPER_FORMATS: Mapping[str, Callable[[Sequence[Paper]], str]] = {
    ".jsonl": to_jsonl,
    ".json": to_json,
}


def save(value: Draft | Sequence[Paper], path: str | Path, papers: Iterable[Paper] = ()) -> None:
    """Save an answer, a review, an outline or papers to a file, in the format that its suffix names.

    The file is complete or, after a failure, as it was before.

    Args:
        value: What to save: a draft as ``.md`` or ``.json``, papers as ``.jsonl`` or ``.json``.
        path: The file; its folder must exist.
        papers: As for ``to_markdown``.

    Raises:
        BadRequest: the suffix names no format for this value.
        AssistantError: the file can't be written.
    """
    path = Path(path)
    if isinstance(value, Draft):
        text = _format(path, DRAFT_FORMATS)(value, papers)
    else:
        text = _format(path, PAPER_FORMATS)(value)
    try:
        _replace(path.resolve(), text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AssistantError(f"can't write {str(path)!r}: {reason}; choose another place") from error


def check_suffix(path: str | Path, formats: Mapping[str, object]) -> None:
    """Refuse a suffix without a format, before the work that would be lost.

    Raises:
        BadRequest: with the suffixes that there are.
    """
    _format(Path(path), formats)


def _format(path: Path, formats: Mapping[str, Format]) -> Format:
    try:
        return formats[path.suffix.lower()]
    except KeyError:
        raise BadRequest(f"{path.name!r}: no such format; the file name can end in {', '.join(formats)}") from None


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then take its place; its permissions stay."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
