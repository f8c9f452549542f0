"""What users write, in a form that every store can take."""

from __future__ import annotations

import re

from assistant.errors import BadRequest

LONGEST = 2_000  # characters of a question, theme or query
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def readable(text: str) -> str:
    """The text without control characters, and with question marks for halves of characters."""
    return _CONTROL.sub(" ", text).encode("utf-8", "replace").decode("utf-8")


def asked(name: str, text: str) -> str:
    """A question, theme or query in usable form.

    Raises:
        BadRequest: empty or too long.
    """
    clean = " ".join(readable(text).split())
    if not clean:
        raise BadRequest(f"the {name} is empty; say in a few words what you look for")
    if len(clean) > LONGEST:
        raise BadRequest(f"the {name} has {len(clean):,} characters; keep it under {LONGEST:,}")
    return clean


def check_limit(limit: int | None) -> None:
    """Refuse a number of papers that leaves nothing.

    Raises:
        BadRequest: less than one.
    """
    if limit is not None and limit < 1:
        raise BadRequest(f"a limit of {limit} papers leaves nothing; give 1 or more, or no limit")
