"""The writers, and how they name papers."""
