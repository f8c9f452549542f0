"""The flow of REPLAY: a saved answer or review is run again with the library as it is now, and compared."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from assistant.catalog import Catalog
from assistant.library.capsules import saved
from assistant.library.filters import FilterWords
from assistant.models import Answer, Change, Filters, Replay, Review, Run, Sentence

Again = Callable[[Run, FilterWords], Answer | Review]


class _Kept(NamedTuple):
    """A saved run with what came of it."""

    run: Run
    result: Answer | Review


def replay(catalog: Catalog, capsule: str, again: Mapping[str, Again]) -> Replay:
    """Run what is saved in a capsule again and list what changed.

    Args:
        catalog: the library's record.
        capsule: the hash, or a beginning that no other has.
        again: how an ``answer`` and a ``review`` are made of what was asked for, with filters as a user writes them.

    Raises:
        BadRequest: no capsule or several have that hash, or it can't be read any more.
    """
    before = _Kept(*saved(catalog, capsule))
    run = before.run
    wanted = run.model_copy(update={"papers": _still_there(catalog, run.papers)})
    after = _Kept(*saved(catalog, again[run.kind](wanted, _words(run.filters)).capsule))
    changes = () if run.capsule == after.run.capsule else tuple(_changes(before, after, catalog))
    return Replay(kind=run.kind, asked=run.asked, before=run.capsule, after=after.run.capsule, changes=changes)


def _still_there(catalog: Catalog, papers: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Papers that were chosen by hand without those that were removed since."""
    if papers is None:
        return None
    heirs = catalog.successors(papers)
    return tuple(catalog.get([heirs.get(paper_id, paper_id) for paper_id in papers]))


def _words(filters: Filters) -> FilterWords:
    """The filters as a user would write them."""
    first, last = (f"{year:04}" if year is not None else "" for year in (filters.year_from, filters.year_to))
    return FilterWords(
        year=f"{first}:{last}" if first or last else None,
        author=filters.author,
        venue=filters.venue,
        category=filters.category,
    )


def _changes(before: _Kept, after: _Kept, catalog: Catalog) -> Iterator[Change]:
    for what in ("version", "embedder", "model"):
        was, now = getattr(before.run, what), getattr(after.run, what)
        if was != now:
            yield Change(what=what, about=what, before=was, after=now)
    if isinstance(before.result, Answer) and isinstance(after.result, Answer):
        if before.result.status != after.result.status:
            yield Change(what="status", about="status", before=before.result.status, after=after.result.status)
        if before.result.strength != after.result.strength:
            yield Change(what="strength", about="strength", before=before.result.strength, after=after.result.strength)
    yield from _papers(before, after, catalog)
    yield from _differences("heading", _headings(before), _headings(after))
    yield from _differences("sentence", _sentences(before), _sentences(after))


def _papers(before: _Kept, after: _Kept, catalog: Catalog) -> Iterator[Change]:
    """Papers that came, went, or changed places with others that stayed."""
    retrieved = [one.paper_id for one in before.run.retrieved]
    heirs = catalog.successors(retrieved)
    was = {heirs.get(paper_id, paper_id): place for place, paper_id in reversed([*enumerate(retrieved, 1)])}
    now = {one.paper_id: place for place, one in enumerate(after.run.retrieved, 1)}
    titles = {one.paper_id: one.title for one in before.run.retrieved if one.title}
    titles |= {paper.id: paper.title for paper in catalog.get([*was, *now]).values()}
    stayed = sorted(was.keys() & now.keys(), key=lambda paper_id: now[paper_id])
    still = _longest_rise([was[paper_id] for paper_id in stayed])
    moved = {paper_id for paper_id in stayed if was[paper_id] not in still}
    for paper_id in (*now, *sorted(was.keys() - now.keys(), key=lambda gone: was[gone])):
        if paper_id in moved or not (paper_id in was and paper_id in now):
            about = titles.get(paper_id, paper_id)
            places = {"before": was.get(paper_id), "after": now.get(paper_id)}
            yield Change(what="paper", about=about, paper_id=paper_id, **places)


def _longest_rise(places: Sequence[int]) -> set[int]:
    """The most places that still follow each other; what is not among them has moved (patience sorting)."""
    ends: list[int] = []  # of the shortest rise of each length, its last place
    lengths = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    kept, wanted = set(), len(ends) - 1
    for place, length in zip(reversed(places), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(place)
            wanted -= 1
    return kept


def _headings(kept: _Kept) -> dict[str, int]:
    """The headings of a review with their places."""
    sections = kept.result.sections if isinstance(kept.result, Review) else ()
    return {section.heading: place for place, section in enumerate(sections, 1)}


def _sentences(kept: _Kept) -> dict[str, str]:
    """The sentences with their support."""
    return {sentence.text: sentence.support for sentence in _all_sentences(kept.result)}


def _all_sentences(result: Answer | Review) -> tuple[Sentence, ...]:
    if isinstance(result, Answer):
        return result.sentences
    return tuple(sentence for section in result.sections for sentence in section.sentences)


def _differences(
    what: Literal["heading", "sentence"], before: Mapping[str, str | int], after: Mapping[str, str | int]
) -> Iterator[Change]:
    for text in (*after, *(gone for gone in before if gone not in after)):
        if before.get(text) != after.get(text):
            yield Change(what=what, about=text, before=before.get(text), after=after.get(text))
