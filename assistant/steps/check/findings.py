"""What speaks against a sentence: numbers, names, people and quotations that the papers it cites do not hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.steps.check.direction import opposed
from assistant.steps.check.names import authors, beside, explained, folded, held, is_author, names, spelled_out
from assistant.steps.check.nearness import PreparedPaper, Quote, Shelf
from assistant.steps.check.numbers import Quantity, claimed, quantities, rival, stands, unpaired
from assistant.steps.check.quoting import misquoted
from assistant.steps.check.reply import Clause

_ALIKE = 0.8  # share of its stems that a quote holds when a sentence retells just that quote
_CLAUSE_WORDS = 4  # shorter pieces before a marker name a thing and state nothing of it


def findings(
    text: str,
    cited: Sequence[PreparedPaper],
    quotes: Sequence[Quote],
    label: Mapping[str, str],
    known_names: Collection[str],
) -> Iterator[str]:
    """What the cited papers do not hold, each in words for the reader.

    Args:
        text: the sentence.
        cited: the papers it cites.
        quotes: the best quote of each of them.
        label: how a reader knows a paper: its number in brackets, by id.
        known_names: names (folded) of all papers that were shown, to know one at the start of a sentence.
    """
    where = " or ".join(label[paper.paper.id] for paper in cited)
    yield from _people(text, cited, where)
    yield from _numbers(text, cited, quotes, where)
    for name in _names_in(text, known_names):
        if not (spelled_out(name, text) or any(_holds(paper, name, text) for paper in cited)):
            yield f"“{name}” is not in {where}"
    if words := misquoted(text, [paper.paper for paper in cited]):
        yield f"the words “{words}” do not stand in {where}"
    if len(cited) == 1 and quotes[0].end and (against := opposed(text, _words(cited[0], quotes[0]))):
        yield f"{against} ({where})"


def misplaced(clauses: Sequence[Clause], shelf: Shelf, label: Mapping[str, str]) -> Iterator[str]:
    """Numbers and names that stand before the marker of a paper that does not hold them, where another one does."""
    for clause in clauses:
        own = shelf.held(clause.paper_ids)
        if len(clause.text.split()) < _CLAUSE_WORDS or not own:
            continue
        where = " or ".join(label[paper.paper.id] for paper in own)
        numbers = [number for paper in own for number in paper.numbers]
        for number in claimed(clause.text):
            if not stands(number, numbers):
                yield f"the number {number.words} is not in {where}, whose marker follows it"


def _people(text: str, cited: Sequence[PreparedPaper], where: str) -> Iterator[str]:
    for family in dict.fromkeys(authors(text)):
        if not any(is_author(family, paper.holdings) for paper in cited):
            if any(held(family, paper.holdings) for paper in cited) and "et al" not in text:
                continue  # "Atari (2013)": a name that the abstract itself has
            yield f"{family} is not among the authors of {where}"


def _numbers(text: str, cited: Sequence[PreparedPaper], quotes: Sequence[Quote], where: str) -> Iterator[str]:
    there = [number for paper in cited for number in paper.numbers]
    quoted = [number for paper, quote in zip(cited, quotes, strict=True) for number in quantities(_words(paper, quote))]
    extra, free = unpaired(quantities(text), quoted)
    alike = max((quote.overlap for quote in quotes), default=0.0) >= _ALIKE
    for number in claimed(text):
        if not stands(number, there):
            yield _missing(text, number, cited, rival(number, free, alike=alike), where)
        elif number in extra and (other := rival(number, free, alike=alike)):
            yield f"where {where} speaks of this, it says {other.words}, not {number.words}"


def _missing(text: str, number: Quantity, cited: Sequence[PreparedPaper], other: Quantity | None, where: str) -> str:
    if number.is_year and re.search(r"[A-Za-z.,]\s*\($", text[max(0, number.start - 3) : number.start]):
        years = sorted({str(paper.paper.year) for paper in cited if paper.paper.year is not None})
        return f"{where} is of {' or '.join(years) or 'no known year'}, not {number.words}"
    return f"the number {number.words} is not in {where}" + (f", which says {other.words}" if other else "")


def _names_in(text: str, known_names: Collection[str]) -> Iterator[str]:
    credited = set(authors(text))
    yield from (name for name in names(text) if name not in credited)
    first = re.match(r"\W*([^\W\d_][\w-]*)", text)
    if first and folded(first[1]) in known_names and first[1] not in credited:
        yield first[1]


def _holds(paper: PreparedPaper, name: str, text: str) -> bool:
    by = paper.holdings
    return held(name, by) or beside(name, text, by) or explained(name, text, by)


def _words(paper: PreparedPaper, quote: Quote) -> str:
    return paper.paper.abstract[quote.start : quote.end]
