"""The bundled sample library: real bibliographic facts, abstracts written for this project."""
