"""Nouns as HTML: pure functions, without Gradio; every text is escaped by ``markup.tag``."""
