"""The library's record: which papers there are, where each was found, and what the index still has to do."""

from assistant.catalog.catalog import FILE, Catalog
from assistant.catalog.merge import Merged
from assistant.catalog.pending import IndexState, Pending
from assistant.catalog.reading import Order, Sort

__all__ = ["FILE", "Catalog", "IndexState", "Merged", "Order", "Pending", "Sort"]
