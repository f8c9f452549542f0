"""Gives new papers an id and a citation key that no other paper has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count, islice

from sqlalchemy import Connection, insert

from assistant.catalog.draft import Draft
from assistant.catalog.keys import citation_stem, content_ids, is_usable_id, suffixes
from assistant.catalog.rows import present
from assistant.catalog.schema import aliases, papers


def give_ids(connection: Connection, drafts: Sequence[Draft]) -> None:
    """The first id a source gave if it is free, else one made from the content."""
    given = {draft.age: _given(draft) for draft in drafts}
    asked = set(chain.from_iterable(given.values()))
    asked.update(id_ for draft in drafts for id_ in islice(content_ids(draft.state), 1))
    taken = _taken(connection, asked)
    for draft in drafts:
        for id_ in chain(given[draft.age], content_ids(draft.state)):
            if id_ not in asked:
                taken |= _taken(connection, [id_])
            if id_ not in taken:
                break
        draft.id = id_
        taken.add(id_)


def give_keys(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Family name, year and title word, with letters where another paper has that already."""
    waiting = [(draft, citation_stem(draft.state)) for draft in drafts]
    given: set[str] = set()
    for length in count():
        if not waiting:
            return
        stems = {stem for _, stem in waiting}
        keys = {stem: [stem + end for end in suffixes(length)] for stem in stems}
        taken = given | present(connection, papers.c.key, chain.from_iterable(keys.values()))
        untried = {stem: iter(some) for stem, some in keys.items()}
        for draft, stem in waiting:
            draft.key = next((key for key in untried[stem] if key not in taken), "")
            taken.add(draft.key)
            given.add(draft.key)
        waiting = [(draft, stem) for draft, stem in waiting if not draft.key]


def keep_names(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Let the other ids that sources gave a paper lead to it, where they are free."""
    others = [(name, draft) for draft in drafts for name in _given(draft) if name != draft.id]
    taken = _taken(connection, (name for name, _ in others))
    for name, draft in others:
        if name not in taken:
            connection.execute(insert(aliases).values(alias=name, paper_id=draft.id))
            taken.add(name)


def _given(draft: Draft) -> list[str]:
    """The ids that sources gave, in order of arrival."""
    given = (row.record.given_id for row in draft.rows)
    return list(dict.fromkeys(id_ for id_ in given if id_ and is_usable_id(id_)))


def _taken(connection: Connection, ids: Iterable[str]) -> set[str]:
    every = list(ids)
    return present(connection, papers.c.id, every) | present(connection, aliases.c.alias, every)
