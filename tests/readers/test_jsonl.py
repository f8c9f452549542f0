"""What a reader of JSON Lines promises: the fields it knows, the lines it can't take by their number."""

from __future__ import annotations

import io
import json

import pytest

from assistant.models import Paper, Record, Rejection, SourceRecord
from assistant.readers import read_sources

FULL = {
    "id": "p1",
    "title": "A Slow Path\n to  Memory",
    "authors": ["King, Ada", "Bo Lindgren", "Young, Cy, Jr."],
    "year": "2019",
    "date": "2019-03-06T10:00:00Z",
    "venue": "Journal of Slow Paths",
    "categories": ["cs.LG", "cs.AI"],
    "organisations": ["oxford"],
    "doi": "https://doi.org/10.1234/slow.5",
    "url": "https://example.org/slow",
    "arxiv_id": "1903.01234v2",
    "abstract": "We walk slowly.\u0007 The path is long.",
    "abstract_by": "the editors",
}


def read(text: str | bytes) -> list[Record | Rejection]:
    return list(read_sources(["-"], stdin=io.BytesIO(text.encode() if isinstance(text, str) else text)))


def one(**fields: object) -> Record:
    (record,) = read(json.dumps(fields))
    assert isinstance(record, Record), record
    return record


def test_every_field() -> None:
    record = one(**FULL)
    assert record.given_id == "p1"
    assert record.title == "A Slow Path to Memory"
    assert record.authors == ("Ada King", "Bo Lindgren", "Cy Young, Jr.")
    assert (record.year, record.date, record.venue) == (2019, "2019-03-06", "Journal of Slow Paths")
    assert (record.categories, record.organisations) == (("cs.LG", "cs.AI"), ("oxford",))
    assert (record.doi, record.arxiv_id, record.url) == ("10.1234/slow.5", "1903.01234", "https://example.org/slow")
    assert (record.abstract, record.abstract_by) == ("We walk slowly. The path is long.", "the editors")
    assert (record.source, record.where, record.sure) == ("standard input", "line 1", True)
    assert json.loads(record.text) == FULL


def test_beir_names_of_the_fields() -> None:
    record = one(_id=7, title="A Slow Path", text="We walk.")
    assert (record.given_id, record.abstract) == ("7", "We walk.")


def test_our_own_export_comes_back_whole() -> None:
    paper = Paper(
        id="ab12",
        key="king2019slow",
        title="A Slow Path",
        authors=("Ada King",),
        authors_complete=False,
        year=2019,
        date="2019",
        abstract="We walk.",
        code=True,
        score=95.5,
        sources=(SourceRecord(source="page.txt", record="LGMay 3, 2019"),),
    )
    (record,) = read(paper.model_dump_json())
    assert isinstance(record, Record)
    assert record.given_id == paper.id
    same = {"id", "key", "sources"}
    assert record.model_dump(exclude={"given_id", "source", "where", "text", "sure"}) == paper.model_dump(exclude=same)


@pytest.mark.parametrize(
    ("authors", "expected", "complete"),
    [
        ("Ada King, Bo Lindgren", ("Ada King", "Bo Lindgren"), True),
        ("King, Ada; Lindgren, Bo", ("Ada King", "Bo Lindgren"), True),
        ("King, Ada and Lindgren, Bo", ("Ada King", "Bo Lindgren"), True),
        ("Ada King, Bo Lindgren and Cy Young", ("Ada King", "Bo Lindgren", "Cy Young"), True),
        ("King, A.", ("A. King",), True),
        ("Ada King et al.", ("Ada King",), False),
        (["Ada King", "et al."], ("Ada King",), False),
        (["Ada King", "Bo Lindgren et al."], ("Ada King", "Bo Lindgren"), False),
        ("", (), True),
        ([], (), True),
        (None, (), True),
    ],
)
def test_authors(authors: object, expected: tuple[str, ...], complete: bool) -> None:
    record = one(title="A Slow Path", authors=authors)
    assert (record.authors, record.authors_complete) == (expected, complete)


