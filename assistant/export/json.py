"""Values as JSON and JSON Lines: the field names of the nouns, nothing left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from assistant.models import Paper

# Inside JSON strings these may stand as they are; escaped they do no harm to terminals, to readers that split at
# every kind of line end, and to encoders (file names can hold halves of characters).
_DELICATE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(value: BaseModel | Sequence[BaseModel], *, indent: int | None = 2) -> str:
    """One JSON document, ending in a line end: an object for a noun, a list for several; None is all in one line."""
    if isinstance(value, BaseModel):
        return _dumped(value.model_dump(mode="json"), indent)
    return _dumped([item.model_dump(mode="json") for item in value], indent)


def to_jsonl(papers: Iterable[Paper]) -> str:
    """One paper a line, with its id; ``litreview add`` takes it back."""
    return "".join(jsonl_lines(papers))


def jsonl_lines(papers: Iterable[Paper]) -> Iterator[str]:
    """The lines of ``to_jsonl`` one by one, each with its line end."""
    for paper in papers:
        yield _dumped(paper.model_dump(mode="json"))


def _dumped(content: object, indent: int | None = None) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    return _DELICATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
