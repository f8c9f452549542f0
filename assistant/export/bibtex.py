"""Papers as BibTeX.

Written here, because of the writers there are bibtexparser's escapes nothing and pybtex's escapes addresses and
mathematics too (its issues 130 and 164); without the escaping, the format is braces around values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from urllib.parse import quote

from assistant.export.untrusted import one_line
from assistant.models import Paper
from assistant.names import parse

# BibTeX counts braces without looking at backslashes: a literal one has to be named.
_SPECIAL: Mapping[str, str] = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_SIGNS = re.compile(r"[&%$#_\\{}~^<>|]")
_COMMANDS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi"
    " omega Gamma Delta Theta Lambda Pi Sigma Phi Psi Omega ell infty mathcal mathbb mathrm mathbf sqrt log leq geq"
    " approx sim times cdot to rightarrow pm"
)
# Mathematics stays as it is where it can do nothing but be shown.
_MATHEMATICS = re.compile(
    rf"(\$(?:[A-Za-z0-9 ^_+*=/(),.'-]|\\(?:{'|'.join(_COMMANDS.split())})(?![A-Za-z])|{{[A-Za-z0-9 +*=/,-]*}})+\$)"
)
_PREPRINT = re.compile(r"arxiv|corr$|\w+ preprint|preprint", re.IGNORECASE)
_JOURNAL = re.compile(
    r"journal|transactions|IEEE T[A-Z]+$|letters|annals|magazine|reviews?\b"
    r"|proceedings of the (?:national|ieee|royal|vldb)"
    r"|(?:PNAS|JMLR|TMLR|JAIR|TACL|TPAMI|CACM|JACM|BMJ|JAMA|NEJM|TOCHI|TOG)$",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"proceedings|proc\.|conference|conf\.|symposium|workshop|meeting|congress|(?-i:[A-Z][A-Za-z]*[A-Z]{2,}\w*$)|NeurIPS$|CoRL$"
    r"|Interspeech$|CogSci$",
    re.IGNORECASE,
)
_ARXIV_CLASS = re.compile(r"[a-z-]+\.[A-Za-z-]{2,}|[a-z]+-(?:ph|th|ex|lat|qc)")
_IN_ADDRESSES = "/:.-_~?#=&%+,@!$'*()[];"
_LONE_CAPITAL = re.compile(r"[A-Z]-")  # Q-learning
_LOCAL_KEY = re.compile(r"[^\w:.+/-]", re.ASCII)


def to_bibtex(papers: Iterable[Paper]) -> str:
    """One entry a paper under its citation key, in UTF-8, a blank line between two.

    Articles, conference papers, and ``misc`` for preprints (with their eprint) and what has no venue. Braces are
    balanced and LaTeX is escaped, whatever a record holds.
    """
    return "\n".join(_entry(paper) for paper in papers)


def _entry(paper: Paper) -> str:
    kind, venue = _kind(one_line(paper.venue or ""))
    values = {
        "author": _authors(paper),
        "title": _title(paper.title),
        venue: escape_latex(paper.venue or "") if venue else "",
        "year": str(paper.year or ""),
        **dict(_places(paper)),
    }
    width = max(len(name) for name in values)
    lines = [f"  {name.ljust(width)} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@{kind}{{{_LOCAL_KEY.sub('', paper.key) or paper.id},", *lines, "}", ""])


def escape_latex(text: str) -> str:
    """A text as one line that LaTeX shows as it is."""
    return _SIGNS.sub(lambda found: _SPECIAL[found[0]], one_line(text))


def _kind(venue: str) -> tuple[str, str]:
    """The type of an entry and the field that its venue goes to."""
    if not venue or _PREPRINT.match(venue):
        return "misc", ""
    if not _JOURNAL.search(venue) and _CONFERENCE.search(venue):
        return "inproceedings", "booktitle"
    return "article", "journal"


def _title(title: str) -> str:
    """The title; words with capitals inside keep them in every style, mathematics is left alone."""
    parts = _MATHEMATICS.split(one_line(title))
    return "".join(f"{{{part}}}" if number % 2 else _protected(part) for number, part in enumerate(parts))


def _protected(text: str) -> str:
    def word(found: re.Match[str]) -> str:
        escaped = escape_latex(found[0])
        inside = any(one.isalnum() and next_.isupper() for one, next_ in pairwise(found[0]))
        return f"{{{escaped}}}" if inside or _LONE_CAPITAL.match(found[0]) else escaped

    return re.sub(r"[^\s:;,?!()\"]+", word, text)


def _authors(paper: Paper) -> str:
    shown = [_author(name) for name in paper.authors]
    return " and ".join(filter(None, [*shown, "" if paper.authors_complete or not shown else "others"]))


def _author(name: str) -> str:
    parts = parse(one_line(name))
    family = " ".join(filter(None, (*parts.particles, parts.family)))
    given = " ".join(parts.given)
    if not given:
        return f"{{{escape_latex(one_line(name))}}}"
    return ", ".join(_whole(part) for part in (family, parts.suffix, given) if part)


def _whole(part: str) -> str:
    """A part of a name, in braces where it holds what BibTeX would take it apart at."""
    escaped = escape_latex(part)
    return f"{{{escaped}}}" if re.search(r",|\band\b", part, re.IGNORECASE) else escaped


def _places(paper: Paper) -> Iterator[tuple[str, str]]:
    """Where the paper is found: what programs follow, so that it is not escaped but encoded."""
    if paper.doi:
        yield "doi", quote(one_line(paper.doi), safe=_IN_ADDRESSES)
    if paper.arxiv_id:
        yield "eprint", quote(one_line(paper.arxiv_id), safe="/.-")
        yield "archiveprefix", "arXiv"
        if paper.categories and _ARXIV_CLASS.fullmatch(paper.categories[0]):
            yield "primaryclass", paper.categories[0]
    if paper.url and not (paper.doi or paper.arxiv_id):
        yield "url", quote(one_line(paper.url), safe=_IN_ADDRESSES)
