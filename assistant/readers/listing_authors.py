"""Where the title ends and the first author begins, in a line that glues the two together.

Every place where the line could be cut is a candidate. A candidate is told by a few signs: whether what follows
looks like names, what the title would end in, what the rest of the page knows. Each sign has a weight, and the
highest sum wins. The weights were fitted as a conditional logit (McFadden 1974) on pages made of arXiv records
and rounded; so the softmax of the sums says how sure the cut is.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.readers.known import Known, Words, bare
from assistant.readers.names import Kind, kind, looks_like_name, split_names, spoken
from assistant.readers.text import fold

WEIGHTS = {
    # what follows the cut should look like a name
    "first name of 1": -4.0,
    "first name of 2": 1.0,
    "first name of 3": 1.5,
    "first name of 4": 1.0,
    "begins with dotted initial": 1.5,
    "begins with bare initial": -1.0,
    "begins with two capitals": -1.0,
    "begins with two letters": -2.0,
    "first name has ordinary word": -1.0,
    "first name has camel": -3.0,
    "first name has capitals": -3.0,
    "first name is a brand": -2.0,
    "first name has lower": -3.0,
    "first name has odd": -5.0,
    "later name has camel": 2.0,  # or else that name is the one that is cut
    "later name has lower or odd": -4.0,
    "more than three names": -1.0,
    "no name": -9.0,
    "team": 3.0,
    "known given name": 1.0,
    "known name": 3.0,
    # what the title ends in should be a word
    "title ends in lower case": 3.5,
    "title ends in Capital": 1.0,
    "title ends in acronym": 0.5,
    "title ends in long acronym": 2.0,
    "title ends in camel": 1.0,
    "title ends in one letter": 0.5,
    "title ends in English suffix": 2.0,
    "title ends in two glued words": -1.0,
    "abstract has last word": 4.0,
    "page has last word": 2.0,
    "title has last word before": 0.5,
    "known title": 9.0,
    "title of one word": -2.0,
    "open bracket": -1.0,
    "open quote": -3.0,
    "open dollar": -1.0,
    "et al. in title": -9.0,
    # what meets at the cut
    "capital before": 0.5,
    "digit before": 3.5,
    "closing sign before": 2.0,
    "full stop before": -1.0,
    "particle first": -3.0,
    "splits a known word": -2.0,
    "splits capitals": -2.0,
}

LINE_LIMIT = 2000
"""Characters that a line of title and authors may have: more is something else."""

_DOT = re.compile(r"\s[·•]\s")
_CLOSING = frozenset(')]}?!"”»$%*+')
_NEVER_BEFORE_A_NAME = frozenset("-‐‑–—(/[{&·,;:“‘«\\^_=<#@")
_APOSTROPHE = re.compile(r"\b[^\W\d_]{1,4}['’]$")
_PARTICLE_FIRST = re.compile(r"(?:van|von|de|del|della|di|da|du|den|ten|ter)\s(?:\w{1,4}\s)?[^\W\d_]")
_PAST_AUTHORS = re.compile(r"\set al\.\s[·•]")
_SPLIT_CAPITALS = re.compile(r"[^\W\d_A-Z][A-Z]+$")
_ENGLISH_END = re.compile(
    r"[A-Za-z]?[a-z]{2,}(?:[st]ion|ing|ment|ness|ity|ic|ance|ence|ism|ogy|raphy|ysis|ory|ure|age|aph|ork|em|od"
    r"|el|er|or)s?(?![a-z])"
)
_TEAM_WORDS = "team teams collaboration collaborations consortium group community initiative project"
_TEAMS = frozenset(_TEAM_WORDS.split())
_FUNCTION_WORDS = """
    the of for in on at by to from with without and or nor but via using under over into onto than as is are be does
    how what why when where which who its their our your this that these those through between against
