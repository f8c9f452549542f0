"""The part of class Library that answers questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Unpack

from assistant.errors import BadRequest
from assistant.library import answering
from assistant.library.filters import FilterWords, filters_of
from assistant.library.opened import Opened
from assistant.library.searching import searched
from assistant.library.stores import Progress, silent
from assistant.library.watching import OnDraft
from assistant.library.words import asked, check_limit
from assistant.llm import open_configured
from assistant.models import Answer, Turn
from assistant.prompts import templates
from assistant.steps.show import budget, show
from assistant.writers.language_model import LanguageModelWriter, prompt_of_answer


class Questions(Opened):
    """Questions and their answers."""

    def ask(
        self,
        question: str,
        *,
        limit: int = 5,
        after: Sequence[Turn] = (),
        check: answering.Check | None = None,
        fresh: bool = False,
        on_draft: OnDraft | None = None,
        progress: Progress = silent,
        **filters: Unpack[FilterWords],
    ) -> Answer:
        """Answer a question with cited sentences; ``no_evidence`` when there is none.

        Args:
            question: what is asked.
            limit: most papers cited.
            after: turns of a conversation that the question may lean on, oldest first.
            check: ``rules``, or ``model`` to have the language model judge each sentence too; None as it is set.
            fresh: have the model answer anew, although nothing has changed since it answered the same.
            on_draft: given the answer so far, again and again while a language model writes it and before it is
                checked, its marks numbered as in the answer; an exception that it raises stops the answer.
            progress: told how far the index is, where papers have to be indexed first.
            filters: which papers count.

        Raises:
            BadRequest: the question or a filter can't be used, or a judge is wanted and there is no model.
        """
        check_limit(limit)
        question, chosen, prose = asked("question", question), filters_of(filters), self._prose()
        if check == "model" and prose is None:
            raise BadRequest("there is no language model to judge the answer; name one with --model, or check by rules")
        manner = answering.Manner(
            limit, after, check or self._settings.check, fresh or not self._settings.cache, on_draft, progress
        )
        return self._counted(prose, lambda: answering.answer(self._stores, question, chosen, manner, prose))

    def would_send(self, question: str, **filters: Unpack[FilterWords]) -> str:
        """What a language model would be sent to answer this question, word for word; nothing is sent.

        It is empty where the library holds no evidence, for then no model is asked.
        """
        question, chosen = asked("question", question), filters_of(filters)
        basis = self._stores.read(lambda: searched(self._stores, self._stores.ready(), question, chosen, papers=1))
        passages = show(basis.chosen.read, tokens=budget(question)).text
        return str(prompt_of_answer(templates(self._settings.prompts), question, passages)) if basis.sufficient else ""

    def _counted(self, prose: LanguageModelWriter | None, flow: Callable[[], Answer]) -> Answer:
        """The answer that a flow gives; what it took is counted with it, or here where nothing was saved."""
        saved = False
        try:
            answer = self._stores.read(flow)
            saved = not answer.cached
            return answer
        finally:
            if prose is not None and prose.usage.calls and not saved:
                self._stores.catalog.runs.spend(prose.usage)

    def _prose(self) -> LanguageModelWriter | None:
        """The language model as writer of one answer, if there is one."""
        if self._model is None and self._settings.model:
            self._model = open_configured(self._settings)
        return LanguageModelWriter(self._model, templates(self._settings.prompts)) if self._model else None
