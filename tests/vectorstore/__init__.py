"""Passages, embedders, the two stores and their one ranking."""
