"""Answers, reviews, outlines and papers as text in the formats that people and programs read: pure functions.

Only ``save`` touches a file.
"""

from assistant.export.bibtex import to_bibtex
from assistant.export.markdown import to_markdown
from assistant.export.saving import save
from assistant.export.text import to_text
from assistant.export.timeline import timeline

__all__ = ["save", "timeline", "to_bibtex", "to_markdown", "to_text"]
