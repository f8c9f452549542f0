"""The table of the library's papers, with what finds and orders them."""

from __future__ import annotations

from urllib.parse import quote

from assistant.export.untrusted import one_line
from assistant.export.words import counted
from assistant.models import Paper, PaperPage
from assistant.service.ui.rendering.markup import Markup, tag, unseen, words
from assistant.service.ui.rendering.paper import title

ON_A_PAGE = 50
NEWEST = "year-desc"
ORDERS = {  # what is chosen, and how it is said
    NEWEST: "Newest first",
    "year-asc": "Oldest first",
    "title-asc": "Title, A to Z",
    "title-desc": "Title, Z to A",
    "author-asc": "First author, A to Z",
    "author-desc": "First author, Z to A",
    "venue-asc": "Venue, A to Z",
    "venue-desc": "Venue, Z to A",
    "added-desc": "Added last first",
    "added-asc": "Added first first",
}
_COLUMNS = {"title": "Title", "author": "Authors", "year": "Year", "venue": "Venue"}
_FIELDS = (  # name, label, what is typed, the id of its choices
    ("year", "Years", "2015:2020", None),
    ("author", "Author", "name", None),
    ("venue", "Venue", "name", "choices-venue"),
    ("category", "Category", "cs.LG", "choices-category"),
)


def finder() -> Markup:
    """Search, filters and order: HTML that never changes, so that nothing typed is ever lost."""
    search = tag(
        "input",
        type="search",
        name="words",
        id="paper-words",
        maxlength=300,
        placeholder="Search titles, authors, venues, abstracts",
        aria_label="Search the papers",
        dir="auto",
    )
    fields = (
        tag("label", label, tag("input", name=name, type="text", placeholder=typed, maxlength=200, list=offered))
        for name, label, typed, offered in _FIELDS
    )
    orders = (tag("option", said, value=order) for order, said in ORDERS.items())
    order = tag("label", "Order", tag("select", *orders, name="order"))
    clear = tag("button", "Clear", type="button", class_="quiet", data_clear_finder=True)
    narrow = tag("div", *fields, order, clear, class_="narrow")
    return tag("form", search, narrow, class_="finder", role="search", autocomplete="off")


def papers_table(page: PaperPage, order: str = NEWEST, offset: int = 0, *, of: int | None = None) -> Markup:
    """A page of the papers.

    Args:
        page: the papers, and how many there are in the whole list.
        order: one of ``ORDERS``.
        offset: the place of the first one in the whole list, from 0.
        of: how many papers the library has, where the list is narrowed to fewer.
    """
    count = counted(page.total, "paper")
    said = f"{page.total:,} of {counted(of, 'paper')}" if of is not None and of != page.total else count
    status = tag("p", said, class_="count", role="status")
    if not page.papers:
        none = tag("p", "No paper fits. Search for fewer words, or clear the filters.", class_="hint nothing")
        return tag("div", status, none, class_="papers")
    rows = (_row(paper) for paper in page.papers)
    head = tag("tr", *(_heading(column, order) for column in _COLUMNS))
    caption = tag("caption", unseen("Papers of the library"))
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows))
    return tag("div", status, table, _pager(page, offset), class_="papers")


def empty_library(*, writable: bool) -> Markup:
    """What to do first."""
    if not writable:
        return tag("div", tag("h1", "The sample holds no papers"), class_="empty")
    text = "Add abstracts, and then ask about them. litreview finds the format of a file by itself."
    sample = tag("p", "Only looking around? ", tag("code", "litreview demo"), " opens the sample library.")
    return tag("div", tag("h1", "This library is empty"), tag("p", text), sample, class_="empty")


def refused(why: str) -> Markup:
    """The list can't be made, such as with a year that is none."""
    return tag("div", tag("p", words(why), class_="hint nothing", role="status"), class_="papers")


def opened(paper_id: str) -> str:
    """The address of a paper's page."""
    return f"?paper={quote(paper_id, safe='')}"


def _heading(column: str, order: str) -> Markup:
    """A column's heading, which orders by it; once more turns the order round."""
    chosen, _, direction = order.partition("-")
    now = {"asc": "ascending", "desc": "descending"}.get(direction) if chosen == column else None
    first = "desc" if column == "year" else "asc"
    other = {"asc": "desc", "desc": "asc"}[direction] if now else first
    arrow = tag("span", {"asc": "↑", "desc": "↓"}[direction] if now else "", class_="arrow", aria_hidden="true")
    press = tag("button", _COLUMNS[column], arrow, type="button", data_order=f"{column}-{other}")
    return tag("th", press, scope="col", aria_sort=now or "none", class_=column)


def _row(paper: Paper) -> Markup:
    name = tag("a", title(paper), href=opened(paper.id), data_paper=paper.id, class_="name")
    year = str(paper.year) if paper.year else tag("span", "no year", class_="unknown")
    venue = one_line(paper.venue or "")
    return tag(
        "tr",
        tag("th", name, scope="row", class_="title"),
        tag("td", _authors(paper), class_="author"),
        tag("td", year, class_="year"),
        tag("td", words(venue) if venue else None, class_="venue"),
    )


def _authors(paper: Paper, shown: int = 2) -> Markup:
    names = [name for name in map(one_line, paper.authors) if name]
    if not names:
        return tag("span", "no author named", class_="unknown")
    left = len(names) - shown
    more = f" and\u00a0{left}\u00a0more" if left > 0 else ""
    if not paper.authors_complete:  # nobody knows how many more
        more = " et\u00a0al."
    return tag("span", words(", ".join(names[:shown])), more)


def _pager(page: PaperPage, offset: int) -> Markup | None:
    if page.total <= ON_A_PAGE:
        return None
    last = offset + len(page.papers)
    place = tag("span", f"{offset + 1:,} to {last:,} of {page.total:,}", class_="place")
    end = (page.total - 1) // ON_A_PAGE * ON_A_PAGE
    steps = (
        ("First", 0, offset > 0),
        ("Previous", max(0, offset - ON_A_PAGE), offset > 0),
        ("Next", last, last < page.total),
        ("Last", end, last < page.total),
    )
    first, previous, following, final = (
        tag("button", name, type="button", class_="quiet", data_offset=to, disabled=not possible)
        for name, to, possible in steps
    )
    return tag("nav", first, previous, place, following, final, class_="pager", aria_label="Pages of the list")
