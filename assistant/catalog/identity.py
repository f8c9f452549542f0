"""When two records are the same paper.

Marks find the candidates: short digests that two records of one paper are likely to share, kept in an indexed
table. ``same`` then decides on everything known about both sides. It is symmetrical, so that the order of the
sources does not matter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from assistant.catalog.folding import family, letters, runs, words
from assistant.models import Record

YEARS_APART = 3
OPENING = 200  # letters of an abstract that tell it from others
CROWD = 30  # a mark that more papers share says nothing about who they are
_Value = TypeVar("_Value")
# Titles that name a kind of text, not a text; two with the same one need the same abstract too.
_GENERIC = re.compile(
    r"(guest)?(editors?|editorial|preface|foreword|introduction|introductions?tothe\w*issue|prologue|epilogue"
    r"|abstracts?|appendix|bookreviews?|comments?|commentary|conclusions?|contents|tableofcontents|correction"
    r"|corrigendum|discussion|errata|erratum|frontmatter|index|lettertotheeditor|letterfromtheeditors?|news"
    r"|obituary|overview|poster|proceedings|reply|response|review|summary|untitled|welcome)(note|introduction)?"
    r"\d*"
)
# A preprint's DOI does not contradict the DOI of the published version.
_PREPRINT_DOI = re.compile(r"10\.(1101/\d|(2139|21203|20944|31219|31234|31235|26434|36227|22541|48550|5281|6084)/)")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI_DRESS = re.compile(r"(https?://(dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_ARXIV_DRESS = re.compile(r"(https?://arxiv\.org/(abs|pdf)/|arxiv:)\s*|v\d+(\.pdf)?$|\.pdf$", re.IGNORECASE)


class Identity(NamedTuple):
    """What tells one paper from another, as sets, because several records may speak for it."""

    titles: frozenset[str]
    glued: frozenset[str]
    first: frozenset[str]
    families: frozenset[str]
    years: frozenset[int]
    dois: frozenset[str]
    arxiv: frozenset[str]
    given: frozenset[str]
    ids: frozenset[str]
    title: str
    abstract: str

    @property
    def marks(self) -> frozenset[str]:
        """What the catalog looks candidates up by."""
        return self.titles | self.glued | self.dois | self.arxiv | self.given


def identity(record: Record) -> Identity:
    """What one record says about which paper it is."""
    doi, arxiv = _identifiers(record)
    titles, glued = _title_marks(record)
    families = tuple(family(name) for name in record.authors)
    given = f"{record.source}\x1f{record.given_id}"
    return Identity(
        titles=titles,
        glued=glued,
        first=frozenset(families[:1]),
        families=frozenset(families),
        years=frozenset() if record.year is None else frozenset([record.year]),
        dois=_mark("doi", doi),
        arxiv=_mark("arxiv", arxiv),
        given=_mark("given", given if record.given_id else ""),
        ids=frozenset([record.given_id]) if record.given_id else frozenset(),
        title=record.title,
        abstract=record.abstract,
    )


def together(parts: list[Identity]) -> Identity:
    """What several records of one paper say; the newest title and abstract speak for all."""
    if len(parts) == 1:
        return parts[0]
    return Identity(
        titles=_every(part.titles for part in parts),
        glued=_every(part.glued for part in parts),
        first=_every(part.first for part in parts),
        families=_every(part.families for part in parts),
        years=_every(part.years for part in parts),
        dois=_every(part.dois for part in parts),
        arxiv=_every(part.arxiv for part in parts),
        given=_every(part.given for part in parts),
        ids=_every(part.ids for part in parts),
        title=parts[-1].title,
        abstract=next((part.abstract for part in reversed(parts) if part.abstract), ""),
    )


def same(one: Identity, other: Identity) -> bool:
    """Whether two sides are one paper."""
    if one.dois & other.dois or one.arxiv & other.arxiv:
        # Placeholder DOIs and those of whole volumes are shared by papers that have nothing else in common.
        return not _strangers(one, other)
    if one.given & other.given:
        return _titles_alike(one, other) or _abstracts_alike(one, other)
    if _contradictory(one, other):
        return False
    if one.titles & other.titles:
        return _authors_agree(one, other)
    if one.marks & other.marks:
        return True  # title and authors run together are equal: the boundary was guessed on one side
    return bool(one.ids & other.ids) and _titles_alike(one, other, 0.8) and _authors_agree(one, other)


def is_generic(title_letters: str) -> bool:
    """Whether a title names a kind of text, such as an editorial."""
    return _GENERIC.fullmatch(title_letters) is not None


def _identifiers(record: Record) -> tuple[str, str]:
    """The DOI and the arXiv id, normalised; an arXiv DOI counts as the arXiv id."""
    doi = _DOI_DRESS.sub("", record.doi or "").strip().lower()
    arxiv = _ARXIV_DRESS.sub("", (record.arxiv_id or "").strip()).lower()
    if found := _ARXIV_DOI.fullmatch(doi):
        return "", arxiv or _ARXIV_DRESS.sub("", found[1])
    return doi, arxiv


def _title_marks(record: Record) -> tuple[frozenset[str], frozenset[str]]:
    """Digests of the title, alone and with the abstract, and of the title run together with the first authors.

    Where a listing has title and authors on one line and the boundary was guessed too early or too late, one
    of the latter is still equal to one of the right reading. A title that names a kind of text never stands
    alone, and with its authors only where there is no abstract.
    """
    title = letters(record.title)
    if not title:
        return frozenset(), frozenset()
    about = letters(record.abstract)[:OPENING]
    with_abstract = _mark("title", f"{title}\x1f{about}") if about else frozenset()
    if is_generic(title):
        by = "".join((*map(letters, record.authors), str(record.year)))
        return with_abstract or _mark("title", f"{title}\x1f{by}"), frozenset()
    glued = [title]
    for name in record.authors[:3]:
        glued.append(glued[-1] + letters(name))
    digests = [_mark("title", text) for text in glued]
    return digests[0] | with_abstract, _every(digests[1:])


def _mark(kind: str, text: str) -> frozenset[str]:
    """The digest that stands for a text in the catalog's index, or nothing for an empty one."""
    if not text:
        return frozenset()
    prefix = "~" if kind == "doi" and _PREPRINT_DOI.match(text) else ""
    return frozenset([f"{prefix}{kind[0]}{hashlib.blake2b(text.encode(), digest_size=9).hexdigest()}"])


