"""A language model's reply as plain text: no thoughts, no markup, no addresses, nothing invisible.

The words of links and images stay and their addresses go: an image that is shown would tell its server what was asked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

ADDRESS = "(address removed)"
# The parts of inline code stand under these while markers are looked for: `x[1]` in code is no citation.
_CODE = str.maketrans("[]()【】", "\ue000\ue001\ue002\ue003\ue004\ue005")
_CODE_BACK = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "[]()【】")

_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</(?:think|thinking|thought|reasoning)\s*>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*(?:```+|~~~+)[^\n`]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DROPPED_TAG = re.compile(r"<(script|style|iframe|object|svg)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|table|h[1-6]|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|audio|b|body|button|cite|code|del|details|em|embed|font|form|head|html|i|img|input|ins|kbd|link"
    r"|mark|math|meta|pre|q|s|small|source|span|strong|sub|summary|sup|tbody|td|th|thead|u|video)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_TARGET = r"\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_IMAGE = re.compile(r"!\[([^\[\]]*)\](?:" + _TARGET + r"|\[[^\[\]]*\])")
_NUMBERED_LINK = re.compile(r"\[(\s*\^?\d+\s*)\]\((?=[^()\s]*[/:.#])[^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\](?=\((?!\d))" + _TARGET)
# Every repetition that could start again at each letter is bounded: replies may be long and hostile.
_REFERENCE_LINK = re.compile(r"\[(?=[^\[\]]{0,80}?[^\W\d])([^\[\]]{1,200})\]\[[^\[\]]{1,200}\](?![(\[])")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\[\]^]+\]:\s*<?(?:[a-z][a-z\d+.-]*:|//|www\.|/)\S*.*$", re.MULTILINE | re.IGNORECASE
)
_AUTOLINK = re.compile(r"<(?:[a-z][a-z\d+.-]*:|www\.)[^<>\s]*>", re.IGNORECASE)
_BARE = re.compile(
    r"(?:\b(?:https?|ftp|file|javascript|data|mailto):(?=\S)|\bwww\.)[^\s<>\[\]()]*[^\s<>\[\]().,;:!?'\"]",
    re.IGNORECASE,
)
_SPAN_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(.{1,300}?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(?<![\w*~])(\*{1,3}|~~)(?=\S)(.{1,600}?)(?<=\S)\1(?![\w*~])", re.DOTALL)
_UNDERLINED = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.{1,600}?)(?<=\S)\1(?!\w)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$%&])")
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
_BULLET = re.compile(r"^\s*(?:[-*+•‣◦–—]|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\))\s+(?=\S)")
_RULE = re.compile(r"^(?:[-*_=] ?){3,}$|^\|?(?: ?:?-{2,}:? ?\|)+ ?(?::?-{2,}:?)?$")
_QUOTED = re.compile(r"^\s*(?:>\s?)+")


class Block(NamedTuple):
    """A paragraph, a list item or a heading of a reply, on one line."""

    text: str
    heading: bool = False


def visible(text: str) -> str:
    """Without control, bidirectional and invisible characters; every kind of line end is a newline."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    kept = []
    for letter in text:
        kind = unicodedata.category(letter)
        if letter == "\n":
            kept.append(letter)
        elif letter == "\t" or kind == "Zs":
            kept.append(" ")
        elif kind[0] != "C" and letter not in _INVISIBLE and not _selects_variant(letter):
            kept.append(letter)
    return "".join(kept)


def blocks(reply: str) -> tuple[Block, ...]:
    """The paragraphs, list items and headings of a reply as plain text, in order.

    Brackets that stand in inline code are hidden from the search for markers; ``show_code`` brings them back.
    """
    text = _without_markup(visible(reply))
    found: list[Block] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            found.append(Block(" ".join(lines)))
        lines.clear()

    for raw in text.split("\n"):
        line = " ".join(_QUOTED.sub("", raw).split())
        heading = _HEADING.match(line)
        if heading or not line or _RULE.match(line):
            close()
            if heading:
                found.append(Block(line[heading.end() :].rstrip("# "), heading=True))
            continue
        if line.startswith("|") and line.endswith("|"):
            close()
            line = "; ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip())
        elif _BULLET.match(line):
            close()
        lines.append(_BULLET.sub("", line))
    close()
    return tuple(found)


def show_code(text: str) -> str:
    """The text with the brackets of its inline code."""
    return text.translate(_CODE_BACK)


def _without_markup(text: str) -> str:
    text = _THOUGHT_END.sub("", _THOUGHT.sub("", text))
    for pattern in (_COMMENT, _DROPPED_TAG, _FENCE):
        text = pattern.sub("", text)
    text = _TAG.sub("", _BREAK_TAG.sub("\n", text))
    text = _SPAN_CODE.sub(lambda code: code[2].translate(_CODE), text)
    text = _DEFINITION.sub("", _AUTOLINK.sub(ADDRESS, text))
    text = _NUMBERED_LINK.sub(r"[\1]", text)
    for pattern in (_IMAGE, _LINK, _REFERENCE_LINK):
        text = pattern.sub(r"\1", text)
    text = _BARE.sub(ADDRESS, _ESCAPE.sub(r"\1", text))
    text = _FENCE.sub("", text)
    return _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text))


def _selects_variant(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
