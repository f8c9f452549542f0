"""The stores around Chroma: passages, embedders, dense and lexical index, and one ranking from both."""