"""
_STOPWORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Authors:
    """The part of a line that names authors and, after a dot, their organisations."""

    names: tuple[str, ...]
    complete: bool
    organisations: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether there are names and all have the plain form of one."""
        return bool(self.names) and all(map(looks_like_name, self.names))


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut into title and authors.

    ``probability`` is how sure this place is among all places of the line, ``score`` how much speaks for it: a
    line with authors scores 0 or more, a title alone less.
    """

    title: str
    authors: Authors
    probability: float
    score: float


def read_authors(text: str) -> Authors:
    """Read "Ada King, Bo Li et al. · oxford, mila"."""
    shown, *organisations = _DOT.split(text, maxsplit=1)
    names, complete = split_names(shown)
    return Authors(names, complete, tuple(o for o in re.split(r",\s+", "".join(organisations)) if o))


def cut(line: str, abstract: str, known: Known) -> Cut | None:
    """Cut a glued line where the signs are best; None where no name could begin in it, or it is too long for one."""
    if len(line) > LINE_LIMIT:
        return None
    own = replace(Words.of([abstract]), prose=abstract)
    places = list(candidates(line))
    if not places:
        return None
    scores = [sum(WEIGHTS.get(sign, 0.0) * n for sign, n in signs(line, at, own, known).items()) for at in places]
    best = max(range(len(places)), key=lambda n: (scores[n], n))
    probability = 1 / sum(math.exp(score - scores[best]) for score in scores)
    at = places[best]
    return Cut(line[:at], read_authors(line[at:]), probability, scores[best])


def candidates(line: str) -> Iterator[int]:
    """Places where a name could begin right after a title, with no space between."""
    return (at for at in range(1, len(line)) if _may_begin(line, at))


def _may_begin(line: str, at: int) -> bool:
    before, first = line[at - 1], line[at]
    if before.isspace() or not first.isalpha():
        return False
    if before in _NEVER_BEFORE_A_NAME and line[at - 2 : at] not in ("--", " -", " –", " —"):
        return False
    if before in "'’" and line[: at - 1].count(before) % 2 == 0 and _APOSTROPHE.search(line, 0, at):
        return False  # O'Brien, not a closing quote
    if first.islower():
        return _PARTICLE_FIRST.match(line, at) is not None
    return first.isupper() or before.isupper() or before.islower() or not before.isalpha()


def certain_names(line: str) -> tuple[str, ...]:
    """The last two names of a glued line, as far as they have the plain form of names: no title is glued to them."""
    shown = _DOT.split(line)[0]
    names: list[str] = []
    for name in reversed(split_names(shown)[0][1:]):
        if len(names) == 2 or not looks_like_name(name):
            break
        names.append(name)
    return tuple(names)


def signs(line: str, at: int, own: Words, known: Known) -> Counter[str]:
    """What speaks for and against a cut at this place."""
    found: Counter[str] = Counter()
    title, names = line[:at], read_authors(line[at:]).names
    if not names:
        return Counter({"no name": 1})
    _first_name(found, names[0], own, known)
    _later_names(found, names[1:])
    _title_end(found, title, own, known)
    _title_whole(found, title, known)
    _joint(found, line, at, own, known)
    return found


def _first_name(found: Counter[str], name: str, own: Words, known: Known) -> None:
    tokens = spoken(name)
    kinds = [kind(token) for token in tokens]
    solid = len(kinds) - kinds.count("particle")
    found[f"first name of {max(solid, 1)}" if solid < 5 else "first name longer"] = 1
    if kinds[0] == "initial":
        form = "dotted initial" if "." in tokens[0] else "bare initial" if len(tokens[0]) == 1 else "two capitals"
        found[f"begins with {form}"] = 1
    elif kinds[0] == "word" and len(tokens[0]) == 2:
        found["begins with two letters"] = 1
    found["team"] = tokens[-1].lower() in _TEAMS
    for word, its_kind in zip(tokens, kinds, strict=True):
        if its_kind in ("lower", "odd", "script"):
            found[f"first name has {its_kind}"] += 1
        elif its_kind in ("camel", "capitals") and not found["team"]:
            found[f"first name has {its_kind}" if solid > 1 else "first name is a brand"] += 1
        elif word.lower() in _STOPWORDS or (its_kind == "word" and len(word) > 3 and word.lower() in own.lower):
            found["first name has ordinary word"] += not found["team"]
    found["known name"] = name in known.names
    found["known given name"] = solid > 1 and tokens[0] in known.given


def _later_names(found: Counter[str], names: Sequence[str]) -> None:
    for name in names:
        kinds: list[Kind] = [kind(token) for token in spoken(name)]
        found["later name has lower or odd"] += bool({"lower", "odd"} & set(kinds))
        found["later name has camel"] += "camel" in kinds
    found["more than three names"] = len(names) > 2


def _title_end(found: Counter[str], title: str, own: Words, known: Known) -> None:
    last = bare(title.split()[-1])
    part = re.split(r"[-–/]", last)[-1]
    if len(last) == 1:
        found["title ends in one letter"] = 1
    elif part.islower():
        found["title ends in lower case"] = 1
    elif part[1:].islower():
        found["title ends in Capital"] = 1
    elif part.isupper():
        found["title ends in acronym" if len(part) < 6 else "title ends in long acronym"] = 1
    elif re.search(r"[a-z][A-Z]", part):
        found["title ends in camel"] = 1
        found["title ends in two glued words"] = bool(_ENGLISH_END.match(part))
    found["title ends in English suffix"] = bool(_ENGLISH_END.fullmatch(part))
    if len(last) > 1 and (own.hold(last) or (len(part) > 1 and own.hold(part))):
        found["abstract has last word"] = 1
    elif len(last) > 1 and (known.words.hold(last) or (len(part) > 1 and known.words.hold(part))):
        found["page has last word"] = 1
    elif last and last in map(bare, title.split()[:-1]):
        found["title has last word before"] = 1


def _title_whole(found: Counter[str], title: str, known: Known) -> None:
    found["open bracket"] = any(title.count(a) != title.count(b) for a, b in ("()", "[]", "{}"))
    found["open quote"] = title.count('"') % 2 or title.count("“") != title.count("”")
    found["open dollar"] = title.count("$") % 2
    found["et al. in title"] = _PAST_AUTHORS.search(title) is not None
    found["known title"] = fold(title) in known.titles
    found["title of one word"] = " " not in title


def _joint(found: Counter[str], line: str, at: int, own: Words, known: Known) -> None:
    """What meets at the place of the cut, and whether the cut splits a word that is known as a whole."""
    before, first = line[at - 1], line[at]
    if first.islower():
        found["particle first"] = 1
    if before.isupper():
        found["capital before"] = 1
    elif before.isdigit():
        found["digit before"] = 1
    elif before in _CLOSING:
        found["closing sign before"] = 1
    elif before == ".":
        found["full stop before"] = 1
    if found["begins with bare initial"] or found["first name has capitals"] or found["team"]:
        found["splits capitals"] = _SPLIT_CAPITALS.search(line, 0, at) is not None and line[at].isupper()
    for ends in (" ", " /-"):
        left, right = (re.split(f"[{ends}]", side) for side in (line[:at], line[at:]))
        word = bare(left[-1] + right[0])
        if len(word) > 2 and (own.hold(word) or known.words.hold(word)):
            found["splits a known word"] = 1
