#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `thoth-msg validate` costs: `bench_validate.py THOTH-MSG FOLDER [PART…]`.

Contenders run in turn, and a figure is the median of the rounds. Figures are printed, never asserted; the exit code is 1 only
where something could not be run. The part peer needs sourcemeta's `jsonschema` (npm @sourcemeta/jsonschema) in the PATH, or
its path in SOURCEMETA_JSONSCHEMA. FOLDER gets up to 4 GB for a while."""

import json
import os
import shutil
import subprocess
import sys

from measuring import Failed, clean_environment, in_turn, main_of, print_head, print_line, run, run_parts
from solved_package import TOPIC, bare, contents, repeat, write_lines

ENTRIES = 600_000
INVALID = 300_000
ROUNDS = 5
INVALID_ROUNDS = 11
FLAT_ROUNDS = 11
PARTS = ("peer", "threads", "invalid", "memory", "flat")

# The same contract as the message type's, which fills in nothing and drops unknown members.
STRING = {"type": "string"}
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
          "properties": {name: STRING for name in contents(0)},
          "required": [name for name in contents(0) if name != "version"]}


# --- input -------------------------------------------------------------------------------------------------------------

def spaced(number):
    return json.dumps(contents(number))


def entry(number):
    return json.dumps({"topic_name": TOPIC, "message_contents": contents(number)})


def changed(change):
    def line(number):
        members = contents(number)
        change(members)
        return json.dumps(members)
    return line


# What can be wrong with contents, a line each.
INVALID_LINES = {
    "a wrong type": changed(lambda members: members.update(package_version=3)),
    "null": changed(lambda members: members.update(package_version=None)),
    "a missing member": changed(lambda members: members.pop("index_url")),
    "an unknown member": changed(lambda members: members.update(extra="abcdefghij")),
    "a name twice": lambda number: spaced(number)[:-1] + ', "solver": "x"}',
    "a trailing comma": lambda number: spaced(number)[:-1] + ",}",
    "no colon": lambda number: spaced(number).replace('"index_url":', '"index_url"'),
    "an end cut off": lambda number: spaced(number)[:-20],
}


def as_entry(line):
    return lambda number: f'{{"topic_name": "{TOPIC}", "message_contents": {line(number)}}}'


# --- what is measured --------------------------------------------------------------------------------------------------

class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def validate(self, path, *more):
        return [self.program, "validate", "-q", str(path), *more]

    def bare_contents(self, path, *more):
        return self.validate(path, "--topic", TOPIC, *more)

    def file(self, name, line, count=ENTRIES):
        path = self.folder / name
        return path if path.exists() else write_lines(path, line, count)

    def peer(self):
        tool = os.environ.get("SOURCEMETA_JSONSCHEMA") or shutil.which("jsonschema")
        if tool is None:
            raise Failed("sourcemeta's jsonschema is not in the PATH (npm install --global @sourcemeta/jsonschema)")
        schema = self.folder / "schema.json"
        schema.write_text(json.dumps(SCHEMA))
        path = self.file("contents.jsonl", spaced)
        # A tool that judged nothing would be fast.
        run([tool, "validate", str(schema), str(write_lines(self.folder / "bad.jsonl", INVALID_LINES["null"], 1))],
            self.folder, status=2)
        cost = in_turn(self.folder, 3, {"all cores": self.bare_contents(path), "one core": self.bare_contents(path, "-j", "1"),
                                        "peer": [tool, "validate", str(schema), str(path)]})
        for name in ("all cores", "one core"):
            print_line(f"sourcemeta jsonschema by ours, {name}", cost[name].wall, cost["peer"].wall, "s",
                       cost["peer"].wall / cost[name].wall, 30, f"{cost['peer'].processor / cost[name].processor:.1f}", True)

    def threads(self):
        path = self.file("contents.jsonl", spaced)
        entries = self.file("entries.ndjson", entry)
        for name, command in (("contents", self.bare_contents(path)), ("entries", self.validate(entries))):
            cost = in_turn(self.folder, ROUNDS, {jobs: [*command, "-j", jobs] for jobs in "12"})
            self.print_threads(f"one thread by two, {name}", cost)
        cost = in_turn(self.folder, ROUNDS, {jobs: self.piped(f"cat {entries}", "-j", jobs) for jobs in "12"})
        self.print_threads("one thread by two, entries through a pipe", cost)

    @staticmethod
    def print_threads(name, cost):
        print_line(name, cost["2"].wall, cost["1"].wall, "s", cost["1"].wall / cost["2"].wall, 1.6,
                   f"{cost['1'].processor / cost['2'].processor:.2f}", True)

    def piped(self, feeder, *more):
        return ["sh", "-c", f'{feeder} | "$0" "$@"', *self.validate("-", *more)]

    def invalid(self):
        """Files whose entries are all invalid, beside one whose entries are all valid."""
        for form, wrap, judge in (("contents", lambda line: line, self.bare_contents), ("entries", as_entry, self.validate)):
            lines = {"valid": spaced, **INVALID_LINES}
            files = {name: self.file(f"{form} {name}", wrap(line), INVALID) for name, line in lines.items()}
            commands = {name: judge(path, "--strict") for name, path in files.items()}
            cost = in_turn(self.folder, INVALID_ROUNDS, commands, {name: 1 for name in INVALID_LINES})
            for name in INVALID_LINES:
                print_line(f"{form}, each with {name}, by valid ones", cost[name].wall, cost["valid"].wall, "s",
                           cost[name].wall / cost["valid"].wall, 3,
                           f"{cost[name].processor / cost['valid'].processor:.2f}")
            for path in files.values():
                path.unlink()

    def memory(self):
        small = self.file("small.ndjson", entry, 25_000)
        self.print_peak("a file of 10 MB", run(self.validate(small), self.folder))
        feed = ("import sys; block = open(sys.argv[1], 'rb').read()\n"
                "for _ in range(int(sys.argv[2])): sys.stdout.buffer.write(block)")
        times = 5_000_000_000 // small.stat().st_size + 1
        with subprocess.Popen([sys.executable, "-c", feed, str(small), str(times)], env=clean_environment(),
                              stdout=subprocess.PIPE) as feeder:
            try:
                self.print_peak("a pipe of 5 GB", run(self.validate("-"), self.folder, stdin=feeder.stdout))
            finally:
                feeder.kill()
        array = self.folder / "array.json"
        with open(array, "w", encoding="ascii") as file:
            file.write("[")
            for number in range(1_200_000):
                file.write(("," if number else "") + entry(number))
            file.write("]")
        self.print_peak(f"an array of {array.stat().st_size // 1_000_000} MB", run(self.validate(array), self.folder))
        array.unlink()

    @staticmethod
    def print_peak(name, cost):
        print_line(f"peak RSS, {name}", cost.peak_mb, None, "MB", cost.peak_mb / 64, 1.0)

    def flat(self):
        """Microseconds a message on one thread: with the program's start, and without. What is left of the start's noise is
        more than what 1,000 messages cost, which bench_validate therefore measures within a program."""
        counts = (1, 10_000, 100_000, 1_000_000)
        files = {count: self.file(f"{count}.ndjson", bare, count) for count in counts}
        files[10_000_000] = repeat(files[1_000_000], 10, self.folder / "10000000.ndjson")
        cost = in_turn(self.folder, FLAT_ROUNDS, {count: self.bare_contents(path, "-j", "1") for count, path in files.items()})
        start = cost.pop(1).processor
        print(f"{'a run with one message, processor time':<52} {start * 1e3:>9.3f} ms")
        each = {count: (one.processor - start) / count * 1e6 for count, one in cost.items()}
        for count, microseconds in each.items():
            whole = cost[count].processor / count * 1e6
            print(f"{f'of {count} messages, a message':<52} {microseconds:>9.3f} us ({whole:.3f} us with the start)")
        dearest, cheapest = max(each.values()), min(each.values())
        print_line("the dearest by the cheapest, without the start", dearest, cheapest, "us", dearest / cheapest, 1.2)


def measure(program, folder, parts):
    print_head("Validating")
    return run_parts(Bench(program, folder), parts)


if __name__ == "__main__":
    sys.exit(main_of(PARTS, measure, "THOTH-MSG", "FOLDER"))
