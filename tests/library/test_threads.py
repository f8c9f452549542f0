"""One open library and many threads: each gets the answer to its own question, whatever the others do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier, Event, Lock
from time import sleep
from typing import Any, TypeVar

import pytest

from assistant import Answer, Library
from tests.flows.trace import check_answer
from tests.library.ships import check_whole, ship, write_ships
from vectorstore.index import Index

THREADS = 50
QUESTIONS = [f"What was measured beside its compass when {ship(number)['title']} was at sea?" for number in range(12)]

Result = TypeVar("Result")


@pytest.fixture
def folder(ships_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "builtin")
    shutil.copytree(ships_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "library"


def at_once(*tasks: Callable[[], Result]) -> list[Result]:
    """The results of tasks that begin at the same moment, each in a thread of its own."""
    start = Barrier(len(tasks))

    def begin(task: Callable[[], Result]) -> Result:
        start.wait(30)
        return task()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return [one.result(300) for one in [threads.submit(begin, task) for task in tasks]]


def several(library: Library, questions: Sequence[str]) -> list[Answer]:
    return [library.ask(question) for question in questions]


def test_threads_that_ask_at_once_get_what_each_gets_alone(folder: Path) -> None:
    with Library.open(folder) as library:
        alone = {question: library.ask(question) for question in QUESTIONS}
        hits = {question: library.search(question, year="1900:1908") for question in QUESTIONS}
    with Library.open(folder) as library:  # nothing is open yet: the first to come opens it for all
        asked = [QUESTIONS[number % 12] for number in range(THREADS)]
        answers = at_once(*(partial(library.ask, question) for question in asked))
        found = at_once(*(partial(library.search, question, year="1900:1908") for question in asked))
    assert answers == [alone[question] for question in asked]
    assert found == [hits[question] for question in asked]


def test_no_more_threads_search_than_there_are_processors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, Lock()
    search = Index.search

    def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return search(*args, **kwargs)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(Index, "search", counted)
    with Library.open(folder) as library:
        at_once(*(partial(library.ask, QUESTIONS[number % 12]) for number in range(THREADS)))
    assert 1 <= most <= (os.cpu_count() or 1)


def test_who_comes_first_searches_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.stores._AT_ONCE", 1)
    busy, gate, began = Event(), Event(), list[int]()
    with Library.open(folder) as library, ThreadPoolExecutor(12) as threads:
        in_turn = library._stores.in_turn
        first = threads.submit(in_turn, lambda: (busy.set(), gate.wait(30)))
        assert busy.wait(30)
        for number in range(10):
            threads.submit(in_turn, partial(began.append, number))
            while library._stores._searches._work_queue.qsize() <= number:
                sleep(0.001)
        gate.set()
        first.result(30)
    assert began == list(range(10))


def test_answers_go_on_while_the_library_grows_and_changes(folder: Path, tmp_path: Path) -> None:
    more = write_ships(tmp_path / "more.jsonl", range(12, 60))
    changed = write_ships(tmp_path / "ships.jsonl", range(12), edition=1)
    with Library.open(folder) as library, Library.open(folder) as other:  # as another process: with stores of its own
        library.ask(QUESTIONS[0])

        def write() -> list[Answer]:
            library.add(more)
            other.add(changed)
            other.remove(str(ship(59)["title"]))
            return []

        rounds = at_once(write, *(partial(several, library, QUESTIONS[n:] + QUESTIONS[:n]) for n in range(8)))
        for number, answers in enumerate(rounds[1:]):
            assert [one.question for one in answers] == QUESTIONS[number:] + QUESTIONS[:number]
        after = several(library, QUESTIONS)
        for answer in after:
            check_answer(answer, library)
        check_whole(library)
        assert library.status().papers == 59
        with Library.open(folder) as again:
            assert several(again, QUESTIONS) == after


def test_an_empty_library_answers_while_it_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "builtin")
    source = write_ships(tmp_path / "ships.jsonl", range(40))
    with Library.open(tmp_path / "library") as library:

        def write() -> list[Answer]:
            library.add(source)
            return []

        at_once(write, *[partial(several, library, QUESTIONS)] * 4)
        assert all(answer.references for answer in several(library, QUESTIONS))
        check_whole(library)


def test_who_asks_while_the_first_papers_are_indexed_waits_for_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_ships(tmp_path / "ships.jsonl", range(12))
    with Library.open(folder) as library:
        answers = [library.ask(question) for question in QUESTIONS]
    replace, begun = Index.replace, Event()

    def slowly(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        begun.set()
        sleep(0.5)
        return replace(*args, **kwargs)

    monkeypatch.setattr(Index, "replace", slowly)
    with Library.open(tmp_path / "another") as library, ThreadPoolExecutor(1) as aside:
        adding = aside.submit(library.add, source)
        assert begun.wait(30)
        asked = at_once(*(partial(library.ask, question) for question in QUESTIONS))
        adding.result(30)
    assert [one.text for one in asked] == [one.text for one in answers]


def test_what_a_crash_left_is_finished_by_one_thread_while_the_others_answer(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(library._stores, "_settle", _raise)
        with pytest.raises(InterruptedError):
            library.add(write_ships(tmp_path / "more.jsonl", range(12, 30)))
    with Library.open(folder) as library:
        at_once(*(partial(library.ask, question) for question in QUESTIONS))
        assert len(library.search("ship", limit=100).hits) == 30
        check_whole(library)


def test_conversations_of_many_readers_stay_apart(folder: Path) -> None:
    with Library.open(folder) as library:

        def talk(number: int) -> list[str]:
            conversation = library.chat(owner=f"reader {number}")
            for question in (QUESTIONS[number], QUESTIONS[-number]):
                conversation.ask(question)
            (chat,) = library.chats(f"reader {number}")
            return [turn.question for turn in library.chat(chat.id, f"reader {number}").turns]

        told = at_once(*(partial(talk, number) for number in range(12)))
    assert told == [[QUESTIONS[number], QUESTIONS[-number]] for number in range(12)]


def _raise(*_: object) -> None:
    raise InterruptedError
