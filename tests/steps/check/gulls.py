"""Invented papers on gulls and terns, and a checker that has read them."""

from __future__ import annotations

from pathlib import Path

from assistant.models import Paper, Sentence
from assistant.steps.check import Checker, read_reply
from vectorstore.embedders import open_embedder
from vectorstore.readings import FreshReader

NESTS = Paper(
    id="p-nests",
    key="aldana2014nests",
    title="Nest warmth and hatching in island gulls",
    authors=("Marisol Aldana", "Piet Verhoeven", "Ruth Ekström"),
    year=2014,
    abstract=(
        "Island gulls line their nests with dry kelp. We measured nest warmth with the GullTherm logger in 47 colonies."
        " Kelp lining increased hatching success by 12.5% compared with bare nests. Lined nests lost heat twice as "
        "slowly, within 30 minutes of the parent leaving. Kelp lining did not change the number of eggs."
    ),
)
ROUTES = Paper(
    id="p-routes",
    key="okoro2019routes",
    title="TernNet: predicting the routes of migrating terns",
    authors=("Chidi Okoro", "Hana Sato"),
    year=2019,
    abstract=(
        "Terns cross two oceans every year. TernNet predicts their routes from wind maps with a recurrent network. "
        "On 1,200 tagged birds it outperformed the Compass-2 baseline and reduced the error of the landing site "
        "to 38 km. Training took 3 hours on one machine."
    ),
)
TITLE_ONLY = Paper(id="p-title", key="moss2001", title="Calls of the herring gull", authors=("Iris Moss",), year=2001)

SHOWN = (NESTS, ROUTES, TITLE_ONLY)
NAMES = {paper.id: f"{paper.authors[0].split()[-1]} et al. ({paper.year})" for paper in SHOWN}


def checker() -> Checker:
    """A checker with the embedder that is always there."""
    return Checker({paper.id: paper for paper in SHOWN}, FreshReader(open_embedder("builtin", Path())))


def sentences(reply: str, topic: str = "") -> tuple[Sentence, ...]:
    """A reply read and checked; markers 1 to 3 are the papers above."""
    return checker().cite(read_reply(reply, [paper.id for paper in SHOWN], NAMES).claims, {}, topic)


def one(reply: str, topic: str = "") -> Sentence:
    """The only sentence of a reply."""
    (sentence,) = sentences(reply, topic)
    return sentence
