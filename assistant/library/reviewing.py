"""The flow of REVIEW: screen, themes, outline, sections written from their own evidence, check, cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from assistant.library.capsules import seal
from assistant.library.stores import Progress, Stores
from assistant.models import Evidence, Filters, Hit, Outline, Paper, Review, Scope, Screened, Section, Theme
from assistant.steps import sentences as pick
from assistant.steps.check import check
from assistant.steps.cover import cover
from assistant.steps.outline import outline as make_outline
from assistant.steps.reading import long_forms, reading, unmentioned
from assistant.steps.reasons import reason
from assistant.steps.retrieve import Found, relevant, screen
from assistant.steps.themes import themes as make_themes
from assistant.steps.write import cite, references
from assistant.writers.extractive import ExtractiveWriter
from vectorstore.analysis import terms
from vectorstore.index import Index

OnSection = Callable[[Section], None]

PROBLEM = "The problem, in the papers’ words"
OPEN = "Not settled, by the papers’ own words"
_QUOTED = 3  # sentences of the opening and of the closing section
_RARE = 0.8  # a word this nearly as rare as the theme's rarest sets it apart as well
_BOTH_UP_TO = 40  # reviews of more papers quote one sentence of each


class Wanted(NamedTuple):
    """What a review is asked for; ``papers`` are ids chosen by hand, which take the place of cut and filters."""

    theme: str
    filters: Filters
    limit: int | None = None
    papers: tuple[str, ...] | None = None


class Plan(NamedTuple):
    """What a review will be made of."""

    wanted: Wanted
    found: Found
    inside: tuple[Hit, ...]
    below: tuple[Hit, ...]
    groups: tuple[Theme, ...]

    @property
    def papers(self) -> dict[str, Paper]:
        """The relevant papers by id, best first."""
        return {hit.paper.id: hit.paper for hit in self.inside}


def scope(stores: Stores, wanted: Wanted, progress: Progress) -> Scope:
    """Which papers a review would rest on, and why."""
    return _scope(stores, _screened(stores, stores.ready(progress), wanted))


def outline(stores: Stores, wanted: Wanted, progress: Progress) -> Outline:
    """The plan of a review on a theme."""
    made = plan(stores, wanted, progress)
    return make_outline(wanted.theme, made.groups, made.papers, list(made.papers))


def plan(stores: Stores, wanted: Wanted, progress: Progress) -> Plan:
    """Screen the library for a theme and group what belongs."""
    index = stores.ready(progress)
    made = _screened(stores, index, wanted)
    papers = list(made.papers.values())
    centres = index.centres(list(made.papers))
    groups = make_themes(wanted.theme, papers, centres, index.embedder.embed, index.lexical.idf)
    return made._replace(groups=groups)


def review(
    stores: Stores, writer: ExtractiveWriter, made: Plan, *, progress: Progress, on_section: OnSection
) -> Review:
    """Draft a themed review; every sentence is written from evidence and checked.

    An exception of ``on_section`` stops it, and nothing is saved.
    """
    wanted, papers, numbers, sections = made.wanted, made.papers, dict[str, int](), list[Section]()
    parts = list(_parts(stores.ready(), made))
    for done, (heading, evidence) in enumerate(parts):
        progress("writing", done, len(parts))
        sentences = check(cite(writer.section(heading, evidence, papers), numbers), papers)
        ids = tuple(dict.fromkeys(one.paper_id for one in evidence))
        sections.append(Section(heading=heading, paper_ids=ids, sentences=sentences))
        on_section(sections[-1])
    result = Review(
        theme=wanted.theme,
        title=wanted.theme[:1].upper() + wanted.theme[1:],
        sections=tuple(sections),
        references=references(numbers, papers),
        coverage=cover(list(papers), sections),
        scope=_scope(stores, made),
        model=writer.model,
    )
    return seal(
        stores.catalog,
        result,
        kind="review",
        filters=wanted.filters,
        embedder=stores.embedder,
        retrieved=[(hit.paper.id, hit.score) for hit in (*made.inside, *made.below)],
        limit=wanted.limit,
        papers=wanted.papers,
    )


def _screened(stores: Stores, index: Index, wanted: Wanted) -> Plan:
    """The papers that belong, not grouped yet."""
    chosen, lookup = wanted.papers, stores.catalog.get
    allowed = stores.catalog.ids(wanted.filters) if chosen is None else frozenset(chosen)
    found = screen(wanted.theme, index, lookup, allowed=allowed)
    inside, below = relevant(found) if chosen is None else (_every(index, found, lookup(chosen)), ())
    return Plan(wanted, found, inside[: wanted.limit], below, ())


def _every(index: Index, found: Found, papers: dict[str, Paper]) -> tuple[Hit, ...]:
    """Papers chosen by hand, best first; those that screening did not bring up have no score."""
    brought = {hit.paper.id for hit in found.hits}
    rest = index.centres([paper_id for paper_id in papers if paper_id not in brought])
    return (*found.hits, *(Hit(paper=papers[paper_id], score=0.0, passages=()) for paper_id in sorted(rest)))


def _scope(stores: Stores, made: Plan) -> Scope:
    theme, papers = made.wanted.theme, list(made.papers.values())
    long = long_forms(theme, papers)
    best = max((hit.score for hit in (*made.inside, *made.below)), default=0.0)

    def screened(hit: Hit) -> Screened:
        paper, why = hit.paper, reason(theme, long, hit, best)
        return Screened(paper_id=paper.id, title=paper.title, year=paper.year, score=hit.score, reason=why)

    by_hand = made.wanted.papers is not None
    everything = by_hand or made.wanted.filters.empty
    return Scope(
        read_as=reading(theme, papers),
        searched=max(0, stores.catalog.count() - stores.waiting) if everything else len(made.found.scores),
        by_hand=by_hand,
        unmentioned=unmentioned(theme, papers),
        waiting=stores.waiting,
        inside=tuple(screened(hit) for hit in made.inside),
        below=tuple(screened(hit) for hit in made.below),
    )


def _parts(index: Index, made: Plan) -> Iterable[tuple[str, Sequence[Evidence]]]:
    """Headings with their evidence, in the order of the review."""
    theme, papers = made.wanted.theme, list(made.papers.values())
    told = {(main.paper_id, main.end) for paper in papers if (main := pick.contribution(paper))}
    own = _own(theme, papers, index)
    problems = [one for paper in papers if (one := pick.problem(paper, own)) and (one.paper_id, one.end) not in told]
    opening = pick.nearest(theme, problems, index.embedder.embed)[:_QUOTED]
    if len(papers) > _QUOTED and opening:
        yield PROBLEM, opening
    said = {(one.paper_id, one.end) for one in opening}
    for group in made.groups:
        evidence = [one for paper_id in group.paper_ids for one in _of_paper(made.papers[paper_id], len(papers))]
        said.update((one.paper_id, one.end) for one in evidence)
        yield group.heading, evidence
    unsettled = [one for paper in papers if (one := pick.unsettled(paper, own)) and (one.paper_id, one.end) not in said]
    closing = pick.nearest(theme, unsettled, index.embedder.embed)[:_QUOTED]
    if closing:
        yield OPEN, closing


def _own(theme: str, papers: Sequence[Paper], index: Index) -> frozenset[str]:
    """Stems of the theme's words that set it apart in this library: the rarest, and those nearly as rare.

    An abbreviation is left out where the papers spell it out: it is as common as what it stands for.
    """
    short = {"".join(word[0] for word in long.replace("-", " ").split()) for long in long_forms(theme, papers)}
    words = [word for word in theme.split() if word.lower() not in short] or [theme]
    idf = index.lexical.idf(terms(" ".join(words)))
    return frozenset(stem for stem, rarity in idf.items() if rarity >= _RARE * max(idf.values()))


def _of_paper(paper: Paper, total: int) -> list[Evidence]:
    main = pick.contribution(paper)
    if main is None:
        return []
    further = pick.finding(paper, main) if total <= _BOTH_UP_TO else None
    return [main] if further is None else [main, further]
