"""Names in a sentence: methods, genes, data sets, abbreviations, people; and whether the cited papers hold them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.models import Paper
from vectorstore.analysis import terms

_TOKEN = re.compile(r"[^\W_][\w’'+./*-]*[\w+*]|[^\W_]")
_PARTS = re.compile(r"[-/.’'_+*]+")
_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
        " chi psi omega".split(),
        strict=True,
    )
)
_LETTER_NAMES = frozenset(_LETTERS.values())
_GREEK = str.maketrans(_LETTERS)
_LATIN = str.maketrans("αβγδεζκλ", "abgdezkl")  # "NF-kB" is NF-κB
_AT_GREEK = re.compile(f"(?=[{''.join(_LETTERS)}])")
_NUMBERED = re.compile(r"([a-z]{2,})(\d{1,3})")
_LEAST_WORD = 6  # letters of a word that has an abbreviation: "interleukin" for IL
_EXPLAINED = re.compile(r"((?:[\w/-]+ ){1,6})\(([\w-]{2,9})\)")
_ETAL = re.compile(
    r"((?:[^\W\d_]+\s)?[A-ZÀ-Þ][^\W\d_]*(?:[-’'][^\W\d_]+)*)\s+(?:et\s+al\b|and\s+colleagues|and\s+coworkers)"
)
_PAIR = re.compile(r"([A-ZÀ-Þ][\w’'-]+)\s+(?:and|&)\s+([A-ZÀ-Þ][\w’'-]+),?\s+\(?(?:1[89]|20)\d\d")
_DATED = re.compile(r"([A-ZÀ-Þ][\w’'-]+),?\s+\(?(?:1[89]|20)\d\d[a-z]?\)")
# Capitals that begin sentences or are ordinary in running text.
_ORDINARY = frozenset(
    "i ii iii iv v vi a an the this these those we they it its our their there here in on at by for from with without"
    " as if when while where whereas although though however moreover furthermore finally overall together both each"
    " such one two three several many most some all other another no not and or but so thus hence conversely similarly"
    " unlike like compared figure fig table section eq et al abstract abstracts english".split()
)
_MOST_INITIALS = 6


class Holdings(NamedTuple):
    """What a paper has to compare names with.

    Its words and their stems, its words run together, the initials of all its words, its authors, and the names that
    it has itself.
    """

    words: frozenset[str]
    stems: frozenset[str]
    run: str
    initials: frozenset[str]
    families: frozenset[str]
    own: frozenset[str]


def holdings(paper: Paper) -> Holdings:
    """The names that a paper's title, abstract and bibliography hold."""
    bibliography = (*paper.authors, paper.venue or "", *paper.organisations, paper.arxiv_id or "", paper.doi or "")
    text = " ".join((paper.title, paper.abstract, *bibliography))
    tokens = [token for found in _TOKEN.finditer(text) for token in _spellings(found.group())]
    return Holdings(
        words=frozenset(tokens),
        stems=frozenset(terms(text)),
        run=f" {' '.join(folded(found.group()) for found in _TOKEN.finditer(text))} ",
        initials=_initials(paper),
        families=frozenset(part for author in paper.authors for part in _folded_parts(author.replace(" ", "-"))),
        own=frozenset(map(folded, names(f"– {paper.abstract}"))) - frozenset(paper.abstract.split()),
    )


def names(text: str) -> Iterator[str]:
    """The names of a sentence, in order, each once: abbreviations, capitals inside it, letters with digits."""
    seen: set[str] = set()
    for n, found in enumerate(_TOKEN.finditer(text)):
        begins = n == 0 or bool(re.search(r"[.!?:“\"]\s*[“\"(]*$", text[max(0, found.start() - 4) : found.start()]))
        for token in (piece for one in found.group().split("+") for piece in _pieces(one)):
            if token not in seen and _is_name(token, begins):
                seen.add(token)
                yield token


def authors(text: str) -> Iterator[str]:
    """Family names of the people whom a sentence credits: "Pritzel et al.", "Lin and Zhu (2018)"."""
    for found in _ETAL.finditer(text):
        yield found[1].split()[-1]
    for found in _PAIR.finditer(text):
        yield from found.groups()
    for found in _DATED.finditer(text):
        if found[1].lower() not in _ORDINARY:
            yield found[1]


def held(name: str, by: Holdings) -> bool:
    """Whether a paper holds a name: as a word, run together otherwise, by its stem, or as initials of a phrase."""
    spelled = folded(name)
    if spelled in by.words or (spelled.endswith("s") and spelled[:-1] in by.words):
        return True
    if _parts_held(name, by):
        return True
    letters = spelled[:-1] if name.endswith("s") and name[:-1].isupper() else spelled
    if letters.isalpha() and name[:1].isupper() and 2 <= len(letters) <= _MOST_INITIALS and letters in by.initials:
        return name[1:2].isupper() or name[-1:].isupper()
    if _numbered_held(spelled, by):
        return True
    # "data set" for "dataset", "GPT 4" for "GPT-4".
    return (len(letters) >= 4 and f" {letters} " in by.run) or _split_in(letters, by)


def _parts_held(name: str, by: Holdings) -> bool:
    """In "L-carnitine" the word is what counts; in "interleukin-6" and "TNF-beta" what follows stands beside it."""
    parts = _folded_parts(name)
    said = [part for part in parts if len(part) > 1 and not part.isdigit()]
    pairs = [pair for pair in pairwise(parts) if any(part.isdigit() or part in _LETTER_NAMES for part in pair)]
    return (
        bool(said)
        and all(part in by.words or bool(set(terms(part)) & by.stems) for part in said)
        and all("".join(pair) in by.words or f" {' '.join(pair)} " in by.run for pair in pairs)
    )


