"""What was read lately: held up to a number, and never mixed up by threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from vectorstore.lately import Lately


def test_what_is_kept_is_there_in_the_order_asked() -> None:
    held: Lately[int] = Lately(9)
    held.keep({"a": 1, "b": 2})
    assert list(held.take(["b", "nobody", "a"]).items()) == [("b", 2), ("a", 1)]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    held: Lately[int] = Lately(3)
    held.keep({"a": 1, "b": 2, "c": 3})
    held.take(["a"])
    held.keep({"d": 4})
    assert held.take("abcd") == {"a": 1, "c": 3, "d": 4}
    held.keep({str(n): n for n in range(9)})
    assert held.take(map(str, range(9))) == {"6": 6, "7": 7, "8": 8}


def test_threads_get_what_belongs_to_their_keys() -> None:
    held: Lately[int] = Lately(50)

    def work(number: int) -> bool:
        keys = [str((number * step) % 90) for step in range(60)]
        held.keep({key: int(key) for key in keys})
        return all(int(key) == value for key, value in held.take(keys).items())

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(400)))
