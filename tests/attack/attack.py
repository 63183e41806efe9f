# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs thoth-msg on hostile schemas and documents, and says what is slow, large, crashes, or reaches a terminal."""
import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import measure
from cases import TOPIC, all_cases
from commands import commands_for


@dataclass
class Worst:
    """The worst runs of a command."""
    runs: int = 0
    seconds: tuple = (0.0, None)  # and the case
    megabytes: tuple = (0.0, None)

    def add(self, done, case):
        self.runs += 1
        self.seconds = max(self.seconds, (done.seconds, case), key=lambda pair: pair[0])
        self.megabytes = max(self.megabytes, (done.megabytes, case), key=lambda pair: pair[0])


@dataclass
class Attack:
    """An attack on a program."""
    program: str
    servers: str
    kept: Path  # the files of what failed
    worst: dict = field(default_factory=dict)
    failed: dict = field(default_factory=dict)  # (command, family, fault): the smallest case

    def run(self, command, case):
        with tempfile.TemporaryDirectory(prefix="thoth-attack-") as folder:
            files = case.write(Path(folder))
            return measure.run(command.line(self.program, {**files, "servers": self.servers}))

    def try_case(self, case, ends):
        """Runs all commands on a case until it is time to end."""
        with tempfile.TemporaryDirectory(prefix="thoth-attack-") as folder:
            files = {**case.write(Path(folder)), "servers": self.servers}
            for command in commands_for(case):
                if time.monotonic() > ends:
                    return
                done = measure.run(command.line(self.program, files))
                self.worst.setdefault(str(command), Worst()).add(done, case)
                for fault in measure.faults(done, command.form):
                    self.note(command, case, fault, done)

    def note(self, command, case, fault, done):
        """Says what failed, once for each command and family, and keeps the smallest case that fails so."""
        key = (str(command), f"{case.source}/{case.family}", fault)
        if key in self.failed:
            return
        smallest = smallest_failing(case, lambda smaller: fault in measure.faults(self.run(command, smaller), command.form))
        self.failed[key] = smallest
        folder = self.kept / str(len(self.failed))
        shutil.rmtree(folder, ignore_errors=True)
        files = smallest.write(folder)
        line = " ".join(command.line("thoth-msg", {**files, "servers": self.servers}))
        print(f"FAILED {fault}: {case}: {done.seconds:.1f} s, {done.megabytes:.0f} MB, exit {done.code}; smallest {smallest}\n"
              f"  {line}", flush=True)


def smallest_failing(case, fails):
    """The smallest of a case's halves that still fails; a broker's command may not fail again, and then it is the case."""
    smaller = case.smaller()
    while smaller is not None and fails(smaller):
        case, smaller = smaller, smaller.smaller()
    return case


def table(worst):
    """A row for each command, the slowest first."""
    rows = [("command", "runs", "s", "case", "MB", "case")]
    for command, of in sorted(worst.items(), key=lambda item: -item[1].seconds[0]):
        rows.append((command, str(of.runs), f"{of.seconds[0]:.2f}", str(of.seconds[1]), f"{of.megabytes[0]:.0f}", str(of.megabytes[1])))
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


@contextmanager
def dev_broker(program):
    """A broker for what is sent and read back."""
    process = subprocess.Popen([program, "dev-broker", "--topic", TOPIC], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip().partition("=")[2]
    finally:
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser(prog="scripts/attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120, help="how long (120)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other files, the same one the same (1)")
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--kept", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    cases = 0
    with dev_broker(arguments.program) as servers:
        attack = Attack(arguments.program, servers, arguments.kept)
        ends = time.monotonic() + arguments.seconds
        for case in all_cases(arguments.seed):
            if time.monotonic() > ends:
                break
            attack.try_case(case, ends)
            cases += 1
    print(table(attack.worst))
    print(f"{cases} cases, {sum(of.runs for of in attack.worst.values())} runs, {len(attack.failed)} failed "
          f"(seed {arguments.seed})")
    return 1 if attack.failed else 0


if __name__ == "__main__":
    sys.exit(main())
