# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of a service's group, killed, stopped and interrupted, with brokers that die under them: every record has its answer or
is a dead letter, in order for each key, and no member ends that was not asked to."""
import json
import os
import signal
import time
from pathlib import Path

import accounts
from halting import HaltedTopic
from inputs import KEYS, entry_of, solver_of
from members import MAX_DRAIN, SESSION, Member
from python_packages import python_with
from runs import ANSWERS, TOPIC, Chaos
from three_brokers import STEP_TIMEOUT, create_topic, run, wait_until, THOTH_MSG

PARTITIONS = 6
RATE = 300  # records a second
SECONDS = 40  # of sending, and of faults
ATTEMPTS = 4  # as member.cpp has it
JOINING = 10  # seconds, at most
HALTING = 30  # seconds, at most
SLOW_BEGINS = 3  # until every handler has one of the slow records
INTERVAL = 5_000_000_000  # of commits, in nanoseconds
MAX_MEMORY_KB = 400_000
ORACLE = "confluent-kafka==2.16.1"
FAULTS = ("member killed", "member restarted", "member stopped for a while", "fourth member", "broker killed", "broker stopped",
          "dead letters held up", "dead letters denied", "partition added")
GUARANTEES = ("at_least_once", "exactly_once")
ASSIGNORS = ("range", "cooperative-sticky")


def said(contents):
    return json.dumps(contents, sort_keys=True)


class ServiceChaos(Chaos):
    guarantee, assignor = None, None  # None: drawn for each round
    faults = FAULTS
    to_come = ()  # faults, in the order that was drawn

    def play_round(self):
        chosen = self.guarantee, self.assignor
        self.guarantee = chosen[0] or self.random.choice(GUARANTEES)
        self.assignor = chosen[1] or self.random.choice(ASSIGNORS)
        self.counts[f"{self.guarantee}, {self.assignor}"] += 1
        try:
            self.play_scene()
        finally:
            for member in self.members:
                member.end_at_once()
            self.guarantee, self.assignor = chosen

    def play_scene(self):
        self.members, self.broken = [], []
        for base in (ANSWERS, TOPIC + "-dlt"):
            create_topic(self.cluster, self.prefix, base, PARTITIONS)
        static = self.random.random() < 0.3
        self.members = [Member(self, f"member-{number}", self.prefix, static) for number in range(3)]
        for member in self.members:
            member.start()
        self.sending = self.start("send", "send", "-q", "--no-validate", "--message-file", self.write_inputs(), "--rate", str(RATE),
                             "--deadline", "300s")
        while not self.sending.ends_within(self.random.uniform(2, 10)):
            for member in self.members:
                member.tend()
            self.do_fault(self.next_fault())
        self.cluster.start()
        self.cluster.wait_for_leaders(self.topic)
        self.check_answers()
        for member in self.members:
            self.stop(member)
        self.check_order()
        self.check_idle()
        if self.rounds == 1:
            HaltedTopic(self).play()
        self.check_joiner()

    def write_inputs(self):
        slow = self.random.randrange(RATE * SECONDS // 2)
        return self.write("input", (entry_of(number, "slow" if number == slow else solver_of(self.random, number))
                                    for number in range(RATE * SECONDS)))

    def write(self, name, entries):
        path = self.place / f"{name}.ndjson"
        with open(path, "w", encoding="ascii") as file:
            for entry in entries:
                file.write(json.dumps(entry) + "\n")
        return path

    def send(self, name, entries):
        sending = self.start(f"send-{name}", "send", "-q", "--no-validate", "--message-file", self.write(name, entries))
        if sending.end() != 0:
            raise AssertionError(f"sending failed: {sending.said()}")

    @staticmethod
    def stop(member):
        member.revive()
        member.check_memory(MAX_MEMORY_KB)
        member.stop()

    # --- faults ------------------------------------------------------------------------------------------------------

    def next_fault(self):
        """All of them once, in an order that is drawn, before one comes again."""
        if not self.to_come:
            self.to_come = self.random.sample(self.faults, len(self.faults))
        fault, *self.to_come = self.to_come
        return fault

    def do_fault(self, fault):
        self.counts[fault] += 1
        member, broker = self.random.choice(self.members), self.random.choice(self.cluster.numbers)
        getattr(self, "do_" + fault.replace(" ", "_"))(member, broker)

    def do_member_killed(self, member, broker):
        member.kill()
        time.sleep(self.random.choice((0, 2, SESSION + 2)))
        member.start()

    def do_member_restarted(self, member, broker):
        self.stop(member)
        member.start()

    def do_member_stopped_for_a_while(self, member, broker):
        """A member that the group counts as gone, and that comes back without knowing."""
        began = time.monotonic_ns()
        member.process.send_signal(signal.SIGSTOP)
        time.sleep(SESSION + self.random.uniform(2, 5))
        member.process.send_signal(signal.SIGCONT)
        member.disruptions.append((began, time.monotonic_ns()))

    def do_fourth_member(self, member, broker):
        self.members.append(Member(self, f"guest-{len(self.members)}", self.prefix))
        guest = self.members[-1]
        guest.start()
        time.sleep(self.random.uniform(1, 6))
        self.stop(guest)
        guest.start()

    def do_broker_killed(self, member, broker):
        began = time.monotonic_ns()
        self.cluster.signal(signal.SIGKILL, broker)
        time.sleep(self.random.uniform(0, 5))
        self.cluster.start()
        self.cluster.wait_for_leaders(self.topic)
        self.broken.append((began, time.monotonic_ns()))

    def do_broker_stopped(self, member, broker):
        began = time.monotonic_ns()
        self.cluster.signal(signal.SIGSTOP, broker)
        time.sleep(self.random.uniform(1, 15))
        self.cluster.signal(signal.SIGCONT, broker)
        self.cluster.wait_for_leaders(self.topic)
        self.broken.append((began, time.monotonic_ns()))

    def do_dead_letters_held_up(self, member, broker):
        """No broker can write them for a while, as there are too few."""
        began = time.monotonic_ns()
        topic = f"{self.prefix}.{TOPIC}-dlt"
        change = ("kafka-configs", "--alter", "--entity-type", "topics", "--entity-name", topic)
        self.cluster.tool(*change, "--add-config", "min.insync.replicas=4")
        time.sleep(self.random.uniform(0, 3))
        self.cluster.tool(*change, "--delete-config", "min.insync.replicas")
        self.broken.append((began, time.monotonic_ns()))

    def do_dead_letters_denied(self, member, broker):
        """Nobody may write them until a member has met that, which halts the topic for it; an operator resumes it later."""
        acls = ("kafka-acls", "--topic", f"{self.prefix}.{TOPIC}-dlt")
        self.cluster.tool(*acls, "--add", "--allow-principal", "User:*", "--operation", "Read")
        deadline = time.monotonic() + HALTING
        while not any(member.is_halted() for member in self.members):
            if time.monotonic() > deadline:
                if not self.sending.ends_within(0):
                    self.lose(f"no topic was halted within {HALTING} s, though no dead letter could be written")
                break
            time.sleep(0.2)
        time.sleep(self.random.uniform(0, 2))
        self.cluster.tool(*acls, "--remove", "--force")

    def do_partition_added(self, member, broker):
        count = PARTITIONS + self.counts["partition added"]
        self.cluster.tool("kafka-topics", "--alter", "--topic", self.topic, "--partitions", str(count))

    # --- what must hold ----------------------------------------------------------------------------------------------

    def read(self, base):
        """What a reader of committed records gets."""
        text = run(THOTH_MSG, "consume", "-q", "-b", self.cluster.servers, "--topic-prefix", self.prefix, "-t", base, "-o", "start", "-e",
                   "-f", "ndjson")
        return [json.loads(line) for line in text.splitlines()]

    def inputs(self):
        """{place: whether it has to become a dead letter}."""
        text = run("kcat", "-q", "-C", "-b", self.cluster.servers, "-t", self.topic, "-o", "beginning", "-e", "-f", "%p %o %s\n")
        found = {}
        for partition, offset, value in (line.split(" ", 2) for line in text.splitlines()):
            found[int(partition), int(offset)] = json.loads(value)["solver"] in ("poison", "failing")
        return found

    def answers(self):
        return [accounts.place_of(record["message_contents"]["project_url"]) for record in self.read(ANSWERS)]

    def dead_letters(self):
        return [accounts.origin_of_dead_letter(record["headers"]) for record in self.read(TOPIC + "-dlt")]

    def follow_ups(self):
        """The answers, and the dead letters, as accounts.FollowUp."""
        answers = [accounts.FollowUp(accounts.place_of(record["message_contents"]["project_url"])[0], record["key"],
                                     said(record["message_contents"])) for record in self.read(ANSWERS)]
        dead = [accounts.FollowUp(accounts.origin_of_dead_letter(record["headers"])[0], record["key"], said(record["message_contents"]))
                for record in self.read(TOPIC + "-dlt")]
        return answers, dead

    def check_oracle(self):
        """A plain consumer without faults makes the same of the same records."""
        python = python_with(ORACLE, os.environ["PACKAGES"])
        if python is None:
            self.counts["rounds without the oracle, as " + ORACLE + " is missing"] += 1
            return
        lines = [json.loads(line) for line in run(python, str(Path(__file__).parent / "oracle.py"), self.cluster.servers,
                                                  self.topic).splitlines()]
        self.counts["records of the oracle"] += len(lines)
        for what, found in zip(("answer", "dead_letter"), self.follow_ups()):
            expected = [accounts.FollowUp(line["partition"], line["key"], said(line[what])) for line in lines if what in line]
            for loss in accounts.same_follow_ups(expected, found):
                self.lose(loss)
            # A dead letter that was denied is written after those that were not.
            for loss in accounts.same_order(expected, found) if what == "answer" else ():
                self.lose(loss)

    def check_answers(self):
        inputs = self.inputs()
        self.counts["records"] += len(inputs)
        self.wait_for_answers(inputs, self.members)
        answers, dead = self.answers(), self.dead_letters()
        self.counts["dead letters"] += len(set(dead))
        self.counts["repeated"] += len(answers) - len(set(answers))
        for loss in accounts.all_answered(inputs, answers, dead):
            self.lose(loss)
        if self.guarantee == "exactly_once":
            for loss in accounts.answered_once(answers, dead):
                self.lose(loss)
        self.check_committed(inputs)
        self.check_oracle()

    def wait_for_answers(self, inputs, members):
        deadline = time.monotonic() + STEP_TIMEOUT
        while inputs.keys() - set(self.answers()) - set(self.dead_letters()) and time.monotonic() < deadline:
            for member in members:
                member.tend()
            time.sleep(1)

    def check_idle(self):
        """After a restart a record of each partition in which nothing has happened for a while is read."""
        first = self.members[0]
        first.start()
        self.send("idle", [entry_of(number, "plain", partition=number) for number in range(PARTITIONS)])
        inputs = self.inputs()
        self.wait_for_answers(inputs, [first])
        for loss in accounts.all_answered(inputs, self.answers(), self.dead_letters()):
            self.lose(f"after a restart: {loss}")

    def check_joiner(self):
        """Who joins has partitions soon, though all handlers are slow."""
        self.send("slow", [entry_of(number, "slow") for number in range(10 * KEYS)])
        time.sleep(SLOW_BEGINS)
        joiner = Member(self, "joiner-0", self.prefix)
        self.members.append(joiner)
        joiner.start()
        deadline = time.monotonic() + JOINING
        while not list(accounts.events("assigned", joiner.lines())):
            if time.monotonic() > deadline:
                self.lose(f"who joined had no partition within {JOINING} s")
                return
            time.sleep(0.1)

    def check_committed(self, inputs):
        """Once all is answered, all is committed within the interval of commits."""
        ends = {}
        for partition, offset in inputs:
            ends[partition] = max(ends.get(partition, 0), offset + 1)
        committed = {}

        def all_committed():
            for member in self.members:
                member.tend()
            committed.update({partition: offset for (_, partition), (offset, _) in self.offsets_of_group(self.prefix).items()})
            return all(committed.get(partition) == end for partition, end in ends.items())
        try:
            wait_until(all_committed, "all is committed", 1)
        except AssertionError:
            self.lose(f"committed {committed}, and the ends are {ends}")

    def check_order(self):
        self.counts["halts"] += sum(len(list(member.halts())) for member in self.members)
        handlings = []
        for member in self.members:
            handlings += accounts.handlings(member.name, member.lines())
        disruptions = {member.name: member.disruptions + self.losses_of_librdkafka(member) for member in self.members}
        given = {member.name: list(accounts.events("assigned", member.lines())) for member in self.members}
        for loss in accounts.in_order(handlings):
            self.lose(loss)
        gone = {member.name: [*accounts.events("revoked", member.lines()), *accounts.events("lost", member.lines())]
                for member in self.members}
        for loss in accounts.not_at_once(handlings, disruptions, gone, MAX_DRAIN * 1_000_000_000):
            self.lose(loss)
        if self.guarantee == "at_least_once":
            # In a rebalance the coordinator may refuse a commit, which the member tells.
            refused = {member.name: [(when, when) for when in accounts.refused_commits(member.lines())] for member in self.members}
            halts = {member.name: list(member.halts()) for member in self.members}
            held_up = {name: disruptions[name] + refused[name] for name in disruptions}
            for loss in accounts.repeats_are_explained(handlings, given, halts, held_up, self.broken, INTERVAL, ATTEMPTS):
                self.lose(loss)

    def losses_of_librdkafka(self, member):
        """Where members keep partitions while they join anew, the librdkafka of Debian 12 takes the refusal of a commit meanwhile for
        the loss of all of them: librdkafka's issue 4059."""
        if self.assignor != "cooperative-sticky":
            return []
        lost = sorted({when for _, when in accounts.events("lost", member.lines())})
        self.counts["partitions lost for a commit"] += len(lost)
        return [(when - INTERVAL, when) for when in lost]  # that commit was of what was done in the interval before
