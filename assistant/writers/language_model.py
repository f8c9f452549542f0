"""The language model as writer: it is given passages under opaque markers and gives text with markers back."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from assistant.llm import Asked, Message, Model
from assistant.models import Usage
from assistant.prompts import Prompt, as_data, fill

NO_EVIDENCE = "NO EVIDENCE"


def prompt_of_answer(templates: Mapping[str, str], question: str, passages: str) -> Prompt:
    """What a model is sent to answer a question from passages."""
    return fill(templates["write"], question=as_data(question), passages=passages)


class LanguageModelWriter:
    """Writes one answer through one language model; what it wrote is read and checked by the steps, never trusted.

    ``exchanges`` are prompt and reply of each call, ``faults`` say in words what failed on the way and was made up for.
    """

    def __init__(self, model: Model, templates: Mapping[str, str]) -> None:
        """Write with ``model``, counting anew, by the ``templates`` that ``assistant.prompts.templates`` gives."""
        self._model = model.counting_anew()
        self.templates = templates
        self.exchanges: list[tuple[str, str]] = []
        self.faults: list[str] = []

    @property
    def model(self) -> str:
        """``provider:name``."""
        return self._model.name

    @property
    def address(self) -> str | None:
        """Where the model is asked; None for its provider's own server."""
        return self._model.address

    @property
    def usage(self) -> Usage:
        """What this writer's calls took so far."""
        return self._model.usage

    def condense(self, question: str, conversation: str) -> str:
        """A follow-up as a question that can be understood without the conversation."""
        return self._reply(self._filled("condense", question=as_data(question), conversation=conversation))

    def widen(self, question: str, passages: str) -> str:
        """Further queries, one a line, for a question that found little."""
        return self._reply(self._filled("widen", question=as_data(question), passages=passages))

    def answer(self, question: str, passages: str) -> Generator[str]:
        """The reply to a question, piece by piece as it comes."""
        prompt = prompt_of_answer(self.templates, question, passages)
        said: list[str] = []
        try:
            for piece in self._model.stream(_messages(prompt)):
                said.append(piece)
                yield piece
        finally:
            self._keep(prompt, "".join(said))

    def repair(self, question: str, passages: str, reply: str, findings: Sequence[str]) -> str:
        """The reply once more, corrected by what the check found."""
        listed = as_data("\n".join(f"- {finding}" for finding in findings))
        return self._reply(
            self._filled("repair", question=as_data(question), passages=passages, reply=as_data(reply), findings=listed)
        )

    def judge(self, question: str, passages: str, sentences: str, form: type[Asked]) -> Asked:
        """Whether the passages bear out the sentences, as a form filled in."""
        prompt = self._filled("judge", question=as_data(question), passages=passages, sentences=sentences)
        filled_in = self._model.structured(_messages(prompt), form)
        self._keep(prompt, filled_in.model_dump_json())
        return filled_in

    def _reply(self, prompt: Prompt) -> str:
        reply = self._model.invoke(_messages(prompt)).text
        self._keep(prompt, reply)
        return reply

    def _keep(self, prompt: Prompt, reply: str) -> None:
        self.exchanges.append((str(prompt), reply))

    def _filled(self, name: str, **values: str) -> Prompt:
        return fill(self.templates[name], **values)


def _messages(prompt: Prompt) -> list[Message]:
    return [("system", prompt.system), ("human", prompt.user)]
