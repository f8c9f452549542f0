"""The part of ASK that finds evidence: retrieve, select, and once more with a model's queries where it is little."""

from __future__ import annotations

from typing import NamedTuple

from assistant.errors import AssistantError
from assistant.library.stores import Stores
from assistant.models import Filters, Paper
from assistant.steps.about import About, about, asked_beside, quoted, short_title
from assistant.steps.retrieve import Found, retrieve
from assistant.steps.select import WIDTH, Selection, select, select_about
from assistant.steps.show import show
from assistant.steps.strength import enough
from assistant.steps.widen import PAPERS, TOKENS, little, merged, queries
from assistant.writers.language_model import LanguageModelWriter
from vectorstore.index import Index

RETRIEVED = 2 * WIDTH
_OF_TITLE = 3  # papers among which one with just this title is looked for


class Basis(NamedTuple):
    """What an answer rests on: what was retrieved, the evidence, and the further queries that were searched.

    ``about`` where the question is about papers that it names, and only they were read.
    """

    found: Found
    chosen: Selection
    sufficient: bool
    about: About | None = None
    queries: tuple[str, ...] = ()

    @property
    def papers(self) -> dict[str, Paper]:
        """The retrieved papers by id."""
        return {hit.paper.id: hit.paper for hit in self.found.hits}


def searched(stores: Stores, index: Index, question: str, filters: Filters, *, papers: int) -> Basis:
    """What the question itself finds, and the papers whose titles it quotes."""

    def search() -> Basis:
        allowed = stores.catalog.ids(filters)
        found = retrieve(question, index, stores.catalog.get, limit=RETRIEVED, allowed=allowed)
        known = {hit.paper.id for hit in found.hits}
        for title in quoted(question):
            by_title = retrieve(title, index, stores.catalog.get, limit=_OF_TITLE, allowed=allowed)
            more = [hit for hit in by_title.hits if short_title(hit.paper.title) == title and hit.paper.id not in known]
            known |= {hit.paper.id for hit in more}
            found = found._replace(hits=(*found.hits, *more))
        beside = asked_beside(question, (hit.paper for hit in found.hits))
        found = found._replace(hits=tuple(hit for hit in found.hits if hit.paper.id not in beside))
        return _basis(found, question, index, papers)

    return stores.in_turn(search)


def widened(
    basis: Basis,
    stores: Stores,
    index: Index,
    question: str,
    filters: Filters,
    *,
    papers: int,
    writer: LanguageModelWriter,
) -> Basis:
    """The same with up to three queries by the model, where there is some evidence but little.

    What the queries find counts only where the evidence for the question is not weaker with it.
    """
    if basis.about or not little(basis.chosen, basis.found, index.embedder.name):
        return basis
    try:
        more = queries(writer.widen(question, show(basis.chosen.read, papers=PAPERS, tokens=TOKENS).text), question)
    except AssistantError as error:
        writer.faults.append(f"Searched for the question alone, because the language model wrote no queries: {error}")
        return basis

    def search() -> Basis:
        allowed = stores.catalog.ids(filters)
        others = [retrieve(query, index, stores.catalog.get, limit=RETRIEVED, allowed=allowed) for query in more]
        return _basis(merged(basis.found, others, limit=RETRIEVED), question, index, papers)

    wider = stores.in_turn(search)
    better = wider if wider.chosen.strength >= basis.chosen.strength else basis
    return better._replace(queries=more)


def _basis(found: Found, question: str, index: Index, papers: int) -> Basis:
    meant = about(question, (hit.paper for hit in found.hits))
    if meant:
        chosen = select_about(meant, question, found.hits, index, papers=papers)
    else:
        chosen = select(question, found.hits, found.cosines, index, papers=papers)
    sufficient = bool(chosen.evidence) and enough(chosen.strength, index.embedder.name)
    return Basis(found, chosen, sufficient, about=meant)
