"""A small library of made-up papers about birds, and ways to run ``litreview`` on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PAPERS: list[dict[str, object]] = [
    {
        "title": "Crows That Bend Wire",
        "authors": ["Anna Vale", "Piet van der Orr"],
        "year": 2009,
        "date": "2009-04-02",
        "venue": "Invented Birds",
        "categories": ["TOOL", "CROW"],
        "doi": "10.1000/wire",
        "abstract": "Tool use is rare among birds. We show that crows bend straight wire into hooks on nine of ten "
        "trials. The hooks were used to lift a bucket with food out of a tube.",
    },
    {
        "title": "No Hooks Without Teachers?",
        "authors": ["Bo Orr", "Lu Lind", "TJ Mox"],
        "year": 2014,
        "venue": "Invented Birds",
        "categories": ["TOOL"],
        "arxiv_id": "1401.00002",
        "abstract": "It is debated how crows learn tool use. Naive juvenile crows never bent wire into hooks without "
        "having seen an adult do it. Teaching therefore seems to be needed for tool making by crows.",
    },
    {
        "title": "Rooks Choose the Right Stone",
        "authors": ["Corvid Team"],
        "authors_complete": False,
        "year": 2016,
        "venue": "Nest Letters",
        "categories": ["TOOL"],
        "abstract": "Rooks drop stones into water to reach a worm. We find that rooks choose large stones as tools "
        "when the water stands low. Their tool use is as flexible as that of crows.",
    },
    {
        "title": "Jays Remember Where Food Was Hidden",
        "authors": ["Mo Ødegård"],
        "year": 2020,
        "venue": "Nest Letters",
        "categories": ["MEM"],
        "abstract": "Scrub jays hide food for later. Our jays returned to hidden food after forty days and avoided "
        "the places where it had spoiled. This suggests a memory of what was hidden where and when.",
    },
    {
        "title": "Songs of the Marsh Warbler",
        "authors": ["Ines Day"],
        "categories": ["SONG"],
        "abstract": "Marsh warblers imitate the songs of other species. We recorded ninety males over two summers. "
        "Males with larger repertoires were mated earlier in the season.",
    },
]
HOSTILE: dict[str, object] = {
    "title": "[bold]Owls[/] \x1b[31mthat\x1b]0;x\x07 \u202ebend #1 *light*",
    "authors": ["Ola [link=http://bad.example]Night[/link]"],
    "year": 2021,
    "abstract": "Owls see in the dark. We show that owls \x1b[2J bend light <b>with</b> [mirrors](http://bad.example).",
}


def write_papers(path: Path, *papers: dict[str, object]) -> Path:
    """Write papers as JSON Lines."""
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers or PAPERS), encoding="utf-8")
    return path


def litreview(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``litreview`` in a process of its own, with pipes for its streams."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        input=stdin,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
    )
