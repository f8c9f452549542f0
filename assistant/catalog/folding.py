"""Text made comparable: without case, accents, markup or punctuation."""

from __future__ import annotations

import html
import re
import unicodedata

from assistant.names import parse

# Letters that Unicode does not take apart into a plain letter and an accent.
_WHOLE = str.maketrans(dict(zip("øđðłæœıþħ", ("o", "d", "d", "l", "ae", "oe", "i", "th", "h"), strict=True)))
# One title says "TD(λ)", the other "TD($\lambda$)"; Unicode calls the letter LAMDA.
_GREEK = {
    code: unicodedata.name(chr(code)).split()[-1].lower().replace("lamda", "lambda")
    for code in range(0x3B1, 0x3CA)
    if unicodedata.name(chr(code)).startswith("GREEK SMALL LETTER")
}
_TAG = re.compile(r"</?\w[^<>]*>")
_LATEX = re.compile(r"\\(?:emph|text\w*|math\w*|mbox|it|bf|rm|sc|tt|em|[cvuHkrbdt])(?![A-Za-z])")


def fold(text: str) -> str:
    """A text without case and accents, every run of white space one space."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.translate(_WHOLE).split())


def letters(text: str) -> str:
    """Only the letters and digits of a text, folded; markup is dropped, so ``Synth$^2$`` is ``synth2``.

    A text without any letter stands for itself.
    """
    if "<" in text or "\\" in text or "&" in text:
        text = _LATEX.sub("", _TAG.sub("", html.unescape(text))).replace("&", " and ")
    folded = fold(text)
    if not folded.isascii():
        folded = folded.translate(_GREEK)
    return re.sub(r"[\W_]+", "", folded) or folded


def words(text: str) -> frozenset[str]:
    """The different words of a text, folded."""
    return frozenset(re.findall(r"\w+", fold(text)))


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The different runs of three words of a text, folded; a shorter text is one run."""
    found = re.findall(r"\w+", fold(text))
    return frozenset(tuple(found[start : start + 3]) for start in range(max(len(found) - 2, min(len(found), 1))))


def family(name: str) -> str:
    """The family name of an author in letters only, without particles; a group gives its last word."""
    words = parse(name).family.split(",")[0].split()
    return letters(words[-1]) if words else ""
