# SPDX-License-Identifier: GPL-3.0-or-later
"""What benches that run whole programs share: running them in turn, brokers to run them against, and printing."""

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path
from time import monotonic

Cost = namedtuple("Cost", "wall processor peak_mb")


class Failed(Exception):
    pass


# --- running -----------------------------------------------------------------------------------------------------------

def clean_environment(**more):
    """Ours, without what would change what thoth-msg does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THOTH_", "KAFKA_"))}
    return {**kept, **more}


def run(command, folder, stdin=None, status=0):
    """Runs a program to its end, with its output in a file; what it cost. Raises Failed if it ends with another status."""
    output = folder / "output"
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    given = (os.POSIX_SPAWN_DUP2, stdin.fileno(), 0) if stdin else (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
    actions = [given, (os.POSIX_SPAWN_OPEN, 1, str(output), write, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]
    began = monotonic()
    child = os.posix_spawnp(command[0], command, clean_environment(), file_actions=actions)
    _, ended, usage = os.wait4(child, 0)
    wall = monotonic() - began
    code = os.waitstatus_to_exitcode(ended)
    if code != status:
        with open(output, "rb") as text:
            text.seek(max(0, output.stat().st_size - 2000))
            end = text.read().decode(errors="replace")
        raise Failed(f"{' '.join(command)} ended with {code}:\n{end}")
    # Until the child has become another program, the size of this one counts as its own: keep this one small.
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(costs):
    return Cost(*(statistics.median(figures) for figures in zip(*costs)))


def in_turn(folder, rounds, contenders, statuses=None):
    """The median cost of each contender (name: command) after a round that does not count. Who begins changes. `statuses`:
    of those (name: status) that are to end with another one than 0."""
    names = list(contenders)
    costs = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names[number % len(names):] + names[:number % len(names)]:
            cost = run(contenders[name], folder, status=(statuses or {}).get(name, 0))
            if number > 0:
                costs[name].append(cost)
    return {name: medians(all_of) for name, all_of in costs.items()}


def check_tools(needs_kafka):
    if shutil.which("kcat") is None:
        raise Failed("kcat is missing; install it with scripts/install-dependencies --tests, or apt-get install kcat")
    if needs_kafka and shutil.which("java") is None:
        raise Failed("a real Kafka needs Java 17; install it with scripts/install-dependencies --tests")


def build_franz(folder):
    """The program around franz-go in folder franz, built, with its modules fetched; none where there is no Go, which is said."""
    if shutil.which("go") is None:
        print("franz-go: not compared, as go is missing; install it (1.26 or later) from https://go.dev/dl")
        return None
    program = folder / "franz"
    if not program.exists():
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "franz")
        built = subprocess.run(["go", "build", "-o", str(program), "."], cwd=source, env=os.environ, check=False,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode != 0:
            raise Failed(f"franz-go could not be built:\n{built.stdout}")
    return str(program)


# --- brokers -----------------------------------------------------------------------------------------------------------

@contextlib.contextmanager
def real_kafka(script, folder):
    """The address of a real Kafka of one broker."""
    environment = clean_environment(THOTH_KAFKA_STATE=str(folder / "kafka"))
    started = subprocess.run([script, "start"], env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if started.returncode != 0:
        raise Failed("Kafka did not start")
    try:
        yield started.stdout.strip().partition("=")[2]
    finally:
        subprocess.run([script, "stop"], env=environment, check=False)


def create_topic(program, servers, name, partitions, folder):
    run([program, "topics", "create", name, "--partitions", str(partitions), "-b", servers], folder)


# --- the program -------------------------------------------------------------------------------------------------------

def main_of(parts, measure, *names):
    """What a bench does that is called with `names` (programs, and at last a folder) and parts, all of them if it is called with none:
    measure(programs…, folder of its own, parts). Returns the exit code, that of `measure` where it could be called."""
    tool, given = os.path.basename(sys.argv[0]), sys.argv[1:]
    if len(given) < len(names) or not set(given[len(names):]) <= set(parts):
        print(f"usage: {tool} {' '.join(names)} [PART…], with PART of {', '.join(parts)}", file=sys.stderr)
        return 2
    # So that a signal ends brokers and removes files too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    wanted = [part for part in parts if part in given[len(names):]] or parts
    try:
        with tempfile.TemporaryDirectory(dir=given[len(names) - 1]) as folder:
            return measure(*given[:len(names) - 1], Path(folder), wanted)
    except Failed as failure:
        print(f"{tool}: {failure}", file=sys.stderr)
        return 1


def run_parts(bench, parts):
    """Runs a bench's methods of these names, whatever becomes of the one before; the exit code: 1 if one could not be run."""
    failed = 0
    for part in parts:
        try:
            getattr(bench, part)()
        except Failed as failure:
            failed = 1
            print(f"{os.path.basename(sys.argv[0])}: {part}: {failure}", file=sys.stderr)
    return failed


# --- printing ----------------------------------------------------------------------------------------------------------

def print_head(doing):
    print(f"{doing:<52} {'ours':>9} {'theirs':>9} {'ratio':>6} {'wanted':>9}       {'CPU':>6}")


def print_line(name, ours, theirs, unit, ratio, wanted, more="", at_least=False):
    """`wanted` is the most that `ratio` may be, or the least."""
    other = "" if theirs is None else f"{theirs:.3f}"
    verdict = "ok" if (ratio >= wanted if at_least else ratio <= wanted) else "SHORT"
    bound = f"{'>=' if at_least else '<='} {wanted:g}"
    print(f"{name:<52} {ours:>9.3f} {other:>9} {ratio:>6.2f} {bound:>9} {verdict:<5} {more:>6} {unit}", flush=True)


def print_beside(name, ours, theirs, wanted):
    """A line on the wall time of ours as a share of theirs, and that of processor time for who runs on a busy machine."""
    print_line(name, ours.wall, theirs.wall, "s", ours.wall / theirs.wall, wanted, f"{ours.processor / theirs.processor:.2f}")
