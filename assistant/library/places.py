"""Where libraries lie: a name in the user's data folder, a folder, or the bundled sample."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

from assistant.errors import BadRequest
from assistant.settings import Settings

SAMPLE = "sample"
_NAME = re.compile(r"[\w][\w .-]{0,79}")


def folder_of(where: str | Path, settings: Settings) -> Path:
    """The folder of a library given by name or by path.

    A word without a slash is a name, unless it starts with a dot; names lie in the data folder.

    Raises:
        BadRequest: neither a usable name nor a path.
    """
    text = str(where)
    if isinstance(where, Path) or "/" in text or "\\" in text or text.startswith((".", "~")):
        return Path(text).expanduser()
    if text == SAMPLE:
        return settings.cache_dir / f"sample-{sample_digest()}"
    if not _NAME.fullmatch(text):
        raise BadRequest(
            f"{text[:80]!r} can't name a library; use letters, digits, spaces, dots and hyphens, or a path"
        )
    return settings.data_dir / "libraries" / text


def sample_file() -> Path:
    """The sample library's papers, JSON Lines, as they lie in the package."""
    return Path(str(files("assistant") / "sample" / "papers.jsonl"))


def sample_digest() -> str:
    """A name for this edition of the sample, so that a newer one gets a folder of its own."""
    return hashlib.sha256(sample_file().read_bytes()).hexdigest()[:12]
