"""Outline: from themes to the plan of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.models import Outline, OutlineSection, Paper, Theme


def outline(theme: str, groups: Sequence[Theme], papers: Mapping[str, Paper], relevant: Sequence[str]) -> Outline:
    """One section per theme with what it is about; papers that no theme took are named."""
    sections = tuple(_section(group, papers) for group in groups)
    taken = {paper_id for group in groups for paper_id in group.paper_ids}
    return Outline(
        theme=theme, sections=sections, unassigned=tuple(paper_id for paper_id in relevant if paper_id not in taken)
    )


def years(papers: Sequence[Paper]) -> str:
    """The years that papers span, as "2016-2020"; empty when none is known."""
    known = sorted(paper.year for paper in papers if paper.year is not None)
    if not known:
        return ""
    return str(known[0]) if known[0] == known[-1] else f"{known[0]}-{known[-1]}"


def _section(group: Theme, papers: Mapping[str, Paper]) -> OutlineSection:
    members = [papers[paper_id] for paper_id in group.paper_ids]
    span = years(members)
    counted = f"{len(members)} paper{'s' if len(members) != 1 else ''}"
    first, last = members[0].title, members[-1].title
    reach = f"“{first}”" if len(members) == 1 else f"from “{first}” to “{last}”"
    return OutlineSection(
        heading=group.heading,
        about=f"{counted}{f', {span}' if span else ''}: {reach}.",
        paper_ids=group.paper_ids,
    )
