#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading costs beside kcat and franz-go, which judge nothing: `bench_consume.py THOTH-MSG KAFKA-SCRIPT FOLDER [PART…]`.

All on a real Kafka. Contenders run in turn, and a figure is the median of the rounds. Figures are printed, never asserted; the
exit code is 1 only where something could not be run. FOLDER gets up to 10 GB for a while."""

import contextlib
import json
import os
import select
import statistics
import subprocess
import sys
from time import monotonic, sleep

from measuring import (Failed, build_franz, check_tools, clean_environment, create_topic, in_turn, main_of, print_beside, print_head, print_line,
                       real_kafka, run, run_parts)
from solved_package import TOPIC, WIRE_BYTES, bare, canonical_entry, write_lines

PARTITIONS = 4
RECORDS = 1_000_000
ROUNDS = 5
SMALL_ROUNDS = 21
TAILED = 500
# Kafka and the machine are left to settle before what is measured in milliseconds.
SETTLING_SECONDS = 2
SILENT_SECONDS = 60
PARTS = ("kafka", "franz", "start", "latency", "stats", "flat")
UNCOMPRESSED = "bench-uncompressed"

TUNED = ["-X", "queued.min.messages=1000000", "-X", "queued.max.messages.kbytes=262144"]


def percentile(figures, share):
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * share))]


@contextlib.contextmanager
def running(command, **streams):
    """A program that is ended on the way out."""
    with subprocess.Popen(command, env=clean_environment(), stderr=subprocess.DEVNULL, **streams) as child:
        try:
            yield child
        finally:
            child.kill()


def first_line_and_end(command):
    """Seconds from the start of a program to its first line, and to its end."""
    began = monotonic()
    with running(command, stdout=subprocess.PIPE) as child:
        line = child.stdout.readline()
        first = monotonic() - began
        status = child.wait()
        if status != 0 or not line:
            raise Failed(f"{' '.join(command)} ended with {status}, and its first line is {line!r}")
        return first, monotonic() - began


class Bench:
    def __init__(self, program, servers, folder):
        self.program, self.servers, self.folder = program, servers, folder
        self.filled = False

    def consume(self, topic, *more):
        return [self.program, "consume", "-b", self.servers, "-t", topic, *more]

    def kcat(self, topic, *more):
        return ["kcat", "-q", "-C", "-b", self.servers, "-t", topic, *more]

    def send(self, path):
        run([self.program, "send", "-b", self.servers, "--message-file", str(path)], self.folder)

    def fill(self):
        """The topic, with its records in it."""
        if self.filled:
            return
        self.filled = True
        create_topic(self.program, self.servers, TOPIC, PARTITIONS, self.folder)
        self.send(write_lines(self.folder / "entries.ndjson", canonical_entry, RECORDS))

    def check_complete(self, count):
        """That what was written last, with the summary behind it, is all of it."""
        size = (self.folder / "output").stat().st_size
        if not count * (WIRE_BYTES + 1) <= size <= count * (WIRE_BYTES + 1) + 200:
            raise Failed(f"{count} records of {WIRE_BYTES} bytes came out as {size} bytes")

    def kafka(self):
        self.fill()
        ours, theirs = ["-o", "start", "-e"], ["-o", "beginning", "-e"]
        contents = self.consume(TOPIC, *ours, "-f", "contents")
        run(contents, self.folder)
        self.check_complete(RECORDS)
        cost = in_turn(self.folder, ROUNDS, {"contents": contents, "kcat": self.kcat(TOPIC, *theirs),
                                             "ndjson": self.consume(TOPIC, *ours, "-f", "ndjson"),
                                             "tuned": self.kcat(TOPIC, *theirs, *TUNED)})
        print_beside("contents, kcat as it is", cost["contents"], cost["kcat"], 0.6)
        print_beside("contents, kcat with larger queues", cost["contents"], cost["tuned"], 1.0)
        print_beside("ndjson, kcat as it is", cost["ndjson"], cost["kcat"], 1.0)
        for name in ("contents", "ndjson"):
            peak = cost[name].peak_mb
            print_line(f"peak RSS, {name}, kcat with larger queues", peak, cost["tuned"].peak_mb, "MB", peak / 300, 1.0)

    def franz(self):
        """Beside franz-go, which judges nothing: of a topic in lz4, as send makes it, and of one that is not compressed."""
        peer = build_franz(self.folder)
        if peer is None:
            return
        self.fill()
        create_topic(self.program, self.servers, UNCOMPRESSED, PARTITIONS, self.folder)
        run([self.program, "send", "-b", self.servers, "-t", UNCOMPRESSED, "-X", "compression.type=none", "--message-file",
             str(self.folder / "entries.ndjson")], self.folder)
        for topic, what in ((TOPIC, "lz4"), (UNCOMPRESSED, "uncompressed")):
            whole = ["-o", "start", "-e", "-f"]
            contenders = {"franz": [peer, "read", self.servers, topic], "contents": self.consume(topic, *whole, "contents")}
            wanted = {"contents": 1.0}
            if topic == TOPIC:
                contenders |= {"ndjson": self.consume(topic, *whole, "ndjson"), "audit": self.report("audit")}
                wanted |= {"ndjson": 1.5, "audit": 1.3}
            cost = in_turn(self.folder, ROUNDS, contenders)
            for name, most in wanted.items():
                print_beside(f"{what}: {name}, franz-go", cost[name], cost["franz"], most)
            print_line(f"{what}: peak RSS of contents, franz-go", cost["contents"].peak_mb, cost["franz"].peak_mb, "MB",
                       cost["contents"].peak_mb / 200, 1.0)

    def start(self):
        """Milliseconds, with the start of the program in them."""
        self.fill()
        create_topic(self.program, self.servers, "bench-one", 1, self.folder)
        self.produce("bench-one", bare(0))
        sleep(SETTLING_SECONDS)
        of_many = {"ours": self.consume(TOPIC, "-o", "start", "-c", "1", "-f", "contents"),
                   "kcat": self.kcat(TOPIC, "-o", "beginning", "-c", "1")}
        of_one = {"ours": self.consume("bench-one", "-o", "start", "-e", "-f", "contents"),
                  "kcat": self.kcat("bench-one", "-o", "beginning", "-e")}
        firsts = {name: [] for name in of_many}
        ends = {name: [] for name in of_one}
        for _ in range(SMALL_ROUNDS):
            for name in firsts:
                firsts[name].append(first_line_and_end(of_many[name])[0] * 1000)
                ends[name].append(first_line_and_end(of_one[name])[1] * 1000)
        for what, figures in (("start to the first record", firsts), ("start to the end of a topic of one record", ends)):
            ours, theirs = statistics.median(figures["ours"]), statistics.median(figures["kcat"])
            print_line(what, ours, theirs, "ms", ours / 40, 1.0)

    def produce(self, topic, line):
        subprocess.run(["kcat", "-q", "-P", "-b", self.servers, "-t", topic], input=line.encode(), check=True)

    def delays(self, tail, topic):
        """Milliseconds from handing an entry to a producer that waits for nothing to the line that a tail writes."""
        producer = [self.program, "send", "-b", self.servers, "--stream", "--message-file", "-", "-X", "linger.ms=0"]
        with running(tail, stdout=subprocess.PIPE) as reading, running(producer, stdin=subprocess.PIPE) as sending:
            def there_and_back(number):
                text = bare(number).encode()
                began = monotonic()
                os.write(sending.stdin.fileno(), b'{"topic_name":"%s","message_contents":%s}\n' % (topic.encode(), text))
                if not select.select([reading.stdout], [], [], SILENT_SECONDS)[0]:
                    raise Failed(f"{' '.join(tail)} wrote nothing")
                if reading.stdout.readline() != text + b"\n":
                    raise Failed(f"{' '.join(tail)} wrote something else than what was sent")
                return (monotonic() - began) * 1000

            sleep(SETTLING_SECONDS)  # a tail that begins too late misses the first line, and fails
            there_and_back(0)
            figures = []
            for number in range(TAILED):
                sleep(0.005)
                figures.append(there_and_back(number))
            return figures

    def latency(self):
        create_topic(self.program, self.servers, "bench-tail", 1, self.folder)
        ours = self.delays(self.consume("bench-tail", "-f", "contents"), "bench-tail")
        theirs = self.delays(self.kcat("bench-tail", "-o", "end", "-u"), "bench-tail")
        for what, share, most in (("median", 0.5, 5), ("99th percentile", 0.99, 25)):
            mine = percentile(ours, share)
            print_line(f"from produce to the line, {what} of {TAILED}", mine, percentile(theirs, share), "ms", mine / most, 1.0)

    def report(self, command):
        return [self.program, command, "-b", self.servers, "-t", TOPIC, "-f", "json"]

    def stats(self):
        self.fill()
        cost = in_turn(self.folder, ROUNDS, {command: self.report(command) for command in ("stats", "audit")})
        print_beside("stats, audit", cost["stats"], cost["audit"], 1.2)

    def flat(self):
        """Peak memory of ten times as many records; only they are in the topic from here on, so this comes last."""
        self.fill()
        for _ in range(9):
            self.send(self.folder / "entries.ndjson")
        for form in ("contents", "ndjson"):
            cost = run(self.consume(TOPIC, "-o", "start", "-e", "-f", form), self.folder)
            if form == "contents":
                self.check_complete(10 * RECORDS)
            self.print_peak(form, cost)
        cost = run(self.report("audit"), self.folder)
        audited = json.loads((self.folder / "output").read_text().splitlines()[0])
        if audited["valid"] != 10 * RECORDS:
            raise Failed(f"of {10 * RECORDS} records, an audit finds {audited['valid']} valid")
        self.print_peak("audit", cost)
        self.print_peak("stats", run(self.report("stats"), self.folder))

    @staticmethod
    def print_peak(what, cost):
        print_line(f"peak RSS, {10 * RECORDS} records, {what} ({cost.wall:.0f} s)", cost.peak_mb, None, "MB",
                   cost.peak_mb / 300, 1.0)


def measure(program, script, folder, parts):
    check_tools(needs_kafka=True)
    with real_kafka(script, folder) as servers:
        print(f"{RECORDS} solved-package records of {WIRE_BYTES} bytes, {PARTITIONS} partitions, medians of {ROUNDS} in turn")
        print_head("Reading")
        return run_parts(Bench(program, servers, folder), parts)


if __name__ == "__main__":
    sys.exit(main_of(PARTS, measure, "THOTH-MSG", "KAFKA-SCRIPT", "FOLDER"))
