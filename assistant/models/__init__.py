"""The nouns of litreview: frozen pydantic models without I/O.

One word per thing, the same in code, prompts, interface and documents. Steps take these and return new ones.
"""

from assistant.models.answer import (
    Answer,
    Chat,
    Citation,
    Evidence,
    FullText,
    PartialAnswer,
    Reference,
    Sentence,
    Status,
    Support,
    Turn,
)
from assistant.models.noun import Noun
from assistant.models.paper import (
    Bibliography,
    Facet,
    Facets,
    Filters,
    IngestReport,
    LibraryStatus,
    Paper,
    PaperPage,
    Record,
    Rejection,
    SourceRecord,
    Upload,
)
from assistant.models.replay import Change, Exchange, Replay, Retrieved, Run
from assistant.models.review import (
    Coverage,
    Outline,
    OutlineSection,
    Review,
    SavedReview,
    Scope,
    Screened,
    Section,
    Theme,
)
from assistant.models.search import Hit, Passage, ScoredPassage, SearchResult
from assistant.models.usage import Usage

__all__ = [
    "Answer",
    "Bibliography",
    "Change",
    "Chat",
    "Citation",
    "Coverage",
    "Evidence",
    "Exchange",
    "Facet",
    "Facets",
    "Filters",
    "FullText",
    "Hit",
    "IngestReport",
    "LibraryStatus",
    "Noun",
    "Outline",
    "OutlineSection",
    "Paper",
    "PaperPage",
    "PartialAnswer",
    "Passage",
    "Record",
    "Reference",
    "Rejection",
    "Replay",
    "Retrieved",
    "Review",
    "Run",
    "SavedReview",
    "Scope",
    "ScoredPassage",
    "Screened",
    "SearchResult",
    "Section",
    "Sentence",
    "SourceRecord",
    "Status",
    "Support",
    "Theme",
    "Turn",
    "Upload",
    "Usage",
]
