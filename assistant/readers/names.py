"""What the name of a person or of a team looks like, whatever the language."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from assistant.names import PARTICLES

Kind = Literal["word", "initial", "particle", "capitals", "script", "camel", "lower", "odd"]

_PARTICLES = PARTICLES | {"y", "e", "i"}
_JOINED_PREFIXES = """
    Mc Mac De Del Della Der Des Di Da Dal Dall Dos Du La Le Lo Van Von Vande Vander Ver Fitz San St Ben El Al Abu
    Ap O Mh Ter Ten Den
"""
_FAMILY_PREFIXES = frozenset(_JOINED_PREFIXES.split())
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_]\.?$|(?:[^\W\d_]\.-?)+[^\W\d_]?\.?$")
_LOWER_PREFIX = re.compile(r"(?:d|l|dell|dall|al|el|ul|as|ur|es|t|o|ver|van)['’-](?=[^\W\d_])")
_BRACKETED = re.compile(r"(?<=\S)\s\([^()]*\)")
_JOINTS = "-‐‑'’ʼ`´."
_ET_AL = re.compile(r"(?:^|[\s,])et\.? al\.?$", re.IGNORECASE)


def without_et_al(text: str) -> tuple[str, bool]:
    """The names without a final "et al.", and whether they are all of them: false where it stood there."""
    found = _ET_AL.search(text[-8:])
    return (text[: -len(found[0])] if found else text).strip(" ,"), found is None


def split_names(text: str) -> tuple[tuple[str, ...], bool]:
    """Names cut at the commas, and whether they are all of them.

    A suffix stays with its name: "Ada King, Jr., Bo Li" is two names.
    """
    shown, complete = without_et_al(text)
    names: list[str] = []
    for part in re.split(r",\s+", shown):
        if names and _SUFFIX.match(part):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return tuple(names), complete


def names_in_text(text: str) -> tuple[tuple[str, ...], bool]:
    """Names from one text of unknown habits: "King, Ada; Li, Bo", "King, Ada and Li, Bo", "Ada King, Bo Li"."""
    shown, complete = without_et_al(text)
    parts = re.split(r"\s*;\s*", shown) if ";" in shown else re.split(r",?\s+and\s+|\s+&\s+", shown)
    family_first = ";" in shown or all(part.count(",") == 1 and " " not in part.split(",")[0] for part in parts)
    if family_first:
        return tuple(given_first(part) for part in parts if part), complete
    return tuple(name for part in parts for name in split_names(part)[0]), complete


def given_first(name: str) -> str:
    """The name with the family name last: "King, Ada" becomes "Ada King"; "Ada King, Jr." stays."""
    parts = [part for part in re.split(r"\s*,\s*", name) if part]
    if len(parts) == 2 and not _SUFFIX.match(parts[1]):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.match(parts[2]):
        return f"{parts[1]} {parts[0]}, {parts[2]}"
    return name


def kind(token: str) -> Kind:
    """What a word of a name is.

    ``word`` begins with a capital (McMahan and Jean-Luc too), ``initial`` is "S.", "J.-P." or "DJ", ``script``
    has letters without case, ``camel`` has a capital where names have none, ``lower`` is in lower case and no
    particle, ``odd`` has digits or signs.
    """
    if any(not (c.isalpha() or c in _JOINTS or unicodedata.combining(c)) for c in token):
        return "odd"
    letters = [c for c in token if c.isalpha()]
    if not letters:
        return "odd"
    cased = [c.isupper() or c.islower() for c in letters]
    if not any(cased):
        return "script"
    if not all(cased) and any(unicodedata.category(c) == "Lo" for c in letters):
        return "odd"  # two scripts in one word
    if token in _PARTICLES:
        return "particle"
    if letters[0].islower():
        prefix = _LOWER_PREFIX.match(token)
        return "word" if prefix and kind(token[prefix.end() :]) == "word" else "lower"
    if _INITIALS.match(token):
        return "initial"
    if len(letters) > 1 and not any(c.islower() for c in letters):
        return "initial" if len(token) == 2 else "capitals"
    return "word" if all(_one_capital(part) for part in re.split(f"[{_JOINTS}]", token)) else "camel"


def _one_capital(part: str) -> bool:
    """No capital after the first letter but that of a family name with a prefix: McMahan, LeCun, DeYoung."""
    inner = [i for i, c in enumerate(part) if i and c.isupper()]
    return not inner or (len(inner) == 1 and part[: inner[0]] in _FAMILY_PREFIXES)


def spoken(name: str) -> list[str]:
    """The words of a name without what stands in brackets behind it: "Wei Li (李伟)", "Ada King (Oxford)"."""
    return _BRACKETED.sub("", name).split() or name.split()


def looks_like_name(name: str) -> bool:
    """Whether the text has the plain form of a person's name: two to five words, none of another kind."""
    kinds = [kind(token) for token in spoken(name.replace(",", ""))]
    return 2 <= len(kinds) <= 5 and "word" in kinds and set(kinds) <= {"word", "initial", "particle"}
