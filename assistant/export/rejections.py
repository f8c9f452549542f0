"""What could not be read, as a file to mend it from: JSON Lines, or CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from assistant.export.json import to_json
from assistant.export.untrusted import one_line
from assistant.models import Rejection

_FORMULA = ("=", "+", "-", "@")


def rejections_jsonl(rejections: Iterable[Rejection]) -> str:
    """One rejection a line."""
    return "".join(to_json(one, indent=None) for one in rejections)


def rejections_csv(rejections: Iterable[Rejection]) -> str:
    """A table with a line of headings; nothing in it is a formula to a spreadsheet (RFC 4180)."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(Rejection.model_fields)
    table.writerows([_cell(one.source), _cell(one.where), _cell(one.reason)] for one in rejections)
    return written.getvalue()


def _cell(text: str) -> str:
    """Text that a spreadsheet shows and never computes: an apostrophe goes before what would begin a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


REJECTION_FORMATS: Mapping[str, Callable[[Iterable[Rejection]], str]] = {
    ".csv": rejections_csv,
    ".jsonl": rejections_jsonl,
}
