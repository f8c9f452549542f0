"""How soon the page shows an answer: ``python -m tests.benchmarks.in_browser [--library FOLDER]`` prints JSON.

A reader's Chromium on a running service: milliseconds, by the page's own clock, from pressing Enter to the first words
of an answer (draft or finished) that are drawn, and to the finished answer with its citations. The first question
stands by itself, those that the library has no evidence for are counted apart. Answers are extractive. Without
``--library`` it is the bundled sample.
"""

from __future__ import annotations

import argparse
import os
import shutil
from itertools import islice

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.load import wordings
from tests.benchmarks.material import Row, milliseconds, show
from tests.benchmarks.served import served

SAMPLE = (
    "How does an agent reuse past episodes to act faster?",
    "Which papers learn a world model?",
    "How do agents explore when rewards are rare?",
    "What do agents gain from an external memory?",
    "How is credit assigned over long delays?",
    "Which agents plan with a learned model?",
    "What is curiosity in exploration?",
    "How does replay help learning?",
)
# Notes when Enter is pressed, and after each frame what is there; a frame that shows it has been drawn by the next.
_WATCH = """() => {
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const began = performance.now();
    const before = document.querySelectorAll("#thread .turn").length;
    const seen = (window.seen = {});
    const look = () => {
      const turns = document.querySelectorAll("#thread .turn");
      const done = turns.length > before;
      const words = document.querySelector(done ? "#thread .turn:last-child .sentence" : "#current .draft");
      requestAnimationFrame(() => {
        if (words) seen.words ??= performance.now() - began;
        if (done) seen.answer = performance.now() - began;
        else look();
      });
    };
    look();
  }, true);
}"""


def asked(page: Page, question: str) -> Row:
    """Milliseconds until the page shows words of the answer, and all of it."""
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.wait_for_function("window.seen && window.seen.answer")
    times: Row = page.evaluate("window.seen")
    return times


def main() -> None:
    """Start the service, open the page, ask."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.in_browser", description=main.__doc__)
    parser.add_argument("--library", default="sample")
    parser.add_argument("--questions", type=int, default=30)
    options = parser.parse_args()
    questions = list(SAMPLE if options.library == "sample" else islice(wordings(), options.questions))
    load = round(os.getloadavg()[0], 1)
    with served(options.library) as (_, address), sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector("#question")
        page.evaluate(_WATCH)
        first, *times = [asked(page, question) for question in questions]
        browser.close()
    answered = [one for one in times if "words" in one]
    show(
        load=load,
        first_question_ms={name: round(ms) for name, ms in first.items()},
        answered=len(answered),
        first_words_ms=milliseconds([one["words"] / 1000 for one in answered]),
        answer_ms=milliseconds([one["answer"] / 1000 for one in answered]),
        without_evidence=len(times) - len(answered),
    )


if __name__ == "__main__":
    main()
