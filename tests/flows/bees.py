"""Papers that nobody wrote, about honeybees: two saved pages, one of each layout, and a file of JSON Lines.

Seventeen records of fourteen papers: two are on both pages, one is on a page and in the file.
"""

from __future__ import annotations

import json
from pathlib import Path

COMPACT = """\
SDJune 4, 2018Code
Hive Sounds before SwarmingAda Kingsley, Bo Lindgren, Cy Yarrow et al. · hillside, small-lab
Swarming costs beekeepers their colonies. We record the sound of forty hives with cheap microphones for two summers. \
A classifier on the spectrum warns of swarming nine days ahead. False alarms remain common in windy weather.
SDMay 12, 2019
Queen Loss Detected by Sound AloneDana Skarsgard, Bo Lindgren
A colony that has lost its queen is in danger. We propose a detector of queen loss that listens to the hive for one \
night. It recognises queenless hives in 93 of 100 cases. The detector fails when two hives stand on one stand.
ROMarch 3, 2020
Robotic Waggle Dancers Recruit ForagersEli Thornbury, Fay Okafor
Foragers learn of food from the waggle dance. We build a robotic dancer that moves and sounds like a bee. Bees that \
followed the robot flew in the direction that it had danced. Whether they also understood the distance remains unclear.
NCJuly 19, 2021
How Bees Remember a Patch of CloverFay Okafor, Gus Halloran, Hal Imber et al. · meadow-institute
Foraging bees return to good flowers for days. We track single bees with radar and study their memory of clover \
patches. Bees returned to a patch after four days of rain. Their memory of places outlasts their memory of scents.
QMAugust 8, 2022
Counting Mites with a PhoneIda Jansson, Jo Kerrigan
Varroa mites kill colonies in winter. We introduce an app that counts mites on a board photographed with a phone. Its \
counts agree with those of experts within two mites. Dirty boards make it slow and unreliable.
QMSeptember 27, 2023Code
Forecasting Winter Losses from Mite CountsJo Kerrigan, Kim Lorimer
Beekeepers want to know in autumn which hives will die. We develop a model that forecasts winter losses from mite \
counts in autumn. It outperforms the advice of experts on three hundred hives. Mild winters are difficult to forecast.
"""

ROOMY = """\
Fay Okafor

NC
h-index7
6papers
412citations

6 Papers

88.1ROMarch 3, 2020
Robotic Waggle Dancers Recruit Foragers

Eli Thornbury, Fay Okafor

Foragers learn of food from the waggle dance. We build a robotic dancer that moves and sounds like a bee. Bees that \
followed the robot flew in the direction that it had danced. Whether they also understood the distance remains unclear.

80.2NCJuly 19, 2021
How Bees Remember a Patch of Clover

Fay Okafor, Gus Halloran, Hal Imber et al. · meadow-institute

Foraging bees return to good flowers for days. We track single bees with radar and study their memory of clover \
patches. Bees returned to a patch after four days of rain. Their memory of places outlasts their memory of scents.

71.5NCMay 7
Learning of Scents in Young Foragers

Fay Okafor, Lea Montague

Young foragers must learn which scents mean food. We present bees with eleven scents and reward three of them. Young \
bees learn a scent in four trials, old bees in two. It is an open question whether the hive scent helps them to learn.

64.0RODecember 1, 2022
Radar Tags Light Enough for a Bee

Gus Halloran, Mo Norwood

Tracking is limited by the weight of tags. We design a radar tag of eleven milligrams from printed copper. Tagged \
bees forage as long as bees without tags. The tag reaches a range of nine hundred metres over flat land.

60.0NCApril 2, 2017
Dance Dialects of Two Races of Bees

Nan Osgood

Races of bees dance for distance in their own dialects. We observe dances of two races that share a hive. The bees \
learned to read the dances of the other race within two weeks.

51.3ROJanuary 15, 2024
Landing of Small Drones after the Manner of Bees

Eli Thornbury, Pia Quist

Small drones crash when they land on moving plates. We propose a controller that lands by holding the flow of the \
image constant, as bees do. The controller landed four hundred drones without a crash. It needs light and texture.
"""

PAPERS: tuple[dict[str, object], ...] = (
    {
        "title": "Pesticides Shorten the Waggle Dance",
        "authors": ["Rex Stroud", "Sue Tamworth"],
        "year": 2016,
        "venue": "Journal of Invented Bees",
        "categories": ["TOX"],
        "doi": "10.1000/dance.16",
        "abstract": "Pesticides weaken bees long before they kill. We feed foragers with traces of a common pesticide "
        "and film their dances. Treated bees danced a third less for the same food. The loss of dances explains half "
        "of the loss of honey.",
    },
    {
        "title": "Field Margins Feed Wild Bees",
        "authors": ["Una Vance"],
        "date": "2015-04",
        "venue": "Journal of Invented Bees",
        "categories": ["ECO"],
        "abstract": "Fields leave bees little to eat. We compare forty farms with and without flowering margins. Wild "
        "bees were three times as frequent on farms with margins. Honeybees did not profit.",
    },
    {
        "title": "Counting mites with a phone",
        "authors": ["Ida Jansson", "Jo Kerrigan"],
        "year": 2022,
        "venue": "Hive Informatics",
        "categories": ["QM"],
        "abstract": "Varroa mites kill colonies in winter. We introduce an app that counts mites on a board "
        "photographed with a phone. Its counts agree with those of experts within two mites. Dirty boards make it "
        "slow and unreliable.",
    },
    {
        "title": "A Pesticide Register for Beekeepers",
        "authors": ["Sue Tamworth", "Wim Xavier"],
        "year": 2019,
        "venue": "Hive Informatics",
        "categories": ["TOX", "QM"],
        "abstract": "Beekeepers rarely learn what was sprayed nearby. We describe a register in which farmers announce "
        "pesticides two days ahead. In its first year losses of foragers fell by a fifth.",
    },
    {
        "title": "Notes on Wax",
        "authors": ["Yan Zoltan"],
        "year": 2011,
        "venue": "Journal of Invented Bees",
        "categories": ["ECO"],
        "abstract": "",
    },
)
READ, KNOWN, TWICE = 17, 14, 3  # records, papers, records of a paper that another record was already about

QUESTION = "How long ahead can hive sounds warn of swarming?"
ANSWERED_BY = "Hive Sounds before Swarming"
ELSEWHERE = "Which interest rate did the central bank of Norway set for mortgages?"
THEME = "dances and memory of foraging bees"


def write_sources(folder: Path) -> Path:
    """Write the two pages and the file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sounds.txt").write_text(COMPACT, encoding="utf-8")
    (folder / "okafor.txt").write_text(ROOMY, encoding="utf-8")
    write_lines(folder / "more.jsonl", *PAPERS)
    return folder


def write_lines(file: Path, *papers: dict[str, object]) -> Path:
    """Write papers as JSON Lines."""
    file.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return file
