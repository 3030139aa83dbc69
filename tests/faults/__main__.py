"""See the package."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import __doc__ as about
from tests.faults.trials import FAULTS, Desk, Tally, try_fault


def main() -> None:
    """Runs the faults and prints a table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join(FAULTS))
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.at(Path(folder))
        try:
            print("| fault | runs | graph whole | load went through | longest wait | says |")
            print("|---|---|---|---|---|---|")
            for name in asked.faults or FAULTS:
                if FAULTS[name].mounts and not desk.has_small_disk:
                    print(f"{name}: LEFT OUT: a small disk cannot be mounted here", file=sys.stderr)
                    continue
                wrong += show(name, run(desk, name, runs=asked.runs, seed=asked.seed))
        finally:
            desk.close()
    sys.exit(1 if wrong else 0)


class Stopped(BaseException):
    """SIGTERM came; no command under test takes this for an end of its own."""


def _stop(*_: object) -> None:
    """Ends as after an error, so that server and mount go."""
    raise Stopped


def run(desk: Desk, name: str, *, runs: int, seed: int) -> Tally:
    """Runs one fault so many times."""
    tally, dice = Tally(), random.Random(f"{name} {seed}")
    begun = time.monotonic()
    for _ in range(runs):
        try_fault(desk, FAULTS[name], tally, dice=dice)
    print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return tally


def show(name: str, tally: Tally) -> int:
    """Prints the row of a fault; returns how much was wrong."""
    said = "; ".join(sorted(tally.said))
    print(
        f"| {name} | {tally.runs} | {tally.whole} | {tally.passed} | {tally.longest:.1f} s | "
        f"{said} |",
        flush=True,
    )
    for what in tally.wrong:
        print(f"{name}: WRONG: {what}", file=sys.stderr, flush=True)
    return len(tally.wrong)


try:
    main()
except Stopped:
    sys.exit(128 + signal.SIGTERM)
