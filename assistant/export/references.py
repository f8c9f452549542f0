"""A paper as one line of a reference list, made from what the library stores and nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from assistant.export.names import inverted
from assistant.export.untrusted import escape_markdown, one_line
from assistant.models import Paper
from assistant.names import credit

AUTHORS_SHOWN = 10  # a longer list ends in "et al."
_ARXIV_ID = re.compile(r"[\w.-]+(?:/\d+)?(?:v\d+)?", re.ASCII)
_KEPT_IN_LINKS = "/:.-_~?#=&%+,@!$'*"  # the rest, brackets above all, would end a link in Markdown


def reference_text(paper: Paper) -> str:
    """One line of plain text: ``Pritzel, A., Uria, B., et al. (2017). Neural Episodic Control. ICML. arXiv:…``."""
    parts = [_ended(part) for part in (_who_and_when(paper), _title(paper), _venue(paper)) if part]
    label, _ = locator(paper)
    return one_line(" ".join([*parts, label]))


def reference_markdown(paper: Paper) -> str:
    """The same line in Markdown: the title in italics; the DOI, arXiv id or address is a link."""
    title = escape_markdown(_title(paper))
    parts = [_ended(escape_markdown(_who_and_when(paper))), f"*{title}*{_ended(title)[len(title) :]}"]
    if venue := _venue(paper):
        parts.append(_ended(escape_markdown(venue)))
    label, address = locator(paper)
    if label:
        parts.append(f"[{escape_markdown(label)}]({address})")
    return " ".join(parts)


def short_reference(paper: Paper) -> str:
    """Who and when, as text in running words: ``Pritzel et al. (2017)``, ``Orr and Lind (2014)``."""
    return one_line(f"{credit(paper.authors, paper.authors_complete)} ({_year(paper)})")


def _who_and_when(paper: Paper) -> str:
    shown = [inverted(name) for name in paper.authors[:AUTHORS_SHOWN]]
    if shown and (len(paper.authors) > AUTHORS_SHOWN or not paper.authors_complete):
        shown.append("et al.")
    return f"{', '.join(shown)} ({_year(paper)})".strip()


def _year(paper: Paper) -> str:
    return "n.d." if paper.year is None else str(paper.year)


def _title(paper: Paper) -> str:
    return one_line(paper.title) or "(untitled)"


def _venue(paper: Paper) -> str:
    """Where it appeared, unless the arXiv id says that already."""
    venue = one_line(paper.venue or "")
    return "" if paper.arxiv_id and venue.lower() == "arxiv" else venue


def locator(paper: Paper) -> tuple[str, str]:
    """Where to find a paper: what is shown, and its web address; both empty when nothing usable is known."""
    if paper.doi:
        return f"doi:{paper.doi}", f"https://doi.org/{quote(one_line(paper.doi), safe='/:.-_~')}"
    if paper.arxiv_id and _ARXIV_ID.fullmatch(paper.arxiv_id):
        return f"arXiv:{paper.arxiv_id}", f"https://arxiv.org/abs/{paper.arxiv_id}"
    url = one_line(paper.url or "")
    try:
        usable = urlsplit(url).scheme in ("http", "https")
    except ValueError:  # a host in brackets that is no address
        usable = False
    return (url, quote(url, safe=_KEPT_IN_LINKS)) if usable else ("", "")


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
