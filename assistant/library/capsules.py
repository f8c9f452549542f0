"""Capsules: what an answer or a review was made of, saved under its content hash so that it can be replayed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.catalog import Catalog
from assistant.catalog.runs import Asked
from assistant.errors import BadRequest, CapsuleNotFound
from assistant.models import Answer, Exchange, Filters, Retrieved, Review, Run
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
    papers: Sequence[str] | None = None,
    asked: Asked | None = None,
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
        papers: ids of the papers that a user chose by hand.
        asked: what it answers from now on, without asking a language model again.
    """
    content = {
        "kind": kind,
        "version": litreview_version(),
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint},
        "filters": filters.model_dump(exclude_none=True),
        "limit": limit,
        "papers": papers,
        "retrieved": [[paper_id, score] for paper_id, score in retrieved],
        "prompts": [{"prompt": prompt, "reply": reply} for prompt, reply in exchanges],
        "result": result.model_dump(mode="json", exclude={"capsule", "usage", "cached"}),
    }
    return result.model_copy(update={"capsule": _save(catalog, kind, content, result, asked)})


def _save(catalog: Catalog, kind: str, content: Mapping[str, Any], result: Answer | Review, asked: Asked | None) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    hash_ = hashlib.sha256(text.encode()).hexdigest()[:20]
    usage = result.usage if isinstance(result, Answer) else None
    catalog.capsules.save(hash_, kind, text, _about(result), asked=asked, usage=usage)
    return hash_


def saved(catalog: Catalog, capsule: str) -> tuple[Run, Answer | Review]:
    """What a run was made of, and what came of it.

    Args:
        catalog: where it was saved.
        capsule: the hash, or a beginning that no other has.

    Raises:
        BadRequest: no capsule or several have that hash, or it can't be read any more.
    """
    hash_ = _named(catalog, capsule.strip().lower())
    content = json.loads(catalog.capsules.text(hash_) or "{}")
    kinds: Mapping[str, type[Answer | Review]] = {"answer": Answer, "review": Review}
    try:
        result = kinds[content["kind"]].model_validate({**content["result"], "capsule": hash_})
        return _run(catalog, hash_, content, result), result
    except (KeyError, ValidationError):
        made = content.get("version", "an unknown version")
        raise BadRequest(
            f"the capsule {hash_!r} was saved by litreview {made} and can't be read by this one; ask again"
        ) from None


def _named(catalog: Catalog, capsule: str) -> str:
    found = catalog.capsules.beginning(capsule) if capsule else ()
    if not found:
        raise CapsuleNotFound(
            f"no saved answer or review has the capsule {capsule[:40]!r}; ask and review show theirs with --json"
        )
    if len(found) > 1:
        raise BadRequest(f"{len(found)} capsules begin with {capsule[:40]!r}; give more of it")
    return found[0]


def _run(catalog: Catalog, capsule: str, content: Mapping[str, Any], result: Answer | Review) -> Run:
    titles = {reference.paper.id: reference.paper.title for reference in result.references}
    titles |= {id_: paper.title for id_, paper in catalog.get([id_ for id_, _ in content["retrieved"]]).items()}
    embedder = content["embedder"]
    return Run(
        capsule=capsule,
        kind=content["kind"],
        asked=result.question if isinstance(result, Answer) else result.theme,
        filters=Filters.model_validate(content["filters"]),
        limit=content.get("limit"),
        papers=content.get("papers"),
        version=content["version"],
        embedder=f"{embedder['name']} ({embedder['fingerprint'][:12]})",
        model=result.model,
        retrieved=tuple(
            Retrieved(paper_id=id_, title=titles.get(id_, ""), score=score) for id_, score in content["retrieved"]
        ),
        exchanges=tuple(Exchange(**exchange) for exchange in content.get("prompts", ())),
    )


def _about(result: Answer | Review) -> dict[str, str | int]:
    if isinstance(result, Answer):
        return {}
    return {"theme": result.theme, "title": result.title, "papers": len(result.references)}


@cache
def litreview_version() -> str:
    """The version that is installed."""
    try:
        return version("litreview-assistant")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
