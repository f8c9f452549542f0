"""The interface in the browser, made with Gradio: pages, and pure functions that render nouns as HTML."""
