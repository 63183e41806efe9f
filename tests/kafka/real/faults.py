#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults while sending to three real brokers (replication 3, min.insync.replicas 2): what is lost, doubled or misreported.

Needs THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka); starts a cluster of its own and ends it."""

import json
import re
import signal
import subprocess
import tempfile
import unittest
import uuid
from collections import Counter, defaultdict
from pathlib import Path

from three_brokers import ENVIRONMENT, STEP_TIMEOUT, THOTH_MSG, create_topic, run, start_for_module, wait_until

TOPIC = "thoth.solver.solved-package"
PARTITIONS = 6
ENTRIES = 300_000
KEYS = 500
MANY_BYTES = 10_000_000  # a broker holds this much of some 60 MB: the run is well on its way and far from its end
AS_IT_IS = ("-X", "compression.type=none")  # what is compressed would be there before a fault
IN_DOUBT = "the cluster may have stored it anyway"


def setUpModule():
    global FOLDER, CLUSTER, INPUT
    FOLDER, CLUSTER = start_for_module()
    INPUT = FOLDER / "input.ndjson"
    with open(INPUT, "w", encoding="ascii") as file:
        file.writelines(entry(number) for number in range(1, ENTRIES + 1))


# --- entries, receipts, records ----------------------------------------------------------------------------------------

def key_of(number):
    return f"key-{number % KEYS}"


def entry(number):
    return (f'{{"topic_name":"{TOPIC}","key":"{key_of(number)}","message_contents":{{"component_name":"solver",'
            f'"service_version":"1","version":"v1","package_name":"package-{number}","package_version":"1.0",'
            f'"index_url":"https://pypi.org/simple","solver":"solver-rhel-8-py38"}}}}\n')


NUMBER = re.compile(r'"package_name": ?"package-(\d+)"')


class Sending:
    """A run of send that keeps account in files of its own."""

    def __init__(self, prefix, source, *more):
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.receipts_path, self.undelivered_path = self.folder / "receipts", self.folder / "undelivered"
        self.log = open(self.folder / "log", "w+", encoding="utf-8")  # closed with the run
        self.process = subprocess.Popen(
            [THOTH_MSG, "send", "-b", CLUSTER.servers, "--topic-prefix", prefix, "--message-file", source, "--receipts",
             self.receipts_path, "--undelivered", self.undelivered_path, *AS_IT_IS, *more],
            env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def wait(self):
        return self.process.wait(STEP_TIMEOUT)

    def runs(self):
        return self.process.poll() is None

    def interrupt(self):
        """Sends SIGINT and waits until the program has taken it, so that another one is a second one."""
        self.process.send_signal(signal.SIGINT)
        wait_until(lambda: not self.runs() or not self.is_pending(signal.SIGINT), "the signal was taken")

    def is_pending(self, number):
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        return any(int(line.split()[1], 16) >> (number - 1) & 1
                   for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd")))

    def said(self):
        self.log.flush()
        return (self.folder / "log").read_text(encoding="utf-8")

    def end(self):
        if self.runs():
            self.process.kill()
            self.process.wait(STEP_TIMEOUT)
        self.log.close()

    def receipts(self):
        """What the whole lines of the receipts say; the last one may be torn where the program was killed."""
        with open(self.receipts_path, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def undelivered(self):
        """The numbers in the undelivered file, in its order; it may be missing where nothing is."""
        if not self.undelivered_path.exists():
            return []
        return [int(number) for number in NUMBER.findall(self.undelivered_path.read_text(encoding="utf-8"))]


def records(topic, isolation="read_uncommitted"):
    """What kcat reads of the topic from its beginning to its end: {(partition, offset): (key, number)}."""
    text = run("kcat", "-q", "-C", "-b", CLUSTER.servers, "-t", topic, "-o", "beginning", "-e",
               "-X", f"isolation.level={isolation}", "-f", "%p %o %k %s\n")
    found = {}
    for line in text.splitlines():
        partition, offset, key, value = line.split(" ", 3)
        found[int(partition), int(offset)] = key, int(NUMBER.search(value).group(1))
    return found


class OnThreeBrokers(unittest.TestCase):
    """Each test has a topic of its own, and finds all brokers alive."""

    def setUp(self):
        self.prefix = "faults-" + uuid.uuid4().hex[:12]
        CLUSTER.start()
        self.topic = create_topic(CLUSTER, self.prefix, TOPIC, PARTITIONS)

    def send(self, *more, source=None):
        sending = Sending(self.prefix, source or INPUT, *more)
        self.addCleanup(sending.end)
        return sending

    def send_until_many_are_there(self, *more):
        sending = self.send(*more)
        wait_until(lambda: not sending.runs() or CLUSTER.bytes_of(self.topic) > MANY_BYTES, "much was sent")
        self.assertTrue(sending.runs(), f"ended too early: {sending.said()}")
        return sending

    def bring_back(self):
        CLUSTER.start()
        CLUSTER.wait_for_leaders(self.topic)

    def assert_ended(self, sending, code):
        self.assertEqual(sending.wait(), code, sending.said())

    def assert_accounted(self, sending):
        """A receipt for each entry of the input, and every one not acknowledged in the undelivered file, in order. Gives the
        receipts of the acknowledged and the others, by number."""
        receipts = sending.receipts()
        self.assertEqual(Counter(receipt["entry"] for receipt in receipts), Counter(range(1, ENTRIES + 1)))
        acknowledged = {receipt["entry"]: receipt for receipt in receipts if receipt["error"] is None}
        others = {receipt["entry"]: receipt for receipt in receipts if receipt["error"] is not None}
        undelivered = sending.undelivered()
        self.assertEqual(len(undelivered), len(others), sending.said())
        self.assertEqual(undelivered, sorted(others))
        return acknowledged, others

    def assert_on_brokers(self, acknowledged, found):
        """Each of the receipts names the place where that very entry is."""
        for number, receipt in acknowledged.items():
            self.assertEqual(receipt["topic"], self.topic)
            self.assertEqual(found.get((receipt["partition"], receipt["offset"])), (key_of(number), number), receipt)

    def assert_only_doubtful_besides(self, acknowledged, others, found):
        """What is on the brokers without being acknowledged was said to be in doubt."""
        numbers = Counter(number for _, number in found.values())
        self.assertEqual([number for number in acknowledged if numbers[number] != 1], [], "acknowledged, but not once")
        surprises = [number for number in numbers.keys() & others.keys() if IN_DOUBT not in others[number]["error"]]
        self.assertEqual(len(surprises), 0, f"such as {others[surprises[0]] if surprises else None}")

    def assert_once_and_in_order(self, found):
        self.assertEqual(Counter(number for _, number in found.values()), Counter(range(1, ENTRIES + 1)))
        by_key = defaultdict(list)
        for place in sorted(found):
            key, number = found[place]
            by_key[key].append((place[0], number))
        for key, sent in by_key.items():
            self.assertEqual(len({partition for partition, _ in sent}), 1, f"{key} is on several partitions")
            self.assertEqual(sent, sorted(sent), f"{key} is out of order")


class BrokersLost(OnThreeBrokers):
    def test_with_one_of_three_killed_all_arrives_once_and_in_order(self):
        sending = self.send_until_many_are_there()
        CLUSTER.signal(signal.SIGKILL, 1)
        self.assert_ended(sending, 0)
        acknowledged, others = self.assert_accounted(sending)
        self.assertEqual(others, {})
        self.bring_back()
        found = records(self.topic)
        self.assert_once_and_in_order(found)
        self.assert_on_brokers(acknowledged, found)

    def test_with_two_of_three_killed_the_undelivered_complete_the_input_later(self):
        # Without a deadline a message would be waited for for longer than assert_ended does.
        sending = self.send_until_many_are_there("--deadline", "30s")
        CLUSTER.signal(signal.SIGKILL, 2, 3)
        self.assert_ended(sending, 4)
        self.assertIn("the deadline passed", sending.said())
        acknowledged, others = self.assert_accounted(sending)
        self.assertTrue(acknowledged and others, sending.said())
        self.bring_back()
        found = records(self.topic)
        self.assert_on_brokers(acknowledged, found)
        self.assert_only_doubtful_besides(acknowledged, others, found)

        again = self.send(source=sending.undelivered_path)
        self.assert_ended(again, 0)
        numbers = Counter(number for _, number in records(self.topic).values())
        self.assertEqual(set(numbers), set(range(1, ENTRIES + 1)))
        self.assertEqual([number for number in acknowledged if numbers[number] != 1], [], "acknowledged, but not once")
        doubled = [number for number, count in numbers.items() if count > 1 and IN_DOUBT not in others[number]["error"]]
        self.assertEqual(doubled, [], "doubled, and never in doubt")


class Interrupted(OnThreeBrokers):
    def test_receipts_of_a_killed_run_tell_the_truth(self):
        sending = self.send()
        wait_until(lambda: not sending.runs() or (sending.receipts_path.exists() and sending.receipts()), "there are receipts")
        self.assertTrue(sending.runs(), f"ended too early: {sending.said()}")
        sending.process.kill()
        self.assert_ended(sending, -signal.SIGKILL)
        acknowledged = {receipt["entry"]: receipt for receipt in sending.receipts() if receipt["error"] is None}
        self.assertTrue(acknowledged)
        self.assert_on_brokers(acknowledged, records(self.topic))

    def test_the_first_signal_ends_it_in_order(self):
        sending = self.send_until_many_are_there()
        sending.interrupt()
        self.assert_ended(sending, 128 + signal.SIGINT)
        acknowledged, others = self.assert_accounted(sending)
        self.assertTrue(acknowledged and others, sending.said())
        found = records(self.topic)
        self.assert_on_brokers(acknowledged, found)
        self.assertEqual(len(found), len(acknowledged), "what was in flight was waited for")

    def test_the_second_signal_ends_it_at_once(self):
        sending = self.send_until_many_are_there("--deadline", "60s")
        # Brokers that do not move keep what is in flight there, and the first signal waiting for it.
        CLUSTER.signal(signal.SIGSTOP)
        try:
            sending.interrupt()
            self.assertTrue(sending.runs(), sending.said())
            sending.interrupt()
            self.assert_ended(sending, 128 + signal.SIGINT)
            self.assertRegex(sending.said(), r"interrupted again: no longer waiting for \d+ messages in flight")
        finally:
            CLUSTER.signal(signal.SIGCONT)
        acknowledged, others = self.assert_accounted(sending)
        self.assertTrue(acknowledged and others, sending.said())
        CLUSTER.wait_for_leaders(self.topic)
        found = records(self.topic)
        self.assert_on_brokers(acknowledged, found)
        self.assert_only_doubtful_besides(acknowledged, others, found)


class Transactions(OnThreeBrokers):
    def assert_nothing_was_sent(self, sending):
        acknowledged, others = self.assert_accounted(sending)
        self.assertEqual((len(acknowledged), len(others)), (0, ENTRIES))
        self.assertEqual(records(self.topic, "read_committed"), {})

    def test_a_signal_aborts_it(self):
        sending = self.send_until_many_are_there("--transactional")
        sending.interrupt()
        self.assert_ended(sending, 128 + signal.SIGINT)
        self.assert_nothing_was_sent(sending)

    def test_lost_brokers_abort_it_and_the_same_id_can_send_all_later(self):
        transactional = ["--transactional", self.prefix]
        sending = self.send_until_many_are_there(*transactional, "--deadline", "20s")
        CLUSTER.signal(signal.SIGKILL, 1, 2)
        self.assert_ended(sending, 4)
        self.bring_back()
        self.assert_nothing_was_sent(sending)
        again = self.send(*transactional, source=sending.undelivered_path)
        self.assert_ended(again, 0)
        self.assert_once_and_in_order(records(self.topic, "read_committed"))


if __name__ == "__main__":
    unittest.main()
