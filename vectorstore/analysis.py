"""Text to index terms: the one analysis that both indexing and questions go through."""

from __future__ import annotations

from functools import lru_cache

import tantivy

ANALYZER = "litreview_en"


@lru_cache(maxsize=1)
def analyzer() -> tantivy.TextAnalyzer:
    """Lower case, accents folded, English stop words out, Porter2 stems (Snowball)."""
    steps = (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


def terms(text: str) -> list[str]:
    """Index terms of a text, in order, with repeats."""
    return list(analyzer().analyze(text))
