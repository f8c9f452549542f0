"""Answers of a language model that are given again as long as nothing has changed that they depend on."""

from __future__ import annotations

import hashlib
import json

from assistant.catalog import Catalog
from assistant.catalog.runs import Asked
from assistant.library.capsules import litreview_version
from assistant.models import Answer, Filters
from assistant.writers.language_model import LanguageModelWriter
from vectorstore.embedders import Embedder


class Remembered:
    """One question to one model, with all that its answer depends on; only a hash of it is stored."""

    def __init__(
        self,
        catalog: Catalog,
        question: str,
        filters: Filters,
        *,
        limit: int,
        check: str,
        writer: LanguageModelWriter,
        embedder: Embedder,
    ) -> None:
        self._runs = catalog.runs
        self._writer = writer
        generation = catalog.generation()
        depends_on = {
            "question": question,
            "filters": filters.model_dump(),
            "limit": limit,
            "check": check,
            "model": writer.model,
            "address": writer.address,
            "prompts": dict(writer.templates),
            "embedder": embedder.fingerprint,
            "generation": generation,
            "version": litreview_version(),
        }
        key = hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()
        self._asked = Asked(key, generation)

    def known(self) -> Answer | None:
        """The answer, if it was given before; its usage is what has been asked of the model this time."""
        found = self._runs.known(self._asked.key)
        if found is None:
            return None
        capsule, content = found
        answer = Answer.model_validate(json.loads(content)["result"])
        return answer.model_copy(update={"capsule": capsule, "cached": True, "usage": self._writer.usage})

    def answered_by(self, answer: Answer) -> Asked | None:
        """What it may be given for again, if it came out whole: written by the model, and nothing failed on the way."""
        whole = answer.model is not None and not self._writer.faults
        return self._asked if whole else None
