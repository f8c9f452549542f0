"""Abstracts cut into sentences and passages, with exact character offsets.

The rules are for scientific abstracts, where most stops that end no sentence stand in a few known places: "et al. (",
"Fig. 2", "E. coli", "Pitfall! without". A text without capitals (old collections) is cut at its stops alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, groupby
from math import ceil

from assistant.models import Passage

Span = tuple[int, int]

PASSAGE_WORDS = 140
SENTENCE_WORDS = 250

# Where a sentence may end. ``sure``: a blank line, a full-width stop with what closes after it, the number of a
# footnote ("in the past.2 We"). ``stop``: before white space. ``glued``: the white space was lost ("cancer.We").
# The look-behind and the possessive + keep a run of a million dots linear.
_END = re.compile(
    r"""(?P<sure> \n[^\S\n]*+\n | [。！？｡]+[」』”’）】]* | (?<=[a-z)%]\.)\d{1,3}(?:[,–-]\d{1,3})*(?=\s+[A-Z]) )
      | (?P<stop> (?<![.!?…])[.!?…؟۔।]++ (?:\s[.…])* (?:\s?["'”’»)\]]+)? (?=\s) )
      | (?P<glued> (?<=[a-z)\]%])[.!?](?=[A-Z][a-z]*[\s,]) | (?<=\w)[.](?=(?:We|The|This|In|Our)\s) )""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[“\"/]*$")
_NEXT_WORD = re.compile(r"""\s*["'“‘«(\[]*(\S*)""")
# Never ends a sentence; never before a number; only before a word that sentences begin with.
_ABBREVIATION = re.compile(
    r"(?:e\.g|i\.e|c\.f|cf|vs|[Ff]igs?|[Ee]q(?:n?s)?|[Rr]efs?|Tab|Dr|Prof|Mrs?|Ms|St|approx|resp|viz|incl|ca)[.]"
)
_BEFORE_NUMBER = re.compile(r"(?:[Nn]os?|[Nn]r|[Vv]ols?|pp?|[Cc]h|[Ss]ecs?|[Aa]rt|[Ss]uppl|v|c|\S*[<>=]|\D?\d{1,2})[.]")
_DOUBTFUL = re.compile(r"(?:al|etc|spp?|Jr|Inc|[A-Z]|(?:[A-Za-z][.]-?)+[A-Za-z])[.]")
_STARTER = re.compile(
    r"(?:A|After|Also|Although|Among|An|And|As|At|Because|Both|But|By|Conclusion|Conclusions|Despite|Each|Experiments"
    r"|Finally|For|From|Further|Furthermore|Given|Here|How|However|If|In|Instead|It|Its|Methods|Moreover|No|On|One"
    r"|Our|Results|Since|Such|That|The|Their|There|Therefore|These|They|This|Those|Thus|To|Two|Unlike|Using|We"
    r"|What|When|While|With)[,:]?"
)
# A lower-case word starts a sentence if it is a name (iCaRL, p53, α-synuclein) or follows a long plain word.
_LOWER_NAME = re.compile(r"[a-zα-ω][\w’'-]*[A-Z\d]|[α-ω]")
_PLAIN_END = re.compile(r"(?:[a-z-]{6,})?[.]")
# "2." and "(b)" belong to what follows.
_LABEL = re.compile(r"\W{0,3}+(?:\d{1,2}|[A-Za-z]|[ivx]+)?\W{0,3}+")

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|[^\s{_CJK}]{{1,40}}")


@lru_cache(2_000)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text as (start, end) character offsets: trimmed, in order, and no word is left out."""
    has_capitals = any(letter.isupper() for letter in text)
    ends = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match, has_capitals) and not _LABEL.fullmatch(text, start, match.end()):
            start = match.end()
            ends.append(start)
    spans = (_trim(text, *span) for span in zip((0, *ends), (*ends, len(text)), strict=True))
    return tuple((start, end) for start, end in spans if start < end)


def cut(paper_id: str, abstract: str) -> tuple[Passage, ...]:
    """The passages of an abstract: neighbouring sentences, 70 to 140 words, about equally long.

    Sentences stay whole unless one alone is longer than 250 words. A Japanese, Chinese or Korean character counts
    as a word. An abstract without text has no passage.
    """
    parts = [part for span in sentences(abstract) for part in _parts(abstract, span)]
    sizes = [len(_WORD.findall(abstract, *part)) for part in parts]
    share = sum(sizes) / max(1, ceil(sum(sizes) / PASSAGE_WORDS))
    # A sentence belongs to the share of the text in which its middle lies.
    shares = [int((so_far - size / 2) / share) for size, so_far in zip(sizes, accumulate(sizes), strict=True)]
    passages = []
    for number, (_, group) in enumerate(groupby(zip(shares, parts, strict=True), key=lambda pair: pair[0])):
        spans = [span for _, span in group]
        start, end = spans[0][0], spans[-1][1]
        passages.append(Passage(paper_id=paper_id, number=number, start=start, end=end, text=abstract[start:end]))
    return tuple(passages)


def _ends_sentence(text: str, match: re.Match[str], has_capitals: bool) -> bool:
    if match["sure"]:
        return True
    stop = match.start()
    next_word = _NEXT_WORD.match(text, match.end())[1]  # type: ignore[index]  # both patterns match anything
    last_word = _LAST_WORD.search(text, max(0, stop - 40), stop + 1)[0]  # type: ignore[index]
    if next_word[:1].islower() and has_capitals:
        return bool(_LOWER_NAME.match(next_word) or _PLAIN_END.fullmatch(last_word)) and _may_end(last_word, "")
    return text[stop] != "." or _may_end(last_word, next_word)


def _may_end(last_word: str, next_word: str) -> bool:
    """Whether a sentence can end with ``last_word``, a stop included, when ``next_word`` follows."""
    if _ABBREVIATION.fullmatch(last_word):
        return False
    if next_word[:1].isdigit() and _BEFORE_NUMBER.fullmatch(last_word):
        return False
    return not _DOUBTFUL.fullmatch(last_word) or bool(_STARTER.fullmatch(next_word))


def _parts(text: str, span: Span) -> list[Span]:
    """The span itself, or a sentence without end in pieces at white space or, failing that, anywhere."""
    words = [match.span() for match in _WORD.finditer(text, *span)]
    if len(words) <= SENTENCE_WORDS:
        return [span]
    size = ceil(len(words) / ceil(len(words) / PASSAGE_WORDS))
    chunks = [words[first : first + size] for first in range(0, len(words), size)]
    return [(chunk[0][0], chunk[-1][1]) for chunk in chunks]


def _trim(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
