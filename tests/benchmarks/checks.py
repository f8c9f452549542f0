"""How well the check tells faithful sentences from invented ones: ``python -m tests.benchmarks.checks minilm``.

Sets are built from SciFact (claims, rationale sentences and abstracts beside the clone). Each paper is shown with nine
others, four of them the nearest of the set. Thresholds were chosen on one half of the claims (by hash); the figures
are those of the other half, or of the first with ``tune``. Prints one JSON document.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.models import Paper, Sentence
from assistant.steps.check import Checker, read_reply
from assistant.writers.naming import short
from tests.benchmarks.remembered import Remembered
from tests.benchmarks.rewriting import dropped, faithful, other_name, other_number, synonyms, turned
from vectorstore.embedders import Embedder, open_embedder
from vectorstore.index import Index
from vectorstore.passages import sentences
from vectorstore.readings import PaperReader

SCIFACT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "scifact"
FAMILIES = "Okafor Lindqvist Marchetti Tanaka Novak Delgado Haddad Bergstrom Petrov Kowalczyk".split()
STYLES = ("{} [{}].", "{}. [{}]", "{}[{}].", "{}【{}】.", "{} ({}).", "{} [^{}].", "{} [{}, {}].")
SIZE = 200
Draft = Callable[["Case", random.Random], str]


class Case(NamedTuple):
    """A paper with a claim on it, the sentence that bears it out and the one after it, and what is shown with it."""

    claim: str
    label: str
    sentence: str
    following: str
    paper: Paper
    shown: tuple[Paper, ...]


def cases(half: int) -> list[Case]:
    """The judged claims of one half, shuffled the same way each time."""
    with gzip.open(SCIFACT / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        documents = {document["_id"]: document for document in map(json.loads, file)}
    with (SCIFACT / "claims_rationales.jsonl").open(encoding="utf-8") as lines:
        claims = [json.loads(line) for line in lines]
    judged = [
        (claim, name, evidence)
        for claim in claims
        for name, evidence in claim["evidence"].items()
        if name in documents and hashlib.sha256(str(claim["id"]).encode()).digest()[0] % 2 == half
    ]
    papers = {name: _paper(documents[name]) for _, name, _ in judged}
    shown = _shown(papers)
    found = []
    for claim, name, evidence in judged:
        # What the set calls a sentence is sometimes two: one reply, one sentence.
        texts, at = (
            [text[slice(*sentences(text)[0])] for text in documents[name]["sentences"]],
            evidence[0]["sentences"][0],
        )
        following = texts[at + 1] if at + 1 < len(texts) else ""
        found.append(Case(claim["claim"], evidence[0]["label"], texts[at], following, papers[name], shown[name]))
    random.Random(0).shuffle(found)  # noqa: S311  not a secret
    return found


def measure(embedder: Embedder, half: int, folder: Path) -> dict[str, object]:
    """The figures of one embedder, with an index of the papers in this folder."""
    found = cases(half)
    reader = Index(folder, Remembered(embedder))
    reader.replace(list({paper.id: paper for case in found for paper in case.shown}.values()), {})
    supported = [case for case in found if case.label == "SUPPORT"]
    refuted = [case for case in found if case.label == "REFUTE"]
    drafts: dict[str, tuple[Sequence[Case], Draft]] = {
        "faithful rewrites": (found, lambda case, chance: _faithful(case, chance)),
        "supporting claims": (supported, lambda case, _: case.claim),
        "refuted claims": (refuted, lambda case, _: case.claim),
        "changed numbers": (found, lambda case, chance: other_number(synonyms(case.sentence), chance)),
        "swapped names": (
            found,
            lambda case, chance: other_name(synonyms(case.sentence), _own(case), _elsewhere(case), chance),
        ),
        "swapped authors": (found, lambda case, _: f"{short(_stranger(case))} report that {dropped(case.sentence)}"),
        "opposite direction": (found, lambda case, _: turned(synonyms(case.sentence))),
    }
    figures: dict[str, object] = {"embedder": embedder.name}
    for name, (of, draft) in drafts.items():
        figures[name] = _summary(_run(of, draft, reader))
    figures["swapped citations"] = _summary(_run(found, _faithful, reader, wrong=True))
    figures["unknown markers reported"] = _unknown_markers(found, reader)
    figures["ms"] = _speed(found, folder, embedder)
    return figures


def _faithful(case: Case, chance: random.Random) -> str:
    return faithful(case.sentence, case.following, short(case.paper), chance)


def _run(of: Sequence[Case], draft: Draft, reader: PaperReader, *, wrong: bool = False) -> Iterator[Sentence]:
    """Each draft as a reply with a marker, read and checked."""
    chance = random.Random(7)  # noqa: S311  not a secret
    done = 0
    for case in of:
        text = draft(case, chance).strip().rstrip(".")
        if not text or done == SIZE:
            continue
        done += 1
        order = list(case.shown)
        chance.shuffle(order)
        cited = chance.choice([one for one in order if one != case.paper]) if wrong else case.paper
        reply = chance.choice(STYLES[:-1]).format(text, order.index(cited) + 1)
        yield from _checked(reply, order, reader)


def _checked(reply: str, shown: Sequence[Paper], reader: PaperReader) -> tuple[Sentence, ...]:
    papers = {paper.id: paper for paper in shown}
    read = read_reply(reply, list(papers), {paper.id: short(paper) for paper in shown})
    checked = Checker(papers, reader).cite(read.claims, {})
    for sentence in checked:
        for citation in sentence.citations:
            if papers[citation.paper_id].abstract[citation.start : citation.end] != citation.quote:
                raise AssertionError(f"not a quote: {citation}")
    return checked


def _summary(checked: Iterable[Sentence]) -> dict[str, object]:
    listed = list(checked)
    counts = {kind: sum(one.support == kind for one in listed) for kind in ("partial", "unsupported", "connecting")}
    marked = counts["partial"] + counts["unsupported"]
    return {"sentences": len(listed), "marked down": round(marked / max(1, len(listed)), 3), **counts}


def _unknown_markers(of: Sequence[Case], reader: PaperReader) -> float:
    chance = random.Random(3)  # noqa: S311  not a secret
    wrong = ("[99]", "[11]", "[0]", "[?]", "[Smith 2020]", "[Okafor et al., 2019]", "【42】", "[^77]", "[3, 58]",
             "[12-14]", "[citation needed]", "[@okafor2019]", "[ref]")  # fmt: skip
    reported = 0
    for case in of[:SIZE]:
        marker = chance.choice(wrong)
        checked = _checked(f"{dropped(case.sentence).rstrip('. ')} {marker}.", case.shown, reader)
        reported += any(
            "names no paper that was shown" in one.reason and one.support in ("partial", "unsupported")
            for one in checked
        )
    return round(reported / min(SIZE, len(of)), 3)


def _speed(of: Sequence[Case], folder: Path, embedder: Embedder) -> dict[str, float]:
    """Milliseconds for an answer of eight sentences over ten papers: all, and without embedding its sentences."""
    whole, alone, before = [], [], []
    for case in of[:8]:
        papers = {paper.id: paper for paper in case.shown}
        reader = Index(folder, Remembered(embedder))
        started = time.perf_counter()
        checker = Checker(papers, reader)
        before.append(time.perf_counter() - started)
        reply = " ".join(f"{paper.abstract.split('. ')[1]} [{n + 1}]." for n, paper in enumerate(case.shown[:8]))
        for times in (whole, alone):  # the second time, the sentences are known
            started = time.perf_counter()
            checker.cite(read_reply(reply, list(papers)).claims, {})
            times.append(time.perf_counter() - started)
    names = ("preparing", "check", "check without embedding")
    return {
        name: round(1000 * sorted(times)[len(times) // 2], 1)
        for name, times in zip(names, (before, whole, alone), strict=True)
    }


def _paper(document: dict[str, str]) -> Paper:
    number = int(hashlib.sha256(document["_id"].encode()).hexdigest(), 16)
    family, other = FAMILIES[number % 10], FAMILIES[number // 10 % 10]
    return Paper(
        id=document["_id"], key=document["_id"], title=document["title"], abstract=" ".join(document["sentences"]),
        authors=(f"Ada {family}", f"Bo {other}", "Cleo Ferrara"), year=1995 + number % 25,
    )  # fmt: skip


def _stranger(case: Case) -> Paper:
    """A paper shown with it that is by others."""
    return next(one for one in reversed(case.shown) if one.authors[0] not in " ".join(case.paper.authors))


def _own(case: Case) -> str:
    return f"{case.paper.title} {case.paper.abstract}"


def _elsewhere(case: Case) -> str:
    return " ".join(paper.abstract for paper in case.shown if paper != case.paper)


def _shown(papers: dict[str, Paper]) -> dict[str, tuple[Paper, ...]]:
    """Each paper, its four nearest and five others."""
    names = list(papers)
    vectors = open_embedder("builtin", Path()).embed([f"{papers[one].title}. {papers[one].abstract}" for one in names])
    chance = random.Random(5)  # noqa: S311  not a secret
    shown = {}
    for name, near in zip(names, np.argsort(-(vectors @ vectors.T), axis=1), strict=True):
        chosen = [names[n] for n in near[:5]]
        others = chance.sample([one for one in names if one not in chosen and one != name], 5)
        shown[name] = tuple(papers[one] for one in dict.fromkeys((name, *chosen, *others)))[:10]
    return shown


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measure(open_embedder(sys.argv[1], folder), 0 if "tune" in sys.argv else 1, folder / "index")
    sys.stdout.write(json.dumps(result, indent=2) + "\n")
