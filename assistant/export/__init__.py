"""Answers, reviews, outlines and papers as text in the formats that people and programs read: pure functions.

Only ``save`` touches a file.
"""

from assistant.export.markdown import to_markdown
from assistant.export.saving import save

__all__ = ["save", "to_markdown"]
