"""The flow of REPLAY: a saved answer or review is run again with the library as it is now, and compared."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import ValidationError

from assistant.catalog import Catalog
from assistant.errors import BadRequest
from assistant.library.filters import FilterWords
from assistant.models import Answer, Change, Filters, Replay, Review, Sentence

Again = Callable[[str, int | None, FilterWords], Answer | Review]


class Run(NamedTuple):
    """What a capsule holds."""

    capsule: str
    kind: Literal["answer", "review"]
    setup: Mapping[str, str | None]  # version, embedder and model, by name
    filters: Filters
    limit: int | None
    retrieved: tuple[str, ...]  # ids, best first
    result: Answer | Review

    @property
    def asked(self) -> str:
        """The question or the theme."""
        return self.result.question if isinstance(self.result, Answer) else self.result.theme


def replay(catalog: Catalog, capsule: str, again: Mapping[str, Again]) -> Replay:
    """Run what is saved in a capsule again and list what changed.

    Args:
        catalog: the library's record.
        capsule: the hash, or a beginning that no other has.
        again: how an ``answer`` and a ``review`` are made, from the question or theme, a limit and filters.

    Raises:
        BadRequest: no capsule or several have that hash, or it can't be read any more.
    """
    before = _run(catalog, _named(catalog, capsule.strip().lower()))
    after = _run(catalog, again[before.kind](before.asked, before.limit, _words(before.filters)).capsule)
    changes = () if before.capsule == after.capsule else tuple(_changes(before, after, catalog))
    return Replay(kind=before.kind, asked=before.asked, before=before.capsule, after=after.capsule, changes=changes)


def _named(catalog: Catalog, capsule: str) -> str:
    found = catalog.capsules.beginning(capsule) if capsule else ()
    if not found:
        raise BadRequest(
            f"no saved answer or review has the capsule {capsule[:40]!r}; ask and review show theirs with --json"
        )
    if len(found) > 1:
        raise BadRequest(f"{len(found)} capsules begin with {capsule[:40]!r}; give more of it")
    return found[0]


def _run(catalog: Catalog, capsule: str) -> Run:
    content = json.loads(catalog.capsules.text(capsule) or "{}")
    kinds: Mapping[str, type[Answer | Review]] = {"answer": Answer, "review": Review}
    try:
        result = kinds[content["kind"]].model_validate(content["result"])
        embedder = content["embedder"]
        return Run(
            capsule=capsule,
            kind=content["kind"],
            setup={
                "version": content["version"],
                "embedder": f"{embedder['name']} ({embedder['fingerprint'][:12]})",
                "model": result.model,
            },
            filters=Filters.model_validate(content["filters"]),
            limit=content.get("limit"),
            retrieved=tuple(paper_id for paper_id, _ in content["retrieved"]),
            result=result,
        )
    except (KeyError, ValidationError):
        made = content.get("version", "an unknown version")
        raise BadRequest(
            f"the capsule {capsule!r} was saved by litreview {made} and can't be read by this one; ask again"
        ) from None


def _words(filters: Filters) -> FilterWords:
    """The filters as a user would write them."""
    first, last = (f"{year:04}" if year is not None else "" for year in (filters.year_from, filters.year_to))
    return FilterWords(
        year=f"{first}:{last}" if first or last else None,
        author=filters.author,
        venue=filters.venue,
        category=filters.category,
    )


def _changes(before: Run, after: Run, catalog: Catalog) -> Iterator[Change]:
    for what in ("version", "embedder", "model"):
        if before.setup[what] != after.setup[what]:
            yield Change(what=what, about=what, before=before.setup[what], after=after.setup[what])
    if isinstance(before.result, Answer) and isinstance(after.result, Answer):
        if before.result.status != after.result.status:
            yield Change(what="status", about="status", before=before.result.status, after=after.result.status)
        if before.result.strength != after.result.strength:
            yield Change(what="strength", about="strength", before=before.result.strength, after=after.result.strength)
    yield from _papers(before, after, catalog)
    yield from _differences("heading", _headings(before), _headings(after))
    yield from _differences("sentence", _sentences(before), _sentences(after))


def _papers(before: Run, after: Run, catalog: Catalog) -> Iterator[Change]:
    """Papers that came, went, or changed places with others that stayed."""
    heirs = catalog.successors(before.retrieved)
    was = {heirs.get(paper_id, paper_id): place for place, paper_id in reversed([*enumerate(before.retrieved, 1)])}
    now = {paper_id: place for place, paper_id in enumerate(after.retrieved, 1)}
    titles = {reference.paper.id: reference.paper.title for reference in before.result.references}
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


def _headings(run: Run) -> dict[str, int]:
    """The headings of a review with their places."""
    sections = run.result.sections if isinstance(run.result, Review) else ()
    return {section.heading: place for place, section in enumerate(sections, 1)}


def _sentences(run: Run) -> dict[str, str]:
    """The sentences with their support."""
    return {sentence.text: sentence.support for sentence in _all_sentences(run.result)}


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
