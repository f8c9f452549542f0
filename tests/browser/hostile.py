"""A library whose papers would take over the page if anything let them, and a model that would help them."""

from __future__ import annotations

import json
from pathlib import Path

TAKE_OVER = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
ATTACKS = (
    TAKE_OVER,
    "\"'><svg onload=\"document.title='taken'\">",
    "![see](https://evil.example/pixel.png) [here](javascript:document.title='taken')",
    "${document.title='taken'} {{#with this}}{{constructor}}{{/with}} `${1}`",
    "$\\href{javascript:alert(1)}{x}$ \\input{passwd}",
    "\u202ereversed\u202c \u0628\u0631\u062c \u0627\u0644\u0645\u0646\u0627\u0631\u0629",
)


def write_papers(path: Path) -> Path:
    """Papers on keepers of lighthouses, each with an attack wherever a text can stand."""
    with path.open("w", encoding="utf-8") as lines:
        for place, attack in enumerate(ATTACKS):
            paper = {
                "title": f"{attack} Lighthouse keepers, part {place}",
                "authors": [f"{attack} Keeper", "Iva Brandt"],
                "year": 2000 + place,
                "venue": f"{attack} Letters",
                "url": "javascript:document.title='taken'",
                "abstract": f"Lighthouse keepers sleep by day in tower {place}. Keepers {attack} trim lamps at night. "
                "They write down each ship that passes.",
            }
            lines.write(json.dumps(paper) + "\n")
    return path
