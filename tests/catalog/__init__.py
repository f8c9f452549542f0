"""The catalog: what a reader gives it, what comes out again, and what survives a crash."""
