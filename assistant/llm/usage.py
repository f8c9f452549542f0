"""What a model's calls may take and what they took: seconds, tries, tokens, money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.models import Usage

CHARACTERS_PER_TOKEN = 4  # of English prose, roughly the same for all current tokenizers
_LETTERS_PER_TOKEN = 5
_PIECE = re.compile(r"[A-Za-z]+|[^\sA-Za-z]")
_PER_MESSAGE = 4  # tokens that a chat format puts around each message


class Limits(NamedTuple):
    """How patient a model's calls are.

    ``timeout`` is how long the model may be silent, in seconds: before its first token and between two of them. A
    call with all its tries may take five times as long. ``retries`` counts the tries after the first.
    """

    timeout: float = 60.0
    retries: int = 2
    requests_per_minute: int | None = None

    @property
    def whole(self) -> float:
        """Seconds that a call with all its tries may take."""
        return 5 * self.timeout


class Prices(NamedTuple):
    """What a million tokens cost, in the user's currency."""

    prompt: float
    completion: float


def usage_of_call(counted: tuple[int, int], prompt: Iterable[str], characters: int, prices: Prices | None) -> Usage:
    """One call's usage: the provider's ``counted`` prompt and completion tokens, estimated where it gave none.

    Args:
        counted: as the provider says, (0, 0) when it says nothing.
        prompt: the texts of the messages sent.
        characters: the length of the reply.
        prices: what the user pays, if known.
    """
    estimated = not any(counted)
    if estimated:
        counted = (estimated_tokens(prompt), -(-characters // CHARACTERS_PER_TOKEN))
    cost = (counted[0] * prices.prompt + counted[1] * prices.completion) / 1e6 if prices else None
    return Usage(calls=1, prompt_tokens=counted[0], completion_tokens=counted[1], cost=cost, estimated=estimated)


def estimated_tokens(texts: Iterable[str]) -> int:
    """About how many tokens some messages are."""
    return sum(_PER_MESSAGE + tokens_in(text) for text in texts)


def tokens_in(text: str) -> int:
    """About how many tokens a text is, rather too many than too few.

    Words take one for every five letters begun; a digit, a sign and a letter of another alphabet one each, since some
    tokenizers take them one by one: "AmOctα1R, 3.7-fold" is as long as a line of prose.
    """
    return sum(-(-len(piece) // _LETTERS_PER_TOKEN) for piece in _PIECE.findall(text))
