"""The part of ASK that understands a follow-up: one call of a language model where there is one, else rules."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import AssistantError, BadRequest
from assistant.library.words import asked
from assistant.models import Turn
from assistant.steps.condense import condense, uncited
from assistant.steps.follow_up import conversation, meant
from assistant.steps.leaning import stands_alone
from assistant.writers.language_model import LanguageModelWriter


def understood(question: str, after: Sequence[Turn], writer: LanguageModelWriter | None) -> str:
    """The question as it is understood after these turns, oldest first.

    The model is asked only about a follow-up that may lean on them; where it fails, the rules understand it.

    Raises:
        BadRequest: it points to a number that no answer cites.
    """
    if after and (missing := uncited(question, after)):
        raise BadRequest(f"no answer of this conversation cites a [{missing}]; ask about a number that one cites")
    by_rules = asked("question", condense(question, after))
    if not after or writer is None or stands_alone(question):
        return by_rules
    try:
        reply = writer.condense(question, conversation(after))
    except AssistantError as error:
        writer.faults.append(
            f"The follow-up was understood by rules, because the language model did not answer: {error}"
        )
        return by_rules
    in_full = meant(reply, question, after[-1])
    if in_full is None:
        writer.faults.append("The follow-up was understood by rules, because the language model gave no question back.")
    return in_full or by_rules
