"""How long ``litreview demo`` takes to be there: ``python -m tests.benchmarks.opening [--runs 5]`` prints JSON.

Every run is a process of its own with litreview's cache filled: seconds from its start to the line that says the
address, to the page, to the first answer over REST and to the next one, and the seconds of CPU until then. ``load`` is
the machine's before: on a busy machine the clock says little, and CPU is what to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from statistics import median

import psutil

QUESTIONS = ("How does an agent reuse past episodes to act faster?", "Which papers learn a world model?")


def measure() -> dict[str, float]:
    """One opening, in seconds."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "demo", "--no-browser", "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        return dict(_laps(process, began))
    finally:
        process.terminate()
        process.wait()


def _laps(process: subprocess.Popen[str], began: float) -> Iterator[tuple[str, float]]:
    assert process.stderr is not None
    address = process.stderr.readline().split()[3]
    yield "address", time.perf_counter() - began
    urllib.request.urlopen(address).read()  # noqa: S310 - loopback
    yield "page", time.perf_counter() - began
    for name, question in zip(("first answer", "next answer"), QUESTIONS, strict=True):
        asked = time.perf_counter()
        body = json.dumps({"question": question}).encode()
        request = urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})  # noqa: S310
        urllib.request.urlopen(request).read()  # noqa: S310
        yield name, time.perf_counter() - asked
    spent = psutil.Process(process.pid).cpu_times()
    yield "cpu", spent.user + spent.system


def main() -> None:
    """Print medians over the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    load = os.getloadavg()[0]
    found = [measure() for _ in range(runs)]
    medians = {name: round(median(one[name] for one in found), 3) for name in found[0]}
    sys.stdout.write(json.dumps({"runs": runs, "load": round(load, 1), "seconds": medians}, indent=2) + "\n")


if __name__ == "__main__":
    main()
