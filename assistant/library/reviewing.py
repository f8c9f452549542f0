"""The flow of REVIEW: screen, themes, outline, sections written from their own evidence, check, cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.library.capsules import seal
from assistant.library.stores import Progress, Stores
from assistant.models import Evidence, Filters, Hit, Outline, Paper, Review, Scope, Screened, Section, Theme
from assistant.steps import sentences as pick
from assistant.steps.check import check
from assistant.steps.cover import cover
from assistant.steps.outline import outline as make_outline
from assistant.steps.reading import reading
from assistant.steps.retrieve import Found, relevant, screen
from assistant.steps.themes import themes as make_themes
from assistant.steps.write import cite, references
from assistant.writers import Writer

PROBLEM = "The problem, in the papers' words"
OPEN = "Not settled, by the papers' own words"
_QUOTED = 3  # sentences of the opening and of the closing section
_BOTH_UP_TO = 40  # reviews of more papers quote one sentence of each


class Plan(NamedTuple):
    """What a review will be made of."""

    found: Found
    inside: tuple[Hit, ...]
    below: tuple[Hit, ...]
    groups: tuple[Theme, ...]

    @property
    def papers(self) -> dict[str, Paper]:
        """The relevant papers by id, best first."""
        return {hit.paper.id: hit.paper for hit in self.inside}


def plan(stores: Stores, theme: str, filters: Filters, *, limit: int | None) -> Plan:
    """Screen the library for a theme and group what belongs."""
    index = stores.ready()
    found = screen(theme, index, stores.catalog.get, allowed=stores.catalog.ids(filters))
    inside, below = relevant(found)
    inside = inside if limit is None else inside[:limit]
    papers = [hit.paper for hit in inside]
    groups = make_themes(theme, papers, index.centres([paper.id for paper in papers]), index.embedder.embed)
    return Plan(found, inside, below, groups)


def outline(stores: Stores, theme: str, filters: Filters, *, limit: int | None) -> Outline:
    """The plan of a review on a theme."""
    made = plan(stores, theme, filters, limit=limit)
    return make_outline(theme, made.groups, made.papers, list(made.papers))


def review(
    stores: Stores, writer: Writer, theme: str, filters: Filters, *, limit: int | None, progress: Progress
) -> Review:
    """Draft a themed review; every sentence is written from evidence and checked."""
    made = plan(stores, theme, filters, limit=limit)
    papers, numbers, sections = made.papers, dict[str, int](), list[Section]()
    parts = list(_parts(theme, made))
    for done, (heading, evidence) in enumerate(parts):
        progress("writing", done, len(parts))
        sentences = check(cite(writer.section(heading, evidence, papers), numbers), papers)
        ids = tuple(dict.fromkeys(one.paper_id for one in evidence))
        sections.append(Section(heading=heading, paper_ids=ids, sentences=sentences))
    result = Review(
        theme=theme,
        title=theme[:1].upper() + theme[1:],
        sections=tuple(sections),
        references=references(numbers, papers),
        coverage=cover(list(papers), sections),
        scope=Scope(
            read_as=reading(theme, list(papers.values())),
            searched=len(made.found.scores) if not filters.empty else stores.catalog.count(),
            below=tuple(
                Screened(paper_id=hit.paper.id, title=hit.paper.title, year=hit.paper.year, score=hit.score)
                for hit in made.below
            ),
        ),
        model=writer.model,
    )
    retrieved = made.found.scores[: len(made.inside) + len(made.below)]
    return seal(
        stores.catalog,
        result,
        kind="review",
        filters=filters,
        embedder=stores.embedder,
        retrieved=retrieved,
        limit=limit,
    )


def _parts(theme: str, made: Plan) -> Iterable[tuple[str, Sequence[Evidence]]]:
    """Headings with their evidence, in the order of the review."""
    papers = list(made.papers.values())
    contributions = {paper.id: pick.contribution(paper) for paper in papers}
    problems = [one for paper in papers if (one := pick.problem(paper, theme)) and one != contributions[paper.id]]
    opening = sorted(problems, key=lambda one: -one.score)[:_QUOTED]
    if len(papers) > _QUOTED and opening:
        yield PROBLEM, opening
    said = {(one.paper_id, one.start) for one in opening}
    for group in made.groups:
        evidence = [one for paper_id in group.paper_ids for one in _of_paper(made.papers[paper_id], len(papers))]
        said.update((one.paper_id, one.start) for one in evidence)
        yield group.heading, evidence
    closing = [one for paper in papers if (one := pick.unsettled(paper)) and (one.paper_id, one.start) not in said]
    if closing:
        yield OPEN, closing[:_QUOTED]


def _of_paper(paper: Paper, total: int) -> list[Evidence]:
    main = pick.contribution(paper)
    if main is None:
        return []
    further = pick.finding(paper, main) if total <= _BOTH_UP_TO else None
    return [main] if further is None else [main, further]
