"""The plan of a review, beside the papers it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.words import counted
from assistant.models import Outline, OutlineSection, Screened
from assistant.service.ui.rendering.evidence import panel
from assistant.service.ui.rendering.markup import Markup, tag, words

_Papers = Mapping[str, Screened]
_NAMES = {".md": "Markdown", ".json": "JSON", ".html": "HTML", ".tex": "LaTeX", ".docx": "Word", ".bib": "BibTeX"}


def outlining() -> Markup:
    """The plan is being made."""
    return panel(tag("p", "Grouping the papers", tag("span", class_="pulse"), class_="hint"), name="Outline")


def no_outline(why: str = "The headings of the review will stand here.") -> Markup:
    """There is no plan, and why."""
    return panel(tag("p", words(why), class_="hint"), name="Outline")


def outline_panel(outline: Outline, papers: _Papers, formats: Sequence[str]) -> Markup:
    """Headings, what each is about, and its papers.

    Args:
        outline: the plan.
        papers: the papers of the scope by id.
        formats: suffixes of the files that it can be saved as.
    """
    total = sum(len(section.paper_ids) for section in outline.sections)
    summary = f"{counted(total, 'paper')} in {counted(len(outline.sections), 'theme')}"
    sections = tag("ol", *(_section(section, papers) for section in outline.sections), class_="outline")
    left = _left(outline.unassigned, papers)
    return panel(tag("p", summary, class_="hint"), sections, left, _downloads(formats), name="Outline")


def format_name(suffix: str) -> str:
    """A file format as a reader calls it, by its suffix."""
    return _NAMES.get(suffix, suffix.removeprefix(".").upper())


def _section(section: OutlineSection, papers: _Papers) -> Markup:
    parts = tag("ol", *(_section(part, papers) for part in section.sections)) if section.sections else None
    return tag(
        "li",
        tag("h3", words(section.heading), class_="title"),
        tag("p", words(section.about), class_="about") if section.about else None,
        parts or _papers(section.paper_ids, papers),
    )


def _left(ids: Sequence[str], papers: _Papers) -> Markup | None:
    return tag("div", tag("h3", "In no section", class_="title"), _papers(ids, papers)) if ids else None


def _papers(ids: Sequence[str], papers: _Papers) -> Markup:
    return tag("ul", *(_paper(papers[id_]) for id_ in ids if id_ in papers), class_="of-section")


def _paper(paper: Screened) -> Markup:
    return tag("li", words(paper.title or "(untitled)"), tag("span", f" {paper.year or 'no year'}", class_="year"))


def _downloads(formats: Sequence[str]) -> Markup:
    buttons = (tag("button", format_name(one), type="button", class_="quiet", data_outline=one) for one in formats)
    return tag("div", tag("span", "Save the outline as"), *buttons, class_="downloads")