def _contradictory(one: Identity, other: Identity) -> bool:
    """Whether published DOIs, arXiv ids, years, or ids with different abstracts speak against one paper."""
    if one.years and other.years:
        gap = min(abs(year - second) for year in one.years for second in other.years)
        if gap > YEARS_APART and not _abstracts_alike(one, other):
            return True
    if _disjoint(one.ids, other.ids) and one.abstract and other.abstract and not _abstracts_alike(one, other):
        return True  # each has an id of its own where it comes from, and they say different things
    published = [frozenset(doi for doi in side.dois if not doi.startswith("~")) for side in (one, other)]
    return _disjoint(*published) or _disjoint(one.arxiv, other.arxiv)


def _every(sets: Iterable[frozenset[_Value]]) -> frozenset[_Value]:
    return frozenset(value for values in sets for value in values)


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _authors_agree(one: Identity, other: Identity) -> bool:
    """Whether the first author of one side is among the other's; without authors the abstracts decide."""
    if one.families and other.families:
        return bool(one.first & other.families or other.first & one.families)
    return not one.abstract or not other.abstract or _abstracts_alike(one, other)


def _strangers(one: Identity, other: Identity) -> bool:
    """Whether neither the titles nor the abstracts (or, where one is missing, the authors) are alike."""
    if (one.titles | one.glued) & (other.titles | other.glued) or _titles_alike(one, other):
        return False
    if one.abstract and other.abstract:
        return not _abstracts_alike(one, other)
    return _disjoint(one.families, other.families)


def _titles_alike(one: Identity, other: Identity, share: float = 0.5) -> bool:
    """Whether a share of the longer words of one title are in the other."""
    shorter, longer = sorted((_telling_words(one.title), _telling_words(other.title)), key=len)
    return len(shorter & longer) >= share * max(len(shorter), 1)


def _telling_words(title: str) -> frozenset[str]:
    every = words(title)
    return frozenset(word for word in every if len(word) > 3 or not word.isascii()) or every


def _abstracts_alike(one: Identity, other: Identity) -> bool:
    """Whether a tenth of the shorter abstract's runs of three words are in the other.

    Two abstracts of one field share half of their words, but hardly a run; an edited one keeps many.
    """
    shorter, longer = sorted((runs(one.abstract), runs(other.abstract)), key=len)
    return bool(shorter) and 10 * len(shorter & longer) >= len(shorter)
