"""What a library can work with on this machine: the language model that is configured, and the embedders."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import BadRequest
from assistant.llm import ModelSetup, Probe, describe, open_configured, probe
from assistant.models import Noun
from assistant.settings import Settings, load
from vectorstore.embedders import HINT
from vectorstore.embedders.minilm_weights import find_weights, import_weights, why_missing

__all__ = ["EmbedderOffer", "Equipment", "equipment", "import_embedder", "try_model"]


class EmbedderOffer(Noun):
    """An embedder, whether it can be used here, and what there is to say about it."""

    name: str
    available: bool
    note: str


class Equipment(Noun):
    """The language model and the embedders, as they are found here."""

    model: ModelSetup
    embedder: str
    embedders: tuple[EmbedderOffer, ...]


def equipment(settings: Settings | None = None) -> Equipment:
    """What is configured and installed. Nothing is asked, sent or downloaded, and no key is shown."""
    settings = settings or load()
    weights = find_weights(settings.cache_dir)
    if weights:
        note = f"its verified weights are in {str(weights)!r}"
    else:
        note = f"{why_missing(settings.cache_dir)}; {HINT}, or litreview models import FOLDER"
    offers = (
        EmbedderOffer(name="minilm", available=weights is not None, note=note),
        EmbedderOffer(name="builtin", available=True, note="static word vectors, always there"),
    )
    return Equipment(model=describe(settings), embedder=settings.embedder, embedders=offers)


def try_model(settings: Settings | None = None) -> Probe:
    """Ask the configured language model two tiny things, and say what it can do.

    Raises:
        BadRequest: no language model is configured.
        ModelUnavailable: its package or its key is missing.
    """
    model = open_configured(settings or load())
    if model is None:
        raise BadRequest(
            "no language model is configured; set LITREVIEW_MODEL=provider:name, or model in litreview.toml"
        )
    return probe(model)


def import_embedder(folder: Path, settings: Settings | None = None) -> Path:
    """Copy minilm's weights from a folder to litreview's cache, once their checksums are right; the cache's folder.

    Raises:
        EmbedderUnavailable: a file is missing or isn't the official one, or the cache can't be written.
    """
    return import_weights(folder, (settings or load()).cache_dir)
