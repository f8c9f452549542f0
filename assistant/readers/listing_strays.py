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
    for number, block in enumerate(blocks):
        for n, line in enumerate(block):
            if line in flat[:2] or ([line] == block and number == 1) or not _names_another(blocks, number, n):
                continue
            if len(block) == 1 and not _is_abstract(" ".join(clean(line.text) for line in blocks[number - 1])):
                first = blocks[number - 1][0]
            else:
                above = clean(block[n - 1].text) if n else ""
                has_header = above and len(above) <= LONGEST_HEADER and not above.endswith(SENTENCE_END)
                first = block[n - 1] if has_header else line
            rest = [line for line in flat if line.number >= first.number]
            _keep_above(blocks, rest)
            return rest
    return []


def _names_another(blocks: Sequence[Sequence[Line]], number: int, n: int) -> bool:
    """Whether a line below an entry names the authors of another one.

    It ends in names and "et al."; or it ends in names between two abstracts, apart or glued to a title.
    """
    text = clean(blocks[number][n].text)
    if _ends_in_authors(text):
        return True
    flat = [clean(line.text) for block in blocks for line in block]
    at = sum(map(len, blocks[:number])) + n
    if len(text) > LINE_LIMIT or at + 1 >= len(flat) or len(flat[at + 1].split()) < _SOME_WORDS:
        return False
    if _is_abstract(flat[at - 1]):
        glued = cut(text, flat[at + 1], Known())
        ends = not text.endswith(SENTENCE_END) or kind(text.split()[-1]) == "initial"
        return ends and glued is not None and glued.score >= 0 and glued.authors.plain
    apart = number > 1 and len(blocks[number]) == len(blocks[number - 1]) == 1
    return apart and _is_abstract(flat[at - 2]) and read_authors(text).plain


def _ends_in_authors(text: str) -> bool:
    """Whether a line ends in names and "et al.", as a line of an abstract hardly does."""
    if len(text) > LINE_LIMIT or read_authors(text).complete:
        return False
    alone, glued = read_authors(text), cut(text, "", Known())
    shown = [alone] + ([glued.authors] if glued and glued.score >= 0 else [])
    return any(not one.complete and len(one.names) > 1 and one.plain for one in shown)
