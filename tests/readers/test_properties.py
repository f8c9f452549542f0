"""What holds for any input: no crash, nothing lost, and a page that was written comes back."""

from __future__ import annotations

import io
import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.models import Record, Rejection
from assistant.readers import read_sources
from assistant.readers.listing_header import profile_lines
from assistant.readers.text import clean
from tests.readers.invented import HARD, Invented

LINES = st.text(max_size=60) | st.sampled_from(
    [
        "",
        "   ",
        "LGMay 3, 2021",
        "95.5AIMay 7Code",
        "COMP-PHNov 16, 2021",
        "A Slow Path to MemoryAda King, Bo Lindgren et al. · oxford",
        "A Slow Path to Memory",
        "Ada King, Bo Lindgren",
        "We walk slowly. The path is long.",
        "LGMa",
        "Show more",
        "LG",
        "h-index13",
        "23papers",
        "23 Papers",
    ]
)
STARTS = st.sampled_from([b"", b"LGMay 3, 2021\n", b'{"title": "', b"[{", b"\x1f\x8b\x08\0", b"\xff\xfe"])
FIELDS = st.dictionaries(
    st.sampled_from(["title", "abstract", "year", "authors", "id"]),
    st.text() | st.integers() | st.none() | st.lists(st.text()),
)


def read(data: bytes) -> list[Record | Rejection]:
    return list(read_sources(["-"], stdin=io.BytesIO(data)))


@given(st.binary(max_size=400), STARTS)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    for one in read(start + data):
        assert one.source == "standard input"
        assert isinstance(one, Record) or one.reason


@given(st.lists(LINES, max_size=25))
@example(["LGMay 3, 2021", "", "LGMay 3, 2021", "", ""])
@example(["h-index13", "A Slow Path to MemoryAda King, Bo Lindgren et al. · oxford", "h-index13", "23papers"])
def test_no_line_of_a_page_is_lost(lines: list[str]) -> None:
    page = "LGMay 3, 2021\n" + "\n".join(lines)
    numbered = dict(enumerate(re.split(r"\r\n|\r|\n", page), 1))
    accounted: set[int] = set()
    for one in read(page.encode()):
        numbers = [int(number) for number in re.findall(r"\d+", one.where)] or [1, len(numbered)]
        places = range(numbers[0], numbers[-1] + 1)
        if isinstance(one, Record):
            shown = set(one.text.split("\n"))
            assert shown <= {numbered[n] for n in places}
            accounted.update(n for n in places if numbered[n] in shown)
        else:
            accounted.update(places)
    lost = [text for n, text in numbered.items() if n not in accounted and clean(text)]
    assert all(len(text.split()) <= 8 for text in lost)  # the lines of a profile
    assert not lost or profile_lines([clean(text) for text in numbered.values()], top=True)


@given(st.lists(FIELDS | st.text() | st.integers()))
def test_every_line_of_json_is_a_record_or_a_rejection(values: list[object]) -> None:
    lines = [json.dumps({"title": "Foxes"}), *map(json.dumps, values)]
    found = read("\n".join(lines).encode())
    assert [one.where for one in found] == [f"line {n}" for n in range(1, len(lines) + 1)]


@given(
    st.lists(st.sampled_from(HARD), min_size=1, max_size=8, unique=True),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_a_page_that_was_written_comes_back(papers: list[Invented], roomy: bool, between: str) -> None:
    gap = between * 2 if roomy else ""
    page = between.join(
        f"LGMay 3, 2021{between}{paper.title}{gap}{paper.authors}{gap or between}{paper.abstract}{gap}"
        for paper in papers
    )
    assert [(one.title, one.authors, one.abstract) for one in read(page.encode()) if isinstance(one, Record)] == [
        (paper.title, paper.names, paper.abstract) for paper in papers
    ]


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
