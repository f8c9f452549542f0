"""Light rewrites of sentences by rule, faithful ones and spoiled ones, to measure the check with."""

from __future__ import annotations

import random
import re

SYNONYMS = {
    "significantly": "markedly", "significant": "marked", "showed": "displayed",
    "increased": "raised", "suggest": "imply",
    "important": "key", "reduced": "lowered", "associated with": "linked to", "demonstrate": "establish",
    "large": "big", "patients": "people", "risk": "danger", "identified": "detected", "required": "needed",
    "because": "since", "role": "part", "in addition": "also", "compared with": "relative to", "several": "a number of",
    "effects": "consequences", "observed": "seen", "however": "yet", "children": "kids", "enhanced": "boosted",
    "led to": "resulted in", "whereas": "while", "treatment": "therapy", "common": "frequent", "therefore": "thus",
}  # fmt: skip
_VERBS = {"inhibits": "inhibited", "increases": "increased", "reduces": "reduced", "promotes": "promoted",
          "induces": "induced", "regulates": "regulated", "activates": "activated", "causes": "caused",
          "mediates": "mediated", "suppresses": "suppressed", "controls": "controlled",
          "predicts": "predicted"}  # fmt: skip
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.,-]*\w)")
NAME = re.compile(r"(?<=[a-z,] )(?=\w*[A-Z]\w*[A-Z0-9]|[A-Z][a-z]{3})[A-Za-z][A-Za-z0-9]+(?![\w-])")


def lowered(sentence: str) -> str:
    """A sentence without its full stop, to stand after "that"."""
    first = sentence.split()[0]
    plain = first[1:].islower() or len(first) == 1
    return (sentence[0].lower() + sentence[1:] if plain else sentence).rstrip(". ")


def synonyms(sentence: str) -> str:
    """Words replaced by words of the same sense."""
    for word, other in SYNONYMS.items():
        sentence = re.sub(rf"\b{word}\b", other, sentence)
    return sentence


def dropped(sentence: str) -> str:
    """Without what stands in brackets, a leading label, and a trailing side clause."""
    sentence = re.sub(r"\s+\([^()]*\)", "", sentence)
    sentence = re.sub(r"^[A-Z ]{5,}:?\s+(?=[A-Z])", "", sentence)
    return re.sub(r", (?:which|whereas|while|suggesting|indicating|although)\b[^,]*\.$", ".", sentence)


def passive(sentence: str) -> str:
    """Turn "A inhibits B." into "B is inhibited by A.", where it is that simple."""
    for verb, participle in _VERBS.items():
        if found := re.fullmatch(rf"([^,;:]{{3,80}}) {verb} ([^,;:]{{3,80}})\.", sentence):
            return f"{found[2][0].upper()}{found[2][1:]} is {participle} by {lowered(found[1])}."
    return sentence


def faithful(sentence: str, following: str, who: str, chance: random.Random) -> str:
    """One of five rewrites that keep what is said."""
    base = synonyms(passive(dropped(sentence)))
    kind = chance.randrange(5)
    if kind == 0:
        return f"{who} report that {lowered(base)}."
    if kind == 1:
        return f"According to {who}, {lowered(base)}."
    if kind == 2 and following:
        return f"{lowered(base)[0].upper()}{lowered(base)[1:]}, and {lowered(synonyms(dropped(following)))}."
    if kind == 3:
        return f"It was found that {lowered(base)}."
    return base


def other_number(sentence: str, chance: random.Random) -> str:
    """One number in digits changed to another of the same form; empty where there is none."""
    numbers = [found for found in NUMBER.finditer(sentence) if not re.match(r"(?:19|20)\d\d$", found.group())]
    if not numbers:
        return ""
    found = chance.choice(numbers)
    digits = found.group()
    at = chance.choice([n for n, letter in enumerate(digits) if letter.isdigit() and (n or len(digits) == 1)] or [0])
    digit = chance.choice([one for one in "123456789" if one != digits[at]])
    changed = digits[:at] + digit + digits[at + 1 :]
    return sentence[: found.start()] + changed + sentence[found.end() :]


def other_name(sentence: str, abstract: str, elsewhere: str, chance: random.Random) -> str:
    """One name inside the sentence changed to one that other abstracts have and its own does not; empty without one."""
    own, others = list(NAME.finditer(sentence)), sorted(set(NAME.findall(elsewhere)))
    others = [name for name in others if name.lower() not in abstract.lower()]
    if not own or not others:
        return ""
    found = chance.choice(own)
    return sentence[: found.start()] + chance.choice(others) + sentence[found.end() :]


def turned(sentence: str) -> str:
    """The opposite of what a sentence says, by one word; empty where that isn't simple."""
    for word, other in (
        ("increased", "decreased"), ("reduced", "increased"), ("higher", "lower"), ("decreased", "increased"),
        ("increases", "decreases"), ("reduces", "increases"), ("lower", "higher"), ("positive", "negative"),
        ("greater", "smaller"), ("is", "is not"), ("are", "are not"), ("was", "was not"), ("were", "were not"),
    ):  # fmt: skip
        if re.search(rf"\b{word}\b(?! not)", sentence):
            return re.sub(rf"\b{word}\b", other, sentence, count=1)
    return ""
