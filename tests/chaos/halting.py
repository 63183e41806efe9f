# SPDX-License-Identifier: GPL-3.0-or-later
"""A large topic that is halted at one of its first records: it takes no memory, holds up no other topic, stands at that record over
rebalances and a restart, and is answered once it is resumed."""
import signal
import time

from inputs import entry_of, missing_entry_of
from members import Member
from runs import ANSWERS, MISSING, TOPIC
from three_brokers import STEP_TIMEOUT, THOTH_MSG, create_topic, run, wait_until

PARTITIONS = 6
BEFORE = 5  # records before the one that halts
# 100 times what a member has in memory of a partition, max_in_flight; half a KB each.
RECORDS = 100_000
FILLER = "/" + 300 * "x"
ANSWERED = 1001  # each hundredth of all, as member.cpp has it
OTHERS = 300
# A member takes 12 MB. One that was made to keep what it reads of the halted topic took 90 MB.
MAX_MEMORY_KB = 40_000


class HaltedTopic:
    """Topics, a group and members of its own, in a round of ServiceChaos."""

    def __init__(self, chaos):
        self.chaos, self.cluster = chaos, chaos.cluster
        self.prefix = chaos.prefix + "-halted"
        self.members = [Member(chaos, f"member-{number}", self.prefix, topics=2) for number in range(2)]

    def play(self):
        create_topic(self.cluster, self.prefix, MISSING, 1)
        for base in (TOPIC, ANSWERS):
            create_topic(self.cluster, self.prefix, base, PARTITIONS)
        try:
            self.play_scene(*self.members)
        finally:
            for member in self.members:
                member.end_at_once()

    def play_scene(self, member, other):
        member.start()
        names = [f"package-{number}" for number in range(BEFORE)] + ["halt"]
        self.send("first", (missing_entry_of(number, name) for number, name in enumerate(names)))
        wait_until(member.is_halted, "the topic is halted", 0.1)
        self.send("large", (missing_entry_of(number, "package", FILLER) for number in range(RECORDS)))
        self.send("others", (entry_of(number, "plain") for number in range(OTHERS)))
        self.wait_for_answers(1 + OTHERS)
        self.chaos.counts["kB of a member with a halted topic"] = member.check_memory(MAX_MEMORY_KB)
        self.check_offsets("while another topic goes on", BEFORE)
        other.start()
        wait_until(lambda: self.has_partitions(other), "another member has partitions", 0.1)
        other.stop()
        member.stop()
        member.start()
        wait_until(member.is_halted, "the topic is halted after a restart", 0.1)
        self.check_halt(member)
        self.check_offsets("after rebalances and a restart", BEFORE)
        member.process.send_signal(signal.SIGUSR1)
        self.wait_for_answers(ANSWERED + OTHERS)
        self.check_offsets("once it is resumed", BEFORE + 1 + RECORDS)
        member.stop()

    def send(self, name, entries):
        path = self.chaos.write(f"halted-{name}", entries)
        run(THOTH_MSG, "send", "-q", "--no-validate", "-b", self.cluster.servers, "--topic-prefix", self.prefix, "--message-file", str(path),
            "-X", "compression.type=none")

    @staticmethod
    def has_partitions(member):
        return any(words[:2] == ["event", "assigned"] for _, words in member.lines())

    def answers(self):
        """How many different ones there are."""
        text = run("kcat", "-q", "-C", "-b", self.cluster.servers, "-t", f"{self.prefix}.{ANSWERS}", "-o", "beginning", "-e", "-X",
                   "isolation.level=read_committed", "-f", "%s\n")
        return len(set(text.splitlines()))

    def wait_for_answers(self, count):
        deadline = time.monotonic() + STEP_TIMEOUT
        while (found := self.answers()) < count and time.monotonic() < deadline:
            time.sleep(0.5)
        if found != count:
            self.chaos.lose(f"{found} records of a halted topic and another are answered, and not {count}")

    def check_offsets(self, when, offset):
        """The halted topic stands there, and nothing of the other is left."""
        def expected():
            offsets.update(self.chaos.offsets_of_group(self.prefix))
            left = [count for (topic, _), (_, count) in offsets.items() if topic.endswith(TOPIC)]
            return left == PARTITIONS * [0] and offsets.get((f"{self.prefix}.{MISSING}", 0), (None,))[0] == offset
        offsets = {}
        deadline = time.monotonic() + STEP_TIMEOUT / 4
        while not expected():
            if time.monotonic() > deadline:
                self.chaos.lose(f"{when} the topic is to stand at {offset}, and these are the offsets, and records left: {offsets}")
                return
            time.sleep(1)

    def check_halt(self, member):
        """In no life it went on by itself, nor met the record again."""
        for life in range(1, member.lives + 1):
            met = [words for _, words in member.lines_of(life) if words[0] == "met"]
            if met != [["met", f"0@{BEFORE}"]]:
                self.chaos.lose(f"{member.name} met what halts the topic {len(met)} times in its life {life}")
