"""Papers that nobody wrote, on bread, lighthouses and glaciers, and an index of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from assistant.models import Evidence, Hit, Paper, ScoredPassage
from vectorstore.embedders import Embedder
from vectorstore.embedders.builtin import Builtin
from vectorstore.index import Index
from vectorstore.passages import sentences


def paper(id_: str, title: str, abstract: str = "", **known: object) -> Paper:
    """One paper; what is not said is not known."""
    return Paper.model_validate({"id": id_, "key": f"key-{id_}", "title": title, "abstract": abstract, **known})


RYE = paper(
    "rye",
    "Sour Rye: Slow Starters for Dense Bread",
    "Rye bread is often too dense to sell. We propose a starter that ferments for three days in a cold cellar. "
    "Loaves from the cold starter rise a third higher than loaves from dry yeast. Bakers needed no new oven.",
    authors=("Ilse van der Korn", "Bo Ek"),
    year=2012,
    venue="Journal of Invented Baking",
    categories=("bread",),
)
CRUST = paper(
    "crust",
    "What Makes a Crust Crackle",
    "A crust sings when it cools, and nobody knows why. We introduce a microphone array that follows single cracks. "
    "Cracks begin where steam left the dough first. It remains unclear whether salt plays a part.",
    authors=("Mo Day", "Anna Vale", "Lu Lind"),
    year=2015,
    venue="Journal of Invented Baking",
    categories=("bread", "sound"),
)
MILK = paper(
    "milk",
    "Milk in Wheat Dough",
    "Wheat dough with milk browns early. This paper studies how much milk a dough can take. Above two parts in ten "
    "the crumb tears, and the loaf goes stale within a day.",
    authors=("Bo Ek",),
    year=2018,
    categories=("bread",),
)
KEEPER = paper(
    "keeper",
    "Lighthouses without Keepers",
    "Keeping a lighthouse by hand is expensive. We present a lamp that lights itself when fog dims the horizon. "
    "Over two winters the automatic lamp missed one fog in ninety. Ships reported fewer groundings than before.",
    authors=("Coast Team",),
    year=2009,
    venue="Harbour Letters",
    categories=("lighthouse",),
)
LENS = paper(
    "lens",
    "A Folding Lens for Small Lighthouses",
    "Large lenses crack when towers sway. We develop a lens of sixteen folding panes. The folded lens throws its "
    "beam as far as a fixed lens of twice the weight.",
    authors=("Iva Brandt", "Tomás Quintal"),
    year=2016,
    venue="Harbour Letters",
    categories=("lighthouse", "optics"),
)
HORN = paper(
    "horn",
    "Fog Horns and Sleeping Towns",
    "Fog horns keep harbour towns awake. We compare four horns by the sleep of nine hundred people. Low horns wake "
    "half as many sleepers as high ones, yet sailors hear both at the same distance.",
    authors=("Anna Vale",),
    categories=("lighthouse", "sound"),
)
MORAINE = paper(
    "moraine",
    "Reading the Age of Glaciers from Moraines",
    "Dates of old glaciers are uncertain. We describe a way to date moraines from the lichen that grows on their "
    "stones. The lichen clock agrees with buried wood to within forty years.",
    authors=("Maren Ødegård",),
    year=2011,
    categories=("ice",),
)
MELT = paper(
    "melt",
    "Meltwater under Sliding Glaciers",
    "Glaciers slide faster in summer. We measured water pressure in eleven boreholes beneath one glacier. Sliding "
    "speed doubled on the days when meltwater pressure rose. Future work is needed on winter flow.",
    authors=("Maren Ødegård", "Bo Ek"),
    year=2019,
    categories=("ice",),
)
BARE = paper("bare", "Snow Algae on Alpine Glaciers", authors=("Lu Lind",), year=2020, categories=("ice",))
LIBRARY = (RYE, CRUST, MILK, KEEPER, LENS, HORN, MORAINE, MELT, BARE)

# Questions in other words than the abstract's, the paper that answers, and the sentence that does.
QUESTIONS = [
    ("How much higher do loaves of a cold starter rise?", RYE, 2),
    ("Where do the cracks in a crust begin?", CRUST, 2),
    ("How often did the automatic lamp fail to notice fog?", KEEPER, 2),
    ("Do low horns wake fewer people than high ones?", HORN, 2),
    ("When does sliding speed double?", MELT, 2),
]


@cache
def builtin() -> Embedder:
    """The embedder that is always there, read once."""
    return Builtin()


def indexed(folder: Path, papers: Sequence[Paper] = LIBRARY) -> Index:
    """An index of the papers in ``folder``."""
    index = Index(folder, builtin())
    index.replace(papers, {})
    return index


def lookup(ids: Collection[str], papers: Sequence[Paper] = LIBRARY) -> dict[str, Paper]:
    """The papers by id, as the catalog gives them."""
    return {one.id: one for one in papers if one.id in set(ids)}


def hit(one: Paper, score: float = 0.5) -> Hit:
    """A paper as it was retrieved, with its abstract as one passage."""
    whole = ScoredPassage(text=one.abstract, start=0, end=len(one.abstract), score=score)
    return Hit(paper=one, score=score, passages=(whole,) if one.abstract else ())


def quote(one: Paper, number: int, score: float = 0.5) -> Evidence:
    """Sentence ``number`` of the paper's abstract, from 0."""
    start, end = sentences(one.abstract)[number]
    return Evidence(paper_id=one.id, quote=one.abstract[start:end], start=start, end=end, score=score)
