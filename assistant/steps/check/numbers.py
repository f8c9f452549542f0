"""Numbers with their units: what a sentence says against what the cited papers say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.steps.check.units import UNITS
from vectorstore.analysis import terms

_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
} | {
    word: float(value)
    for value, word in zip(range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "M": 1e6,
    "B": 1e9,
}
_OTHER = {
    "half": (0.5, ""), "halves": (0.5, ""), "halved": (0.5, ""), "halving": (0.5, ""), "dozen": (12.0, ""),
    "twice": (2.0, "fold"), "double": (2.0, "fold"), "doubled": (2.0, "fold"), "doubles": (2.0, "fold"),
    "doubling": (2.0, "fold"), "thrice": (3.0, "fold"), "triple": (3.0, "fold"), "tripled": (3.0, "fold"),
    "triples": (3.0, "fold"), "quadruple": (4.0, "fold"), "quadrupled": (4.0, "fold"), "both": (2.0, ""),
    "third": (1 / 3, "part"), "thirds": (1 / 3, "part"), "quarter": (0.25, "part"), "quarters": (0.25, "part"),
    "single": (1.0, ""), "pair": (2.0, ""), "pairs": (2.0, ""), "dual": (2.0, ""),
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_POWER = r"\s?[×xX*·]\s?10\s?(?:\^|\*\*)?\s?[({]?\s?(?P<power>[-−–+]?\s?\d{1,3})[)}]?"
_DIGITS = re.compile(
    rf"""(?<![\w.,])(?<![^\W\d][-‐‑])(?<![A-Z]\d/)(?P<sign>(?<![\w)%])[-−–+](?=[\d.]))?
         (?P<digits>\d{{1,3}}(?:[, \u00a0\u2009\u202f']\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.·]\d+)?|\.\d+)
         (?:{_POWER})?
         (?P<scale>\s?(?:hundred|thousand|million|billion|trillion)\b|[kMB](?![\w-]))?
         (?P<ordinal>(?:st|nd|rd|th)\b)?
         (?:\s?[-‐‑]?\s?(?P<unit>{_UNIT})(?![\w]))?(?![^\W_])""",
    re.VERBOSE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT_NEXT = re.compile(rf"[\s-]*({_UNIT})(?!\w)")
_HALF_AN_HOUR = re.compile(r"\s(?:of\s)?an?\s(second|minute|hour|day|week|month|year)\b")
_PART_NEXT = re.compile(r"[\s-](?:thirds?|quarters?|half)\b")
_FOLD = re.compile(r"(?P<word>[a-z]+)-?fold\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|close to|circa|ca\.)|[~≈∼])"
    r"\s*(?:a\s)?[-−+$€£]?$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:over|under|up to|at least|at most|as many as|(?:more|less|fewer) than)\s$", re.IGNORECASE)
# Counts of what the writer lines up, not of what a paper reports.
_COUNTED_BY_WRITER = frozenset(
    "paper papers study studies work works abstract abstracts source sources approach approaches way ways group groups"
    " method methods theme themes line lines strand strands direction directions article articles authors".split()
)
_NEXT_WORD = re.compile(r"[\s-]*(?:of\s|the\s|[a-z]{1,3}\s)?\s*([^\W\d_]{3,})")
_EXACT = 1e-9
_ROUGH = 0.1  # "about 40" may stand for 36 to 44
_HIGHEST_YEAR, _LOWEST_YEAR = 2100, 1900


class Quantity(NamedTuple):
    """A number as read: its value, the decimals it is written with, its unit's kind and what it counts.

    ``value`` is in the unit as written, ``base`` in the common unit of its kind; ``noun`` is the stem of the next word.
    """

    value: float
    base: float
    decimals: int
    kind: str
    noun: str
    about: bool
    words: str
    start: int

    @property
    def is_year(self) -> bool:
        """A plain number that can be a year."""
        return self.kind == "" and self.decimals == 0 and _LOWEST_YEAR <= self.value <= _HIGHEST_YEAR


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text, in digits or in words, in order. Digits inside names (``GPT-4``) are names."""
    return tuple(sorted((*_in_digits(text), *_in_words(text)), key=lambda one: one.start))


def claimed(text: str) -> tuple[Quantity, ...]:
    """The numbers of a sentence that have to stand in the cited papers.

    "one", "single", "both" and "pair" say little, and "two papers" counts what the writer lines up.
    """
    return tuple(
        one
        for one in quantities(text)
        if one.words[:1].isdigit()
        or one.words[:1] in "-−–+."
        or (
            one.value not in (0.0, 1.0)
            and one.words.lower() not in ("both", "dual", "pair", "pairs")
            and one.noun not in _WRITER
        )
    )


def stands(one: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether a number is among others: the same, the same in another unit, or rounded as it is written."""
    return any(_same(one, other) for other in there)


def unpaired(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers left over on each side when each is paired once with one that is the same."""
    left, right = [], list(theirs)
    for one in ours:
        pair = next((other for other in right if _same(one, other)), None)
        if pair is None:
            left.append(one)
        else:
            right.remove(pair)
    return left, right


def rival(one: Quantity, there: Sequence[Quantity], *, alike: bool = False) -> Quantity | None:
    """The number that stands there in its place: of the same thing, or of the same kind in a sentence much alike."""
    for other in there:
        if one.is_year or other.is_year or _same(one, other) or one.kind != other.kind:
            continue
        if alike or (one.noun == other.noun if one.noun else bool(one.kind)):
            return other
    return None


def _same(one: Quantity, other: Quantity) -> bool:
    if one.kind == other.kind:
        return _equal(one.base, other.base, one)
    if one.kind and other.kind:
        return False
    share = "%" in (one.kind, other.kind)  # "47%" is 47 in a table and 0.47 in a sentence
    return abs(one.value - other.value) <= _EXACT or (share and _equal(one.base, other.base, one))


def _equal(left: float, right: float, one: Quantity) -> bool:
    if left >= 0 > right and one.words[:1] != "+":
        right = -right  # "fell by 5%" for a change of -5%
    difference = abs(left - right)
    if difference <= _EXACT * max(1.0, abs(left)):
        return True
    if one.about:
        return difference <= _ROUGH * abs(left)
    # "47%" for 46.8%: half a unit of the last digit that is written, from two digits on, where a unit is named.
    unit = one.base / one.value if one.value else 1.0
    return bool(one.kind) and abs(one.value) >= 10 and difference <= 0.5 * unit * 10.0**-one.decimals


def _in_digits(text: str) -> Iterator[Quantity]:
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"[, \u00a0\u2009\u202f']", "", found["digits"]).replace("·", ".")
        value = float(digits)
        if found["power"]:
            value *= 10.0 ** max(
                -300, min(300, int(re.sub(r"\s", "", found["power"]).replace("−", "-").replace("–", "-")))
            )
        if found["scale"]:
            value *= _SCALES[found["scale"].strip()]
        if found["sign"] and found["sign"] != "+":
            value = -value
        decimals = len(digits.partition(".")[2]) if not (found["power"] or found["scale"]) else 0
        yield _quantity(text, value, decimals, found["unit"] or "", found.start(), found.end())


def _in_words(text: str) -> Iterator[Quantity]:
    words = list(_LETTERS.finditer(text))
    at = 0
    while at < len(words):
        found, lower = words[at], words[at].group().lower()
        if fold := _FOLD.fullmatch(lower):
            value = _WORDS.get(fold["word"])
            if value is not None:
                yield _quantity(text, value, 0, "fold", found.start(), found.end())
        elif lower in _WORDS:
            value, last = _compound(words, at)
            unit = _UNIT_NEXT.match(text, words[last].end())
            if not _PART_NEXT.match(text, words[last].end()):
                yield _quantity(text, value, 0, unit[1] if unit else "", found.start(), words[last].end())
            at = last
        elif lower in _OTHER and not re.match(r"-(?:life|lives|maximal|time)", text[found.end() : found.end() + 9]):
            yield from _other(text, words, at)
        at += 1


def _other(text: str, words: Sequence[re.Match[str]], at: int) -> Iterator[Quantity]:
    """Words such as "twice", "half an hour", "two thirds": a third of something, not the third one."""
    found, before = words[at], words[at - 1].group().lower() if at else ""
    value, kind = _OTHER[found.group().lower()]
    if kind == "part" and before not in ("a", "one", "two", "three"):
        return
    many = _WORDS.get(before, 1.0) if kind == "part" else 1.0
    time = _HALF_AN_HOUR.match(text, found.end()) if value < 1 else None
    unit = "fold" if kind == "fold" else time[1] if time else ""
    read = _quantity(text, many * value, 2, unit, found.start(), found.end())
    yield read._replace(about=True) if value < 1 and not time else read


def _compound(words: Sequence[re.Match[str]], at: int) -> tuple[float, int]:
    """Number words that go together, as "twenty-five" or "five million": the value and the place of the last word."""
    value, last = _WORDS[words[at].group().lower()], at
    while last + 1 < len(words):
        following = words[last + 1].group().lower()
        if words[last + 1].start() - words[last].end() != 1:
            break
        if following in _SCALES and len(following) > 1:
            value *= _SCALES[following]
        elif value >= 20 and value % 10 == 0 and 1 <= _WORDS.get(following, 0) <= 9:
            value += _WORDS[following]
        else:
            break
        last += 1
    return value, last


def _quantity(text: str, value: float, decimals: int, unit: str, start: int, end: int) -> Quantity:
    kind, factor = UNITS.get(unit, ("", 1.0)) if unit else ("", 1.0)
    base = value / 100.0 if kind == "%" else value * factor
    noun = _NEXT_WORD.match(text, end)
    stems = terms(noun[1]) if noun else []
    before, exact = text[max(0, start - 20) : start], len(f"{value:.12g}".strip("0.-").replace(".", ""))
    # "about 40", "nearly 1,200", "more than 40", but not "more than 1,230".
    about = bool((exact <= 2 and _ABOUT.search(before)) or (exact == 1 and _BOUND.search(before)))
    return Quantity(value, base, decimals, kind, stems[0] if stems else "", about, text[start:end].strip(), start)


_WRITER = frozenset(stem for word in _COUNTED_BY_WRITER for stem in terms(word))
