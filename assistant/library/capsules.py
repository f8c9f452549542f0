"""Capsules: what an answer or a review was made of, saved under its content hash so that it can be replayed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar

from assistant.catalog import Catalog
from assistant.models import Answer, Filters, Review
from vectorstore.embedders import Embedder

Result = TypeVar("Result", Answer, Review)


def seal(
    catalog: Catalog,
    result: Result,
    *,
    kind: str,
    filters: Filters,
    embedder: Embedder,
    retrieved: Iterable[tuple[str, float]],
    limit: int | None = None,
    exchanges: Iterable[tuple[str, str]] = (),
) -> Result:
    """Save the run and return the result with its capsule's hash, equal for equal runs.

    Args:
        catalog: where it is saved.
        result: what came of it.
        kind: ``answer`` or ``review``.
        filters: which papers counted.
        embedder: the library's embedder.
        retrieved: ids of papers with their scores, best first.
        limit: the most papers that were wanted; None where nothing was said.
        exchanges: prompt and reply of each call to a language model, the first wording of a repaired answer too.
    """
    content = {
        "kind": kind,
        "version": _version(),
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint},
        "filters": filters.model_dump(exclude_none=True),
        "limit": limit,
        "retrieved": [[paper_id, score] for paper_id, score in retrieved],
        "prompts": [{"prompt": prompt, "reply": reply} for prompt, reply in exchanges],
        "result": result.model_dump(mode="json", exclude={"capsule", "usage"}),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    capsule = hashlib.sha256(text.encode()).hexdigest()[:20]
    catalog.capsules.save(capsule, kind, text, _about(result))
    return result.model_copy(update={"capsule": capsule})


def _about(result: Answer | Review) -> dict[str, str | int]:
    if isinstance(result, Answer):
        return {}
    return {"theme": result.theme, "title": result.title, "papers": len(result.references)}


def _version() -> str:
    try:
        return version("litreview-assistant")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
