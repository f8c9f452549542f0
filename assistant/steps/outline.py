"""Outline: from themes to the plan of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.words import counted, years
from assistant.models import Outline, OutlineSection, Paper, Theme


def outline(theme: str, groups: Sequence[Theme], papers: Mapping[str, Paper], relevant: Sequence[str]) -> Outline:
    """One section per theme with what it is about; papers that no theme took are named."""
    sections = tuple(_section(group, papers) for group in groups)
    taken = {paper_id for group in groups for paper_id in group.paper_ids}
    return Outline(
        theme=theme, sections=sections, unassigned=tuple(paper_id for paper_id in relevant if paper_id not in taken)
    )


def _section(group: Theme, papers: Mapping[str, Paper]) -> OutlineSection:
    members = [papers[paper_id] for paper_id in group.paper_ids]
    span = years(members)
    first, last = members[0].title, members[-1].title
    reach = f"“{first}”" if len(members) == 1 else f"from “{first}” to “{last}”"
    return OutlineSection(
        heading=group.heading,
        about=f"{', '.join(filter(None, (counted(len(members), 'paper'), span)))}: {reach}.",
        paper_ids=group.paper_ids,
    )
