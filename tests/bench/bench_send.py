#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What sending costs beside kcat, which judges nothing: `bench_send.py THOTH-MSG KAFKA-SCRIPT FOLDER [PART…]`.

Contenders run in turn, and a figure is the median of the rounds. Figures are printed, never asserted; the exit code is 1 only
where something could not be run. FOLDER gets up to 10 GB for a while."""

import contextlib
import json
import subprocess
import sys
from collections import Counter

from measuring import (Failed, build_franz, check_tools, clean_environment, create_topic, in_turn, main_of, medians, print_beside, print_head,
                       print_line, real_kafka, run, run_parts)
from solved_package import TOPIC, WIRE_BYTES, bare, canonical_entry, contents, repeat, write_lines

PARTITIONS = 4
ENTRIES = 1_000_000
ROUNDS = 5
SMALL_ROUNDS = 21
ONE_ROUNDS = 101
PARTS = ("embedded", "kafka", "lz4", "flat", "stream", "rate")

IDEMPOTENT = ["-X", "enable.idempotence=true"]
UNCOMPRESSED = ["-X", "compression.type=none"]


# --- input -------------------------------------------------------------------------------------------------------------

def other_entry(number):
    """The same with a space after each colon and comma and its members in another order."""
    members = dict(reversed(contents(number).items()))
    return json.dumps({"message_contents": members, "topic_name": TOPIC})


def check_wire_form(program, folder):
    """That kcat gets the very bytes that thoth-msg sends, so that both do the same work."""
    count = 1000
    entries = {"canonical": canonical_entry, "other": other_entry}
    for name, form in entries.items():
        path = write_lines(folder / name, form, count)
        done = subprocess.run([program, "send", "--dry-run", "--message-file", path], env=clean_environment(),
                              capture_output=True, text=True, check=False)
        wire = [json.dumps(json.loads(line)["value"], separators=(",", ":")) for line in done.stdout.splitlines()]
        if wire != [bare(number) for number in range(count)] or any(len(text) != WIRE_BYTES for text in wire):
            raise Failed(f"the wire form of the {name} sample is not what kcat is given:\n{done.stderr}{wire[:1]}")
        path.unlink()


# --- brokers -----------------------------------------------------------------------------------------------------------

@contextlib.contextmanager
def embedded_broker(program):
    """The address of an embedded broker in a process of its own."""
    with subprocess.Popen([program, "dev-broker", "--topic", f"{TOPIC}:{PARTITIONS}"], env=clean_environment(),
                          stdout=subprocess.PIPE, text=True) as broker:
        try:
            line = broker.stdout.readline().strip()
            if not line:
                raise Failed("the embedded broker did not start")
            yield line.partition("=")[2]
        finally:
            broker.terminate()


# --- what is measured --------------------------------------------------------------------------------------------------

class Bench:
    def __init__(self, program, script, folder):
        self.program, self.script, self.folder = program, script, folder

    def send(self, servers, path, *more):
        return [self.program, "send", "-q", "-b", servers, "--message-file", str(path), *more]

    @staticmethod
    def kcat(servers, path, *more):
        return ["kcat", "-q", "-P", "-b", servers, "-t", TOPIC, "-l", str(path), *more]

    def file(self, name, line, count=ENTRIES):
        path = self.folder / name
        return path if path.exists() else write_lines(path, line, count)

    def embedded(self):
        canonical, other = self.file("canonical.ndjson", canonical_entry), self.file("other.ndjson", other_entry)
        wire = self.file("bare.ndjson", bare)
        with embedded_broker(self.program) as servers:
            cost = in_turn(self.folder, ROUNDS, {"canonical": self.send(servers, canonical, *UNCOMPRESSED),
                                                 "kcat": self.kcat(servers, wire),
                                                 "other": self.send(servers, other, *UNCOMPRESSED)})
        print_beside("embedded broker, canonical contents", cost["canonical"], cost["kcat"], 1.0)
        print_beside("embedded broker, contents not canonical", cost["other"], cost["kcat"], 1.4)
        for name in ("canonical", "other"):
            peak = cost[name].peak_mb
            print_line(f"peak RSS, {name} contents", peak, None, "MB", peak / 300, 1.0)

    def kafka(self):
        canonical, wire = self.file("canonical.ndjson", canonical_entry), self.file("bare.ndjson", bare)
        one, one_bare = self.file("one.ndjson", canonical_entry, 1), self.file("one-bare.ndjson", bare, 1)
        with real_kafka(self.script, self.folder) as servers:
            create_topic(self.program, servers, TOPIC, PARTITIONS, self.folder)
            cost = in_turn(self.folder, ROUNDS, {"ours": self.send(servers, canonical, *UNCOMPRESSED),
                                                 "kcat": self.kcat(servers, wire),
                                                 "idempotent": self.kcat(servers, wire, *IDEMPOTENT)})
            # Behind the others, as a broker that has just started takes its time over each answer.
            single = in_turn(self.folder, ONE_ROUNDS, {"ours": self.send(servers, one), "kcat": self.kcat(servers, one_bare),
                                                         "idempotent": self.kcat(servers, one_bare, *IDEMPOTENT)})
        print_beside("Kafka, kcat with enable.idempotence=true", cost["ours"], cost["idempotent"], 1.0)
        print_beside("Kafka, kcat without idempotence", cost["ours"], cost["kcat"], 1.1)
        print_beside("Kafka, one message and exit", single["ours"], single["kcat"], 1.2)
        print_beside("the same, kcat with enable.idempotence=true", single["ours"], single["idempotent"], 1.2)

    def lz4(self):
        """As send does by itself, beside kcat that compresses too, and franz-go by its own defaults (snappy)."""
        canonical, wire = self.file("canonical.ndjson", canonical_entry), self.file("bare.ndjson", bare)
        peer = build_franz(self.folder)
        with real_kafka(self.script, self.folder) as servers:
            create_topic(self.program, servers, TOPIC, PARTITIONS, self.folder)
            contenders = {"ours": self.send(servers, canonical), "kcat": self.kcat(servers, wire, "-z", "lz4")}
            if peer is not None:
                contenders["franz"] = ["sh", "-c", 'exec "$0" send "$1" "$2" <"$3"', peer, servers, TOPIC, str(wire)]
            cost = in_turn(self.folder, ROUNDS, contenders)
        print_beside("Kafka, lz4, kcat -z lz4", cost["ours"], cost["kcat"], 0.8)
        if peer is not None:
            print_beside("Kafka, each by its defaults, franz-go", cost["ours"], cost["franz"], 0.8)

    def flat(self):
        """Microseconds a message, less what a run of one message takes; and what each further message costs, which leaves
        out what the first ten thousand take once: memory and a connection that nothing has passed through yet."""
        million = self.file("canonical.ndjson", canonical_entry)
        files = {count: self.file(f"{count}.ndjson", canonical_entry, count) for count in (1, 10_000, 100_000)}
        files[ENTRIES] = million
        files[10 * ENTRIES] = repeat(million, 10, self.folder / "ten-million.ndjson")
        with embedded_broker(self.program) as servers:
            costs = {count: [] for count in files}
            for _ in range(ROUNDS):
                for count, path in files.items():
                    # Short runs are many, as a moment's disturbance is all of them.
                    for _ in range(SMALL_ROUNDS if count < ENTRIES else 1):
                        costs[count].append(run(self.send(servers, path), self.folder))
        cost = {count: medians(figures) for count, figures in costs.items()}
        start_up = cost.pop(1)
        print(f"{'a run of one message on the embedded broker':<52} {start_up.wall:>9.3f} s")
        each = {count: (one.wall - start_up.wall) / count * 1e6 for count, one in cost.items()}
        for count, one in cost.items():
            processor = (one.processor - start_up.processor) / count * 1e6
            print(f"{f'of {count} messages, a message':<52} {each[count]:>9.3f} us (of processor time {processor:.3f} us)")
        print_line("the dearest by the cheapest, and start-up is not in it", max(each.values()), min(each.values()), "us",
                   max(each.values()) / min(each.values()), 1.2)
        counts = list(cost)
        further = {more: (cost[more].wall - cost[few].wall) / (more - few) * 1e6 for few, more in zip(counts, counts[1:])}
        for count, one in further.items():
            print(f"{f'each further message up to {count}':<52} {one:>9.3f} us")
        print_line("the dearest by the cheapest of these", max(further.values()), min(further.values()), "us",
                   max(further.values()) / min(further.values()), 1.2)

    def stream(self):
        """A pipe of 10 GB: this program's child repeats a block of entries."""
        block = self.file("block.ndjson", canonical_entry, 2_500)
        times = 10_000_000_000 // block.stat().st_size + 1
        feed = ("import sys; block = open(sys.argv[1], 'rb').read()\n"
                "for _ in range(int(sys.argv[2])): sys.stdout.buffer.write(block)")
        with embedded_broker(self.program) as servers, subprocess.Popen(
                [sys.executable, "-c", feed, str(block), str(times)], stdout=subprocess.PIPE) as feeder:
            try:
                cost = run(self.send(servers, "-", "--stream"), self.folder, stdin=feeder.stdout)
            finally:
                feeder.kill()
        print_line(f"peak RSS, a pipe of 10 GB with --stream ({cost.wall:.0f} s)", cost.peak_mb, None, "MB",
                   cost.peak_mb / 300, 1.0)

    def rate(self):
        """How far any second of ten is from the wanted pace, by the times that the records bear."""
        pace, seconds = 1_000, 10
        path = self.file("paced.ndjson", canonical_entry, pace * seconds)
        with embedded_broker(self.program) as servers:
            cost = run(self.send(servers, path, "--rate", str(pace)), self.folder)
            times = subprocess.run(["kcat", "-q", "-C", "-b", servers, "-t", TOPIC, "-o", "beginning", "-e", "-f", "%T\n"],
                                   check=True, capture_output=True, text=True).stdout.split()
        if len(times) != pace * seconds:
            raise Failed(f"kcat read {len(times)} records of {pace * seconds}")
        first = min(map(int, times))
        counts = Counter((int(time) - first) // 1000 for time in times)
        worst = max(abs(counts[second] - pace) / pace for second in range(seconds))
        print_line(f"--rate {pace}: the second furthest from it, per cent", worst * 100, None, "%", worst / 0.05, 1.0)
        print_line(f"--rate {pace}: {pace * seconds} messages", cost.wall, seconds, "s", cost.wall / seconds, 1.05)


def measure(program, script, folder, parts):
    check_tools("kafka" in parts or "lz4" in parts)
    check_wire_form(program, folder)
    print(f"{ENTRIES} solved-package entries of {WIRE_BYTES} wire bytes, {PARTITIONS} partitions, medians of {ROUNDS} in turn")
    print_head("Sending")
    return run_parts(Bench(program, script, folder), parts)


if __name__ == "__main__":
    sys.exit(main_of(PARTS, measure, "THOTH-MSG", "KAFKA-SCRIPT", "FOLDER"))
