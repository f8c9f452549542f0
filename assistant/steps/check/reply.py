"""A language model's reply, sentence by sentence, with the papers that each one cites."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from assistant.steps.check.cleaning import Block, blocks, show_code
from assistant.steps.check.markers import Group, find_markers, groups
from vectorstore.passages import sentences

OWN_REFERENCES = "The model wrote a list of references of its own. It is left out: references come from the library."

_REFERENCES = re.compile(
    r"\W*(?:references?|bibliography|sources?|works cited|citations?|literature)\W*", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\s*\[\^[\w-]{1,20}\]:")
_STOP_BEFORE = re.compile(r"[.!?…。！？]['\"”’»)]*\s*$")
# A marker after one of these, or before a verb at the start of a sentence, stands for the paper's name.
_NAMED_AFTER = re.compile(
    r"(?:^|[\s(])(?:in|by|of|from|than|to|with|unlike|like|while|whereas|both|see|per|following|although|but|on|for"
    r"|paper|study|work|via|against|between)\s*$",
    re.IGNORECASE,
)
_VERB_NEXT = re.compile(r"[\s:,]*[a-z]")
_UNKNOWN_NAME = "(a source that was not shown)"


class Clause(NamedTuple):
    """The words of a sentence up to a marker, with the papers of that marker."""

    text: str
    paper_ids: tuple[str, ...]


class Claim(NamedTuple):
    """One sentence of a reply without its markers.

    ``paper_ids`` are the papers it cites, in order; ``unknown`` are its markers that name nothing that was shown, as
    they were written. ``clauses`` tell which words stand before which marker, where every word does.
    """

    text: str
    paper_ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    heading: bool = False
    clauses: tuple[Clause, ...] = ()


class Reply(NamedTuple):
    """A reply as read: its sentences, and notes on what was left out."""

    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """A sentence's span, without the marker that follows its full stop, and all its markers."""

    start: int
    end: int
    groups: tuple[Group, ...]


def read_reply(text: str, shown: Sequence[str], names: Mapping[str, str] | None = None) -> Reply:
    """Read a reply whose markers ``[1]`` to ``[n]`` stand for the papers that were shown.

    Args:
        text: what the model wrote, markup, thoughts and all.
        shown: paper ids in the order of their markers.
        names: how to name a paper where its marker is part of the sentence ("[1] shows that"), by paper id.
    """
    claims: list[Claim] = []
    notes: list[str] = []
    found = blocks(text)
    own_list = _own_references(found)
    for n, block in enumerate(found):
        if n in own_list:
            notes.append(OWN_REFERENCES)
        else:
            for piece in _pieces(block.text, len(shown)):
                _add(_claim(block, piece, shown, names or {}), claims)
    return Reply(tuple(claims), tuple(dict.fromkeys(notes)))


def _own_references(found: Sequence[Block]) -> frozenset[int]:
    """Blocks that list references: footnotes, and what follows a heading that says so."""
    heads = [n for n, block in enumerate(found) if _REFERENCES.fullmatch(block.text)]
    listed = set(range(heads[-1], len(found))) if heads else set()
    return frozenset(listed | {n for n, block in enumerate(found) if _FOOTNOTE.match(block.text)})


def _add(claim: Claim, claims: list[Claim]) -> None:
    """Markers that stand alone belong to the sentence before them."""
    if any(letter.isalnum() for letter in claim.text):
        claims.append(claim)
    elif claims and (claim.paper_ids or claim.unknown):
        claims[-1] = claims[-1]._replace(
            paper_ids=tuple(dict.fromkeys((*claims[-1].paper_ids, *claim.paper_ids))),
            unknown=tuple(dict.fromkeys((*claims[-1].unknown, *claim.unknown))),
            clauses=(),
        )
    elif claim.paper_ids or claim.unknown:
        claims.append(claim)


def _pieces(text: str, shown: int) -> list[_Piece]:
    """Sentences with their markers; a marker after the full stop belongs to the sentence before it."""
    found = groups(text, find_markers(text, shown))
    trailing = frozenset(group for group in found if _trails(text, group))
    spans = sentences(_without(text, found, trailing))
    # A marker before every sentence has the first to belong to.
    spans = spans if spans and not (found and found[0].end <= spans[0][0]) else ((0, 0), *spans)
    starts = [start for start, _ in spans]
    inside: list[list[Group]] = [[] for _ in spans]
    for group in found:
        inside[bisect_right(starts, group.start) - 1].append(group)
    return [_Piece(start, end, tuple(own)) for (start, end), own in zip(spans, inside, strict=True)]


def _without(text: str, found: Sequence[Group], trailing: Container[Group]) -> str:
    """The text, as long as before, with white space or a word for each marker: it is cut as if they weren't there."""
    parts: list[str] = []
    at = 0
    for group in found:
        parts += (text[at : group.start], (" " if group in trailing else "_") * (group.end - group.start))
        at = group.end
    return "".join((*parts, text[at:]))


def _trails(text: str, group: Group) -> bool:
    """A marker between two sentences or at the end, unless a verb shows that it begins the next one."""
    if not _STOP_BEFORE.search(text, max(0, group.start - 12), group.start):
        return False
    rest = text[group.end : group.end + 3]
    return not _VERB_NEXT.match(rest)


def _claim(block: Block, piece: _Piece, shown: Sequence[str], names: Mapping[str, str]) -> Claim:
    parts: list[str] = []
    clauses: list[Clause] = []
    at, since = piece.start, 0
    for group in piece.groups:
        if group.start >= piece.end:
            continue
        parts.append(block.text[at : group.start])
        ids = tuple(shown[number - 1] for number in group.known)
        if _stands_for_name(block.text, piece, group):
            parts.append(_names(ids, names))
        clauses.append(Clause(_tidy("".join(parts[since:])), ids))
        at, since = group.end, len(parts)
    rest = block.text[at : piece.end] if at < piece.end else ""
    parts.append(rest)
    whole = not any(letter.isalnum() for letter in rest)
    return Claim(
        text=_tidy("".join(parts)),
        paper_ids=tuple(dict.fromkeys(shown[number - 1] for group in piece.groups for number in group.known)),
        unknown=tuple(dict.fromkeys(marker for group in piece.groups for marker in group.unknown)),
        heading=block.heading,
        clauses=tuple(clauses) if whole and len(clauses) > 1 else (),
    )


def _stands_for_name(text: str, piece: _Piece, group: Group) -> bool:
    first = not any(letter.isalnum() for letter in text[piece.start : group.start])
    if first:
        return bool(_VERB_NEXT.match(text[group.end : group.end + 3]))
    return bool(_NAMED_AFTER.search(text[max(piece.start, group.start - 14) : group.start]))


def _names(ids: Sequence[str], names: Mapping[str, str]) -> str:
    known = [names.get(paper_id, "this paper") for paper_id in dict.fromkeys(ids)] or [_UNKNOWN_NAME]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"


def _tidy(text: str) -> str:
    """White space and brackets as they stand when markers have been taken out."""
    text = re.sub(r"\(\s*[,;&]*\s*\)", "", " ".join(show_code(text).split()))
    text = re.sub(r"\s+([,.;:!?)])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    return re.sub(r"[,;]\s*([.!?])", r"\1", text).strip(" ,;").lstrip(":– ")
