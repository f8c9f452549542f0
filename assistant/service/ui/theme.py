"""The colours and type that Gradio's own parts take over, so that they look like the rest of the page."""

from __future__ import annotations

import gradio as gr

SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Liberation Sans",
    "DejaVu Sans",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")

# The same names and values as at the top of look.css: light, dark.
PAPER = ("#faf8f3", "#15181a")
RAISED = ("#ffffff", "#1d2124")
INK = ("#22262a", "#e6e3dc")
QUIET = ("#5d6368", "#a3a8aa")
LINE = ("#e4dfd4", "#2d3336")
ACCENT = ("#0f6b66", "#5cc4bb")


def theme() -> gr.themes.Base:
    """A quiet theme: paper, ink, one accent, local fonts only."""
    look = gr.themes.Base(font=list(SANS), font_mono=list(MONO), radius_size="sm")
    colours = {
        "body_background_fill": PAPER,
        "background_fill_primary": RAISED,
        "background_fill_secondary": PAPER,
        "block_background_fill": PAPER,
        "block_label_background_fill": PAPER,
        "body_text_color": INK,
        "body_text_color_subdued": QUIET,
        "block_label_text_color": QUIET,
        "block_title_text_color": QUIET,
        "block_info_text_color": QUIET,
        "border_color_primary": LINE,
        "block_border_color": LINE,
        "input_border_color": LINE,
        "input_background_fill": RAISED,
        "input_border_color_focus": ACCENT,
        "input_placeholder_color": QUIET,
        "color_accent": (ACCENT[0], ACCENT[0]),
        "border_color_accent": ACCENT,
        "link_text_color": ACCENT,
        "button_primary_background_fill": ACCENT,
        "button_primary_background_fill_hover": ACCENT,
        "button_primary_text_color": ("#ffffff", "#0d1413"),
        "button_secondary_background_fill": RAISED,
        "button_secondary_background_fill_hover": PAPER,
        "button_secondary_text_color": INK,
        "button_secondary_border_color": LINE,
        "table_odd_background_fill": PAPER,
        "table_even_background_fill": PAPER,
        "table_border_color": LINE,
    }
    both = {name: light for name, (light, _) in colours.items()}
    dark = {f"{name}_dark": dark for name, (_, dark) in colours.items() if name != "color_accent"}
    shapes = {"block_shadow": "none", "block_border_width": "0px", "button_large_radius": "8px", "input_radius": "8px"}
    return look.set(**both, **dark, **shapes)