@pytest.mark.parametrize(
    ("fields", "year", "date"),
    [
        ({"year": 2019}, 2019, "2019"),
        ({"year": "2019"}, 2019, "2019"),
        ({"year": 2019.0}, 2019, "2019"),
        ({"year": ""}, None, None),
        ({"year": 19}, None, None),
        ({"year": 99999}, None, None),
        ({"year": "n.d."}, None, None),
        ({"date": "2019-03"}, 2019, "2019-03"),
        ({"date": "2019-02-31"}, 2019, "2019-02"),
        ({"date": "last spring"}, None, None),
    ],
)
def test_years_and_dates(fields: dict[str, object], year: int | None, date: str | None) -> None:
    record = one(title="A Slow Path", **fields)
    assert (record.year, record.date) == (year, date)


@pytest.mark.parametrize("given", ["908.1936", "1801.0073399999999", "see the page", "1801.123"])
def test_malformed_arxiv_ids_are_left_out(given: str) -> None:
    assert one(title="A Slow Path", arxiv_id=given).arxiv_id is None


def test_addresses_other_than_web_pages_are_left_out() -> None:
    record = one(title="A Slow Path", url="javascript:alert(1)", doi="none")
    assert (record.url, record.doi) == (None, None)


def test_title_is_made_of_the_abstract_where_there_is_none() -> None:
    assert one(_id="7", text="Foxes are shy. They hide.").title == "Foxes are shy"
    long = one(title="", text="Foxes " + "very " * 30 + "shy.")
    assert long.title == "Foxes " + "very " * 10 + "very…"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "not JSON"),
        ("plain words", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('["a list"]', "not a JSON object"),
        ("7", "not a JSON object"),
        ('{"id": "x"}', "neither a title nor an abstract"),
        ('{"text": "Foxes are shy."}', "neither a title nor an abstract"),
        ('{"title": " ", "abstract": null}', "neither a title nor an abstract"),
        ('{"title": 7}', "'title'"),
        ('{"title": "A", "authors": 7}', "'authors'"),
        ('{"title": "A", "authors": [7]}', "'authors'"),
        ('{"title": "A", "year": true}', "'year'"),
        ('{"title": "A", "year": [2019]}', "'year'"),
        ('{"title": "A", "code": "yes"}', "'code'"),
        ('{"title": "A", "score": NaN}', "'score'"),
        ('{"title": "A", "categories": {"a": 1}}', "'categories'"),
        ('{"title": "' + "a" * 1_100_000 + '"}', "1 MB"),
    ],
)
def test_bad_line_is_reported_and_the_others_are_read(line: str, reason: str) -> None:
    before, bad, after = read(f'{{"title": "A Slow Path"}}\n{line}\n\n{{"title": "Foxes"}}')
    assert [(type(other), other.where) for other in (before, after)] == [(Record, "line 1"), (Record, "line 4")]
    assert isinstance(bad, Rejection)
    assert (bad.where, reason in bad.reason) == ("line 2", True), bad


def test_first_line_may_be_broken() -> None:
    first, second = read('# exported\n{"title": "Foxes"}\n')
    assert (type(first), first.where, type(second)) == (Rejection, "line 1", Record)


@pytest.mark.parametrize("indent", [None, 2])
def test_array(indent: int | None) -> None:
    text = json.dumps([{"title": "A Slow Path"}, {"id": 1}, {"title": "Foxes"}], indent=indent)
    found = read(text)
    assert [type(one) for one in found] == [Record, Rejection, Record]
    assert found[2].where == ("lines 8-10" if indent else "line 1")
    assert isinstance(found[2], Record)
    assert json.loads(found[2].text) == {"title": "Foxes"}


def test_array_cut_off_keeps_what_came_before() -> None:
    first, rest = read('[{"title": "A Slow Path"},\n{"title": "Fox')
    assert isinstance(first, Record)
    assert isinstance(rest, Rejection)
    assert rest.where == "line 2"


def test_one_object_over_several_lines() -> None:
    (record,) = read(json.dumps({"title": "A Slow Path", "authors": ["Ada King"]}, indent=2))
    assert isinstance(record, Record)
    assert (record.title, record.where) == ("A Slow Path", "lines 1-6")


def test_lone_surrogates_and_decomposed_letters() -> None:
    record = one(title="A \ud800Slow Path", authors=["Ade\u0301lie\u0000 King"])
    assert (record.title, record.authors) == ("A Slow Path", ("Adélie King",))
