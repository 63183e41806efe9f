#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Service costs beside a bare Consumer that decodes and commits: `bench_service.py THOTH-MSG BENCH-SERVICE KAFKA-SCRIPT FOLDER
[PART…]`.

All on a real Kafka. Contenders run in turn, and a figure is the median of the rounds: the time from the first record to the last, as
joining a group takes seconds. Figures are printed, never asserted; the exit code is 1 only where something could not be run."""

import json
import statistics
import sys

from measuring import create_topic, main_of, print_head, print_line, real_kafka, run, run_parts
from solved_package import TOPIC, contents, write_lines

PARTITIONS = 12
RECORDS = 1_000_000
SLEEPING_RECORDS = 20_000  # of 1 ms each, one after another: 20 s
KEYS = 100_000
ROUNDS = 5
WANTED = {"at_least_once": 1.15, "exactly_once": 1.5}
PARTS = ("guarantees", "concurrency", "memory")


def entry(number):
    return json.dumps({"topic_name": TOPIC, "key": f"key-{number % KEYS}", "message_contents": contents(number)}, separators=(",", ":"))


class Bench:
    def __init__(self, program, service, servers, folder):
        self.program, self.service, self.servers, self.folder = program, service, servers, folder
        self.groups = 0
        create_topic(program, servers, TOPIC, PARTITIONS, folder)
        run([program, "send", "-b", servers, "--message-file", str(write_lines(folder / "entries.ndjson", entry, RECORDS))], folder)

    def handle(self, what, count, concurrency=1, microseconds=0):
        """(seconds, MB) of one run, in a group of its own."""
        self.groups += 1
        name = f"bench-{self.groups}"
        own = [f"transactional.id={name}"] if what == "exactly_once" else []
        cost = run([self.service, what, str(count), str(concurrency), str(microseconds), f"bootstrap.servers={self.servers}",
                    f"group.id={name}", *own, "auto.offset.reset=earliest", "auto.commit.interval.ms=1000", "session.timeout.ms=6000"],
                   self.folder)
        return float((self.folder / "output").read_text().splitlines()[-1]), cost.peak_mb

    def in_turn(self, rounds, runs):
        """The median (seconds, MB) of each of the runs (name: arguments) after a round that does not count."""
        found = {name: [] for name in runs}
        for number in range(rounds + 1):
            for name, arguments in runs.items():
                figures = self.handle(*arguments)
                if number > 0:
                    found[name].append(figures)
        return {name: [statistics.median(column) for column in zip(*figures)] for name, figures in found.items()}

    def guarantees(self):
        found = self.in_turn(ROUNDS, {"loop": ("loop", RECORDS)} | {
            (name, concurrency): (name, RECORDS, concurrency) for name in WANTED for concurrency in (0, 1)})
        loop = found["loop"][0]
        for name, wanted in WANTED.items():
            for concurrency in (0, 1):
                seconds = found[name, concurrency][0]
                print_line(f"{name}, concurrency {concurrency}; a bare Consumer", seconds, loop, "s", seconds / loop, wanted)

    def concurrency(self):
        found = self.in_turn(ROUNDS, {str(number): ("at_least_once", SLEEPING_RECORDS, number, 1000) for number in (1, 8)})
        one, eight = found["1"][0], found["8"][0]
        print_line("handlers of 1 ms, concurrency 8 and 1", eight, one, "s", one / eight, 7, at_least=True)

    def memory(self):
        """Of ten times as many records with 100,000 keys."""
        few = self.handle("at_least_once", RECORDS // 10, 8)[1]
        many = self.handle("at_least_once", RECORDS, 8)[1]
        print_line(f"peak RSS, {RECORDS} records and a tenth", many, few, "MB", many / few, 1.25)


def measure(program, service, script, folder, parts):
    with real_kafka(script, folder) as servers:
        bench = Bench(program, service, servers, folder)
        print(f"{RECORDS} solved-package records, {PARTITIONS} partitions, medians of {ROUNDS} in turn")
        print_head("Handling")
        return run_parts(bench, parts)


if __name__ == "__main__":
    sys.exit(main_of(PARTS, measure, "THOTH-MSG", "BENCH-SERVICE", "KAFKA-SCRIPT", "FOLDER"))
