"""The language model as writer: it is given passages under opaque markers and gives text with markers back."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from assistant.llm import Message, Model
from assistant.models import Usage
from assistant.prompts import Prompt, as_data, fill

NO_EVIDENCE = "NO EVIDENCE"


class LanguageModelWriter:
    """Writes through one language model; what it wrote is read and checked by the steps, never trusted."""

    def __init__(self, model: Model, prompts: Path | None = None) -> None:
        """Write with ``model``, counting anew; ``prompts`` is the user's own folder of templates."""
        self._model = model.counting_anew()
        self.exchanges: list[tuple[str, str]] = []  # prompt and reply of each call, for the capsule
        self._prompts = prompts

    @property
    def model(self) -> str:
        """``provider:name``."""
        return self._model.name

    @property
    def usage(self) -> Usage:
        """What this writer's calls took so far."""
        return self._model.usage

    def answer(self, question: str, passages: str) -> Generator[str]:
        """The reply to a question, piece by piece as it comes."""
        prompt = self._filled("write", question=as_data(question), passages=passages)
        said: list[str] = []
        try:
            for piece in self._model.stream(_messages(prompt)):
                said.append(piece)
                yield piece
        finally:
            self._keep(prompt, "".join(said))

    def repair(self, question: str, passages: str, reply: str, findings: Sequence[str]) -> str:
        """The reply once more, corrected by what the check found."""
        listed = "\n".join(f"- {finding}" for finding in findings)
        prompt = self._filled(
            "repair", question=as_data(question), passages=passages, reply=as_data(reply), findings=as_data(listed)
        )
        reply = self._model.invoke(_messages(prompt)).text
        self._keep(prompt, reply)
        return reply

    def _keep(self, prompt: Prompt, reply: str) -> None:
        self.exchanges.append((f"{prompt.system}\n---\n{prompt.user}", reply))

    def _filled(self, name: str, **values: str) -> Prompt:
        return fill(name, self._prompts, **values)


def _messages(prompt: Prompt) -> list[Message]:
    return [("system", prompt.system), ("human", prompt.user)]
