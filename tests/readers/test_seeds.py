"""The listing pages beside the project, where they are: counts and properties only, none of their text."""

from __future__ import annotations

from pathlib import Path

from assistant.models import Record
from assistant.readers import read_sources
from assistant.readers.names import looks_like_name


def test_every_entry_of_the_pages_is_read(shared: Path) -> None:
    found = list(read_sources([shared / "seeds"]))
    records = [one for one in found if isinstance(one, Record)]
    assert len(records) == len(found) == 107
    assert len({one.title for one in records}) == 93
    assert all(1 <= len(one.authors) <= 3 and all(map(looks_like_name, one.authors)) for one in records)
    assert all(one.authors_complete or len(one.authors) == 3 for one in records)
    assert all(len(one.abstract) > 200 and one.text.endswith(one.abstract[-40:]) for one in records)
    assert sum(one.year is None for one in records) == sum(one.date is None for one in records) == 1
    assert sum(not one.sure for one in records) <= 2


def test_the_same_paper_reads_the_same_on_every_page(shared: Path) -> None:
    """Six papers and more are on several pages, in both layouts."""
    titles: dict[str, set[tuple[object, ...]]] = {}
    for one in read_sources([shared / "seeds"]):
        assert isinstance(one, Record)
        titles.setdefault(one.title, set()).add((one.authors, one.date, one.categories, one.abstract))
    assert all(len(forms) == 1 for forms in titles.values())
