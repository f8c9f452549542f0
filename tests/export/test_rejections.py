"""What could not be read, as files."""

from __future__ import annotations

import csv
import io
import json

import pytest

from assistant.export.rejections import rejections_csv, rejections_jsonl
from assistant.models import Rejection


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@sum", " =1", "\t=1", "\r=1", "\u200b=1"])
def test_no_cell_is_a_formula(begins: str) -> None:
    rows = list(csv.reader(io.StringIO(rejections_csv([Rejection(source=begins, where=begins, reason=begins)]))))
    assert rows[0] == ["source", "where", "reason"]
    assert all(cell.startswith("'") for cell in rows[1])


def test_a_cell_may_hold_what_tables_are_made_of() -> None:
    odd = Rejection(source='a,"b".txt', where="line 3", reason="one;two\nthree")
    assert list(csv.reader(io.StringIO(rejections_csv([odd]))))[1] == ['a,"b".txt', "line 3", "one;two three"]


def test_json_lines_hold_each_as_it_is() -> None:
    odd = Rejection(source="=a", where="", reason="halves \ud800 and\nlines")
    lines = rejections_jsonl([odd, odd]).splitlines()
    assert [json.loads(line) for line in lines] == [odd.model_dump()] * 2
