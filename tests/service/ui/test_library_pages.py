"""The Library and Settings pages as HTML: what they say, and that no text from elsewhere does anything there."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.equipment import EmbedderOffer, Equipment
from assistant.llm import ModelSetup, Probe
from assistant.models import Hit, LibraryStatus, Paper, PaperPage, Rejection, SourceRecord
from assistant.service.ui.rendering.adding import LISTED, Added, drop_zone, report, uploads
from assistant.service.ui.rendering.health import health, unwell
from assistant.service.ui.rendering.markup import Markup, joined
from assistant.service.ui.rendering.paper_page import no_paper, paper_page
from assistant.service.ui.rendering.papers import ORDERS, empty_library, finder, papers_table, refused
from assistant.service.ui.rendering.settings import (
    Setting,
    Template,
    model_section,
    no_trial,
    settings_page,
    trial,
    unreadable,
)
from tests.invented import CRUST, RYE
from tests.service.ui.pages import HOSTILE, page

_HOSTILE = st.sampled_from(HOSTILE)
_TEXTS = st.one_of(_HOSTILE, st.text(max_size=60), st.builds(str.__add__, _HOSTILE, _HOSTILE))


def _paper(text: str) -> Paper:
    return Paper(
        id=text or "p",
        key=text,
        title=text,
        authors=(text, "x"),
        abstract=text,
        abstract_by=text,
        date=text,
        year=2001,
        venue=text,
        doi=text,
        arxiv_id=text,
        url=text,
        categories=(text,),
        organisations=(text,),
        sources=(SourceRecord(source=text, record=text),),
    )


def _everything(text: str) -> Markup:
    """Every place of the two pages that shows a text from elsewhere."""
    paper = _paper(text)
    rejections = [Rejection(source=text, where=text, reason=text)]
    model = ModelSetup(model=text, base_url=text, keys=(text,), key_from=text)
    offers = (EmbedderOffer(name=text, available=False, note=text),)
    return joined(
        papers_table(PaperPage(papers=(paper,), total=1)),
        refused(text),
        paper_page(paper, [Hit(paper=paper, score=0.5, passages=())]),
        paper_page(paper, text),
        no_paper(text),
        report(Added(files=1, read=1), rejections),
        health(LibraryStatus(papers=1, embedding=text, model=text), rejections, [text]),
        unwell(text),
        model_section(model),
        settings_page(
            Equipment(model=model, embedder=text, embedders=offers),
            [Setting("model", text, "flag", "A model.")],
            [Template("write", text, own=True)],
        ),
        trial(Probe(model=text, problem=text)),
        no_trial(text),
        unreadable(text),
    )


@given(_TEXTS)
def test_no_text_makes_an_element_or_an_attribute(text: str) -> None:
    read, plain = page(_everything(text)), page(_everything("plain"))
    assert {name for name, _ in read.elements} <= {name for name, _ in plain.elements} | {"a"}
    assert not [name for name in read.names if name.startswith(("on", "style", "src", "srcset"))]
    assert read.names <= plain.names | {"href", "target", "rel"}


@given(_TEXTS)
def test_links_lead_to_the_library_itself_or_to_doi_and_arxiv(text: str) -> None:
    for given_ in page(_everything(text)).named("a"):
        address = urlsplit(given_["href"] or "")
        if "data-paper" in given_:
            assert (address.scheme, address.netloc, address.path) == ("", "", "")
        else:
            assert (address.scheme, address.hostname) in {("https", "doi.org"), ("https", "arxiv.org")}
            assert given_["rel"] == "noopener noreferrer"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_it_says_is_still_there_to_read(text: str) -> None:
    shown = "".join(page(_everything(text)).text.split())
    visible = text.replace("\u202e", "").replace("\u202c", "")
    assert shown.count("".join(visible.split())) > 10


def test_the_table_says_how_it_is_ordered_and_what_a_press_would_do() -> None:
    read = page(papers_table(PaperPage(papers=(RYE, CRUST), total=2), "title-asc"))
    columns = {given["class"]: given for given in read.named("th") if given.get("scope") == "col"}
    assert {name: given["aria-sort"] for name, given in columns.items()} == {
        "title": "ascending",
        "author": "none",
        "year": "none",
        "venue": "none",
    }
    assert [given["data-order"] for given in read.named("button")] == [
        "title-desc",
        "author-asc",
        "year-desc",
        "venue-asc",
    ]


def test_of_authors_that_a_page_left_out_nobody_says_how_many_there_are() -> None:
    cut = CRUST.model_copy(update={"authors_complete": False})
    read = page(papers_table(PaperPage(papers=(cut, CRUST), total=2)))
    assert "Mo Day, Anna Vale et\u00a0al." in read.text
    assert "Mo Day, Anna Vale and\u00a01\u00a0more" in read.text


def test_a_long_list_has_pages_and_ends() -> None:
    page_of = PaperPage(papers=(RYE,), total=120)
    middle, last = page(papers_table(page_of, offset=50, of=500)), page(papers_table(page_of, offset=100))
    steps = [(given["data-offset"], "disabled" in given) for given in middle.named("button", "quiet")]
    assert steps == [("0", False), ("0", False), ("51", False), ("100", False)]
    assert "120 of 500 papers" in middle.text
    assert [("disabled" in given) for given in last.named("button", "quiet")] == [False, False, False, False]
    everything = page(papers_table(PaperPage(papers=(RYE, CRUST), total=2)))
    assert everything.named("nav") == []


def test_each_order_can_be_chosen() -> None:
    assert [given["value"] for given in page(finder()).named("option")] == list(ORDERS)


def test_a_paper_says_what_is_not_known_and_where_it_comes_from() -> None:
    bare = Paper(
        id="p", key="k", title=" ", authors_complete=False, sources=(SourceRecord(source="a.txt", record="x"),)
    )
    read = page(paper_page(bare))
    for said in ("(untitled)", "No author named", "not known", "No abstract is stored", "Found in 1 source", "a.txt"):
        assert said in read.text
    assert read.named("section")[0]["aria-busy"] == "true"
    assert read.named("details", "removal")
    assert not page(paper_page(bare, (), writable=False)).named("details", "removal")


def test_an_address_elsewhere_is_shown_and_not_linked() -> None:
    read = page(paper_page(RYE.model_copy(update={"url": "https://elsewhere.example/paper"}), ()))
    assert "https://elsewhere.example/paper" in read.text
    assert read.named("a") == []


def test_a_report_lists_what_was_rejected_and_says_where_the_rest_is() -> None:
    many = [Rejection(source="a.txt", where=f"line {n}", reason="no title") for n in range(LISTED + 5)]
    read = page(report(Added(files=2, failed=1, read=7, added=4, merged=1, updated=1, unchanged=1), many))
    assert "Done: 4 new papers out of 1 file; 105 records could not be read." in read.text
    assert "1 file could not be sent" in read.text
    assert "a.txt, line 99" in read.text
    assert "line 100" not in read.text
    assert "5 more are in the download" in read.text
    assert [given["data-save"] for given in read.named("button")] == [".csv", ".jsonl"]
    assert "Nothing was read." in page(report(Added(files=1, failed=1), ())).text


def test_the_sample_offers_nothing_that_would_fail() -> None:
    assert page(drop_zone(writable=False, most=1)).named("input") == []
    assert len(page(drop_zone(writable=True, most=1)).named("input")) == 2
    assert "JSON Lines" in page(drop_zone(writable=True, most=1)).text


def test_an_empty_library_says_what_to_do() -> None:
    assert "litreview demo" in page(empty_library(writable=True)).text
    assert page(uploads()).named("template")


def test_health_says_what_to_run() -> None:
    broken = LibraryStatus(papers=3, consistent=False, fault="two stores <differ>: run litreview reindex")
    assert "two stores <differ>: run litreview reindex" in page(health(broken, ())).text
    assert "next search" in page(health(LibraryStatus(papers=3, consistent=False, pending=2), ())).text
    assert "litreview reindex" not in page(health(LibraryStatus(papers=3), ())).text


def test_a_test_says_what_works_and_what_does_not() -> None:
    read = page(trial(Probe(model="m", answers=True, streams=True, first_token_seconds=0.31, problem="no forms here")))
    assert "yes: answers, the first words after 0.3 s" in read.text
    assert "no: fills in forms" in read.text
    assert "no forms here" in read.text
