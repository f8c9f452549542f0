"""What stands below an entry of a listing page and is none of it: buttons, a cut header, an entry without header."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.readers.known import Known
from assistant.readers.listing_authors import LINE_LIMIT, cut, read_authors
from assistant.readers.listing_header import is_cut_header
from assistant.readers.names import kind
from assistant.readers.opening import Line
from assistant.readers.text import clean

SENTENCE_END = tuple('.?!…:;"”)$')
LONGEST_HEADER = 60
"""Characters; a longer line is no header, whatever it begins with."""
_SOME_WORDS = 12
"""Fewer words are hardly an abstract."""


def take_leftover(blocks: list[list[Line]]) -> list[Line]:
    """Take away the last lines that are no part of the abstract above them: a header cut off, buttons of the page."""
    flat = [line for block in blocks for line in block]
    texts = [clean(line.text) for line in flat]
    first = len(flat)
    while first > 2 and _is_button(texts[first - 1]):
        first -= 1
    if first == len(flat) or not _is_abstract(texts[first - 1]):
        cut_off = len(flat) > 2 and texts[-2].endswith(SENTENCE_END) and is_cut_header(texts[-1])
        first = len(flat) - 1 if cut_off else len(flat)
    _keep_above(blocks, flat[first:])
    return flat[first:]


def _keep_above(blocks: list[list[Line]], rest: Sequence[Line]) -> None:
    """Take the last lines away from the blocks."""
    if rest:
        blocks[:] = [kept for one in blocks if (kept := [line for line in one if line.number < rest[0].number])]


def _is_button(text: str) -> bool:
    return len(text.split()) <= 6 and not text.endswith(SENTENCE_END) and "://" not in text


def _is_abstract(text: str) -> bool:
    """Whether a line is whole and long, as an abstract on one line is."""
    return len(text.split()) >= 20 and text.endswith(SENTENCE_END)


def take_headless(blocks: list[list[Line]]) -> list[Line]:
    """Take away a second entry below the first one: its own header is missing or of an unknown form."""
    flat = [line for block in blocks for line in block]
    texts = [clean(line.text) for line in flat]
    at = -1
    for number, block in enumerate(blocks):
        for n, line in enumerate(block):
            at += 1
            alone = len(block) == 1 and number > 1 and len(blocks[number - 1]) == 1
            if at < 2 or ([line] == block and number == 1) or not _names_another(texts, at, alone):
                continue
            if len(block) == 1 and not _is_abstract(" ".join(clean(line.text) for line in blocks[number - 1])):
                first = blocks[number - 1][0]
            else:
                above = texts[at - 1] if n else ""
                has_header = above and len(above) <= LONGEST_HEADER and not above.endswith(SENTENCE_END)
                first = block[n - 1] if has_header else line
            rest = [line for line in flat if line.number >= first.number]
            _keep_above(blocks, rest)
            return rest
    return []


def _names_another(texts: Sequence[str], at: int, alone: bool) -> bool:
    """Whether the line at this place below an entry names the authors of another one.

    It ends in names and "et al."; or it ends in names between two abstracts, apart (``alone``) or glued to a title.
    """
    text = texts[at]
    if _ends_in_authors(text):
        return True
    if len(text) > LINE_LIMIT or at + 1 >= len(texts) or len(texts[at + 1].split()) < _SOME_WORDS:
        return False
    if not _is_abstract(texts[at - 1]):
        return alone and _is_abstract(texts[at - 2]) and read_authors(text).plain
    if text.endswith(SENTENCE_END) and kind(text.split()[-1]) != "initial":
        return False
    glued = cut(text, texts[at + 1], Known())
    return glued is not None and glued.score >= 0 and glued.authors.plain


def _ends_in_authors(text: str) -> bool:
    """Whether a line ends in names and "et al.", as a line of an abstract hardly does."""
    if len(text) > LINE_LIMIT or read_authors(text).complete:
        return False
    alone, glued = read_authors(text), cut(text, "", Known())
    shown = [alone] + ([glued.authors] if glued and glued.score >= 0 else [])
    return any(not one.complete and len(one.names) > 1 and one.plain for one in shown)
