"""What several records of one paper add up to."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.union import union
from tests.catalog.invented import ABSTRACT, AUTHORS, record

CUT = ABSTRACT[:60] + "…"


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        ([{"title": "Guess", "sure": False}, {"title": "Shown"}], "title", "Shown"),
        ([{"title": "Shown"}, {"title": "Guess", "sure": False}], "title", "Shown"),
        ([{"title": "Draft"}, {"title": "Final"}], "title", "Final"),
        ([{"authors": AUTHORS}, {"authors": AUTHORS[:1], "authors_complete": False}], "authors", AUTHORS),
        ([{"authors": AUTHORS, "authors_complete": False}, {}], "authors_complete", True),
        ([{"authors": ("Maren Odegard",)}, {"authors": ("Maren Ødegård",)}], "authors", ("Maren Ødegård",)),
        ([{"authors": ()}, {"authors": ("A Guess", "B Guess"), "sure": False}], "authors", ("A Guess", "B Guess")),
        ([{"authors": ("Ann Bell",)}, {"authors": ("X", "Y"), "sure": False}], "authors", ("Ann Bell",)),
        ([{"year": 2019, "date": "2019"}, {"year": 2019, "date": "2019-04"}], "date", "2019-04"),
        ([{"year": 2018, "date": "2018-11-02"}, {"year": 2019, "date": "2019"}], "year", 2018),
        ([{"year": None, "date": None}, {"year": 2019, "date": None}], "year", 2019),
        ([{"venue": "arXiv"}, {"venue": "Journal of Tides"}], "venue", "Journal of Tides"),
        ([{"venue": "Journal of Tides"}, {"venue": "Tides Weekly"}], "venue", "Journal of Tides"),
        ([{"venue": None}, {"venue": "CoRR"}], "venue", "CoRR"),
        ([{"doi": "10.48550/arXiv.1904.99991"}, {"doi": "10.9999/abc"}], "doi", "10.9999/abc"),
        ([{"categories": ("LG", "AI")}, {"categories": ("AI", "NE")}], "categories", ("LG", "AI", "NE")),
        ([{"organisations": ("a",)}, {"organisations": ("b",)}], "organisations", ("a", "b")),
        ([{}, {"abstract": CUT}], "abstract", ABSTRACT),
        ([{"abstract": CUT}, {}], "abstract", ABSTRACT),
        ([{}, {"abstract": ""}], "abstract", ABSTRACT),
        ([{}, {"abstract": "Quite another one."}], "abstract", "Quite another one."),
        ([{"abstract": "Ours.", "abstract_by": "litreview"}, {}], "abstract_by", None),
        ([{}, {"abstract": "Ours.", "abstract_by": "litreview"}], "abstract", ABSTRACT),
        ([{"code": False}, {"code": True}, {"code": None}], "code", True),
        ([{"code": None}, {"code": False}], "code", False),
        ([{"score": 95.5}, {"score": 80.0}, {"score": None}], "score", 80.0),
        ([{"url": None}, {"url": "https://tides.example/1"}], "url", "https://tides.example/1"),
    ],
)
def test_what_sources_say_adds_up(said: list[dict[str, Any]], field: str, expected: object) -> None:
    assert getattr(union([record(**known) for known in said]), field) == expected
