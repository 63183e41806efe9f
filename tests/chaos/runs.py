# SPDX-License-Identifier: GPL-3.0-or-later
"""What each kind of chaos works with: entries, runs of thoth-msg, faults, and what a topic holds.

Needs THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka)."""
import json
import re
import signal
import subprocess
import sys
import threading
import uuid
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "kafka/real"))
from three_brokers import ENVIRONMENT, STEP_TIMEOUT, THOTH_MSG, create_topic, run  # noqa: E402

TOPIC = "thoth.solver.solved-package"
ANSWERS = "thoth.repo-init"
MISSING = "thoth.package-update.missing-package"
PARTITIONS = 6
KEYS = 50
NUMBER = re.compile(r'"package_name": ?"package-(\d+)"')
PROGRAM_FAULTS = ("program killed", "program interrupted")
BROKER_FAULTS = ("broker killed", "broker stopped")
RUN_TIMEOUT = 2 * STEP_TIMEOUT


def key_of(number):
    return f"key-{number % KEYS}"


def write_entries(path, numbers):
    """A message file with an entry for each number."""
    with open(path, "w", encoding="ascii") as file:
        for number in numbers:
            file.write(f'{{"topic_name":"{TOPIC}","key":"{key_of(number)}","message_contents":{{"component_name":"solver",'
                       f'"service_version":"1","version":"v1","package_name":"package-{number}","package_version":"1.0",'
                       f'"index_url":"https://pypi.org/simple","solver":"solver-rhel-8-py38"}}}}\n')
    return path


class Run:
    """A run of thoth-msg with its log in a file."""

    def __init__(self, log, *arguments):
        self.log = log
        with open(log, "wb") as file:
            self.process = subprocess.Popen([THOTH_MSG, *map(str, arguments)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                                            stdout=file, stderr=file)

    def ends_within(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self):
        """Waits for its end. Gives its exit code; negative: the signal that ended it."""
        if not self.ends_within(RUN_TIMEOUT):
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"a run hangs: {self.said()}")
        return self.process.returncode

    def said(self):
        return Path(self.log).read_text(encoding="utf-8", errors="replace")


class Chaos:
    """What happens in rounds, each with a topic of its own; a kind gives play_round()."""

    def __init__(self, cluster, folder, random):
        self.cluster, self.folder, self.random = cluster, folder, random
        self.counts = Counter()  # for the summary
        self.losses = []  # a sentence each
        self.rounds = 0

    def play(self):
        """A round, with files of its own."""
        self.rounds += 1
        self.place = self.folder / str(self.rounds)
        self.place.mkdir()
        self.cluster.start()
        self.prefix = "chaos-" + uuid.uuid4().hex[:12]
        self.topic = create_topic(self.cluster, self.prefix, TOPIC, PARTITIONS)
        self.play_round()

    def start(self, name, command, *options):
        return Run(self.place / f"{name}.log", command, "-b", self.cluster.servers, "--topic-prefix", self.prefix, *options)

    def lose(self, what):
        self.losses.append(f"round {self.rounds} ({self.place}): {what}")

    def strike(self, victim, fault):
        """Does a fault to a run, or to a broker that it talks to, and waits for the run's end; the broker is well again when this
        returns. Gives the run's exit code."""
        if victim.process.poll() is None:
            self.counts[fault] += 1
        broker = self.random.choice(self.cluster.numbers)
        back = self.random.uniform(1, 20)
        if fault == "program killed":
            victim.process.kill()
        elif fault == "program interrupted":
            victim.process.send_signal(signal.SIGINT)
        elif fault == "broker killed":
            self.cluster.signal(signal.SIGKILL, broker)
        elif fault == "broker stopped":
            self.cluster.signal(signal.SIGSTOP, broker)
            timer = threading.Timer(back, self.cluster.signal, (signal.SIGCONT, broker))
            timer.start()
        try:
            return victim.end()
        finally:
            if fault == "broker stopped":
                timer.cancel()
                self.cluster.signal(signal.SIGCONT, broker)
            if fault in BROKER_FAULTS:
                self.cluster.start()
                self.cluster.wait_for_leaders(self.topic)

    def offsets_of_group(self, group):
        """What it has committed: {(topic, partition): (offset, how many records are left)}."""
        text = self.cluster.tool("kafka-consumer-groups", "--describe", "--group", group, "--offsets")
        rows = [line.split() for line in text.splitlines() if line.startswith(group)]
        return {(row[1], int(row[2])): (int(row[3]), int(row[5])) for row in rows if row[3].isdigit()}

    def records(self, isolation="read_uncommitted"):
        """What kcat reads of the topic: {(partition, offset): number of the entry}."""
        text = run("kcat", "-q", "-C", "-b", self.cluster.servers, "-t", self.topic, "-o", "beginning", "-e",
                   "-X", f"isolation.level={isolation}", "-f", "%p %o %s\n")
        found = {}
        for line in text.splitlines():
            partition, offset, value = line.split(" ", 2)
            found[int(partition), int(offset)] = int(NUMBER.search(value).group(1))
        return found


def read_receipts(path):
    """What the whole lines of a receipts file say; the last may be torn, and the file missing, where the program was killed."""
    if not path.exists():
        return []
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def read_undelivered(path):
    """The numbers in an undelivered file, which is missing where there is none."""
    return [int(number) for number in NUMBER.findall(path.read_text(encoding="utf-8"))] if path.exists() else []