def spelled_out(name: str, text: str) -> bool:
    """Whether a sentence itself says what an abbreviation stands for: "neural episodic control (NEC)"."""
    at = text.find(f"({name})")
    words = " ".join(text[:at].lower().split()[-_MOST_INITIALS:]) if at > 0 else ""
    letters = folded(name).removesuffix("s") if words else ""
    return bool(letters) and bool(re.search(r"\b" + ".*?".join(map(re.escape, letters)), words))


def beside(name: str, text: str, by: Holdings) -> bool:
    """Whether a paper writes a name and its neighbour as one word: "NIH 3T3" for NIH3T3, "BRCA 1" for BRCA1."""
    one = re.escape(name)
    joined = (*re.findall(rf"(?<!\w)[\w-]+ {one}(?!\w)", text), *re.findall(rf"(?<!\w){one} [\w-]+", text))
    return any(folded(pair) in by.words for pair in joined if any(letter.isdigit() for letter in pair))


def explained(name: str, text: str, by: Holdings) -> bool:
    """Whether a name is part of what a sentence gives as the long form of an abbreviation that the paper has."""
    return any(
        name in found[1] and folded(found[2]) in by.words and spelled_out(found[2], text)
        for found in _EXPLAINED.finditer(text)
    )


def is_author(family: str, by: Holdings) -> bool:
    """Whether someone of that family name is among the authors."""
    return all(part in by.families for part in _folded_parts(family))


@lru_cache(maxsize=1 << 15)
def folded(token: str) -> str:
    """A word without case, accents, hyphens and possessive."""
    token = re.sub(r"[’']s$", "", token).lower().translate(_GREEK)
    plain = unicodedata.normalize("NFKD", token)
    return "".join(letter for letter in plain if letter.isalnum())


def _initials(paper: Paper) -> frozenset[str]:
    """Initials of three to six words in a row, and of two where they are named twice or in the title."""
    title, abstract = (
        _folded_parts(" ".join(_TOKEN.findall(text)).replace(" ", "-")) for text in (paper.title, paper.abstract)
    )
    found: set[str] = set()
    for words in (title, abstract):
        first = "".join(word[0] for word in words)
        found.update(first[n : n + size] for size in range(3, _MOST_INITIALS + 1) for n in range(len(first) - size + 1))
    pairs = Counter(pairwise(abstract))
    pairs.update({pair: 2 for pair in pairwise(title)})
    found.update(
        one[0] + other[0] for (one, other), count in pairs.items() if count > 1 and min(len(one), len(other)) > 3
    )
    return frozenset(found)


def _numbered_held(spelled: str, by: Holdings) -> bool:
    """A name with a number, where one side has the abbreviation and the other the word: IL-6 and "interleukin 6"."""
    found = _NUMBERED.fullmatch(spelled)
    if not found:
        return False
    letters, number = found.groups()
    if 3 <= len(letters) <= _MOST_INITIALS and letters in by.initials and f" {number} " in by.run:
        return True
    before = re.findall(rf" ([a-z]{{2,}}) ?{number} ", by.run)
    return any(_abbreviates(letters, word) or _abbreviates(word, letters) for word in before)


def _abbreviates(letters: str, word: str) -> bool:
    """Whether letters stand in a word in their order, the first at its beginning: "krt" in "keratin"."""
    if len(word) < _LEAST_WORD or len(letters) > len(word) // 2 or letters[0] != word[0]:
        return False
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _split_in(letters: str, by: Holdings) -> bool:
    return len(letters) >= 4 and any(
        letters[:cut] in by.words and f" {letters[:cut]} {letters[cut:]} " in by.run for cut in range(1, len(letters))
    )


def _folded_parts(token: str) -> list[str]:
    return [part for piece in _PARTS.split(token) if (part := folded(piece))]


def _spellings(token: str) -> tuple[str, ...]:
    whole = folded(token)
    parts = _folded_parts(token)
    plural = (whole[:-1],) if whole.endswith("s") and len(whole) > 2 else ()
    lower = token.lower()
    greek = [folded(part) for part in _AT_GREEK.split(lower)] if _AT_GREEK.search(lower) else []
    latin = (folded(lower.translate(_LATIN)),) if greek else ()
    return (whole, *parts, *plural, *("".join(pair) for pair in pairwise(parts)), *greek, *latin)


def _pieces(token: str) -> list[str]:
    """A token whole, or the parts of a compound such as "DQN-based", "Alzheimer’s"."""
    token = re.sub(r"[’']s?$", "", token)
    parts = [part for part in re.split(r"[-/]", token) if part]
    whole = len(parts) < 2 or any(part.isdigit() or len(part) == 1 for part in parts)
    return [token] if whole else parts


def _is_name(token: str, begins: bool) -> bool:
    if (
        token.lower() in _ORDINARY
        or re.fullmatch(r"[A-Z]-[a-z]{3,}", token)
        or not any(letter.isalpha() for letter in token)
    ):
        return False
    if token[0].isdigit() and re.fullmatch(
        r"\d[\d,.]*(?:st|nd|rd|th|s|k|x|[a-z]{1,2}|%|M|B|GB|MB|KB|TB|Hz|kHz|MHz|D)?", token
    ):
        return False
    capitals = sum(letter.isupper() for letter in token)
    mixed = any(letter.isdigit() for letter in token) and len(token) > 1
    inside = any(letter.isupper() for letter in token[1:])
    return inside or mixed or (capitals > 0 and not begins and len(token) > 1)
