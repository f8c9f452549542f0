"""The steps of an answer and of a review: one verb a file, plain functions from nouns to nouns."""
