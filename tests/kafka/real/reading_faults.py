#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults while reading from three real brokers: what is skipped, doubled, out of order or left to hang.

Needs THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka); starts a cluster of its own and ends it."""

import json
import re
import signal
import subprocess
import tempfile
import unittest
import uuid
from collections import defaultdict
from pathlib import Path

from three_brokers import (ENVIRONMENT, STEP_TIMEOUT, THOTH_MSG, create_topic, kill_and_restart_later, run, start_for_module,
                           wait_until)

TOPIC = "thoth.inspection-completed"
PARTITIONS = 6
RECORDS = 100_000
# Clients of these names get so many bytes a second of each broker: their runs last until a test has done its deed. The
# small fetches keep the first answer from holding all there is.
RATES = {"slow": 1_000_000, "crawling": 20_000}
SMALL_FETCHES = ("-X", "fetch.message.max.bytes=50000")
AS_IT_IS = ("-X", "compression.type=none")  # what is compressed would be there at once
PLACES = "%p %o\\n"


def new_prefix():
    return "reading-" + uuid.uuid4().hex[:12]


def setUpModule():
    global FOLDER, CLUSTER, PREFIX, FILLED
    FOLDER, CLUSTER = start_for_module()
    PREFIX = new_prefix()
    FILLED = create_topic(CLUSTER, PREFIX, TOPIC, PARTITIONS)
    for client, rate in RATES.items():
        CLUSTER.tool("kafka-configs", "--alter", "--entity-type", "clients", "--entity-name", client, "--add-config",
                     f"consumer_byte_rate={rate}")
    source = FOLDER / "input.ndjson"
    with open(source, "w", encoding="ascii") as file:
        file.writelines(entry(number) for number in range(RECORDS))
    run(THOTH_MSG, "send", "-q", "-b", CLUSTER.servers, "--topic-prefix", PREFIX, "--message-file", source, *AS_IT_IS)


def entry(number):
    return (f'{{"topic_name":"{TOPIC}","key":"{number}","message_contents":{{"component_name":"inspector","service_version":"1",'
            f'"inspection_id":"an-inspection-with-a-long-name-{number:012}"}}}}\n')


class Run:
    """A run of the program whose output and log are files."""

    def __init__(self, command, *options, prefix=None):
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.output, self.log = self.folder / "output", self.folder / "log"
        with open(self.output, "wb") as output, open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [THOTH_MSG, command, "-b", CLUSTER.servers, "--topic-prefix", prefix or PREFIX, *options],
                env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=output, stderr=log)

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def size(self):
        return self.output.stat().st_size

    def lines(self):
        """Whole lines; the last may be torn where the program was killed."""
        return [line for line in self.output.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]

    def places(self):
        return [tuple(map(int, line.split())) for line in self.lines()]

    def runs(self):
        return self.process.poll() is None

    def wait(self):
        return self.process.wait(STEP_TIMEOUT)

    def end(self):
        if self.runs():
            self.process.kill()
            self.process.wait(STEP_TIMEOUT)


class OnThreeBrokers(unittest.TestCase):
    def setUp(self):
        CLUSTER.start()
        CLUSTER.wait_for_leaders(FILLED)

    def start(self, command, *options, prefix=None):
        started = Run(command, *options, prefix=prefix)
        self.addCleanup(started.end)
        return started

    @staticmethod
    def new_topic(partitions):
        """Gives its prefix."""
        prefix = new_prefix()
        create_topic(CLUSTER, prefix, TOPIC, partitions)
        return prefix

    def start_ready(self, *options, prefix=None):
        """A tail whose positions are known."""
        ready = Path(tempfile.mkdtemp(dir=FOLDER)) / "ready"
        tail = self.start("consume", "-t", TOPIC, "--ready-file", ready, *options, prefix=prefix)
        self.wait_while_it_runs(tail, ready.exists, "the tail is ready")
        return tail

    def start_crawling_audit(self, *options):
        """One that reads, and will for long."""
        audit = self.start("audit", "-t", TOPIC, "-f", "json", "-v", "-X", "client.id=crawling", *SMALL_FETCHES, *options)
        self.wait_while_it_runs(audit, lambda: "reading " in audit.said(), "the audit reads")
        return audit

    def wait_while_it_runs(self, reading, holds, what):
        wait_until(lambda: holds() or not reading.runs(), what, pause=0.05)
        self.assertTrue(holds(), f"it ended before {what}: {reading.said()}")

    def assert_ended(self, reading, code):
        self.assertEqual(reading.wait(), code, reading.said())


class BrokersLost(OnThreeBrokers):
    def test_with_one_of_three_killed_all_comes_once_and_in_order(self):
        reading = self.start("consume", "-t", TOPIC, "-o", "start", "-e", "--template", PLACES, "-X", "client.id=slow",
                             *SMALL_FETCHES)
        self.wait_while_it_runs(reading, lambda: reading.size() > 10_000, "much was read")
        CLUSTER.signal(signal.SIGKILL, 1)
        self.assertTrue(reading.runs(), reading.said())
        self.assert_ended(reading, 0)
        offsets = defaultdict(list)
        for partition, offset in reading.places():
            offsets[partition].append(offset)
        self.assertEqual(sum(map(len, offsets.values())), RECORDS)
        for partition, read in offsets.items():
            self.assertEqual(read, list(range(len(read))), f"partition {partition}")
        self.assertLess(len(reading.said().splitlines()), 6, reading.said())

    def test_with_all_of_them_killed_it_tries_on(self):
        prefix = self.new_topic(1)  # as it gets a record
        tail = self.start_ready("-f", "contents", prefix=prefix)
        interrupted = self.start_ready()
        bounded = self.start_ready("--deadline", "30s")
        audit = self.start_crawling_audit("--deadline", "30s")
        restart_first = kill_and_restart_later(CLUSTER.state / "1")
        CLUSTER.signal(signal.SIGKILL, 2, 3)
        self.wait_while_it_runs(tail, lambda: "no broker can be reached, still trying" in tail.said(), "it is said")
        self.wait_while_it_runs(interrupted, lambda: "still trying" in interrupted.said(), "it is said")
        interrupted.process.send_signal(signal.SIGINT)
        self.assert_ended(interrupted, 128 + signal.SIGINT)
        self.assert_ended(bounded, 0)
        self.assertIn("no broker can be reached, still trying", bounded.said())
        self.assert_ended(audit, 0)
        self.assertRegex(audit.said(), r"the deadline passed after \d+ of 100000 offsets")
        self.assertFalse(json.loads(audit.lines()[0])["complete"])

        restart_first()
        self.setUp()
        self.wait_while_it_runs(tail, lambda: "can be reached again" in tail.said(), "it is said")
        run(THOTH_MSG, "send", "-q", "-b", CLUSTER.servers, "--topic-prefix", prefix, "-n", TOPIC, "-m",
            '{"inspection_id": "behind the outage"}')
        self.wait_while_it_runs(tail, lambda: len(tail.lines()) == 1, "the record came")
        self.assertIn("behind the outage", tail.lines()[0])
        tail.process.send_signal(signal.SIGINT)
        self.assert_ended(tail, 128 + signal.SIGINT)
        for text in ("no broker can be reached", "can be reached again"):
            self.assertEqual(tail.said().count(text), 1, tail.said())

    def test_a_topic_deleted_under_it_ends_it(self):
        prefix = self.new_topic(3)
        tail = self.start_ready(prefix=prefix)
        run(THOTH_MSG, "topics", "delete", TOPIC, "-b", CLUSTER.servers, "--topic-prefix", prefix)
        self.assert_ended(tail, 3)
        self.assertRegex(tail.said(), f"error: reading .*{prefix}.*does not exist.* \\(was the topic deleted\\?\\)")


class Audits(OnThreeBrokers):
    def test_an_interrupted_one_reports_what_it_has_read(self):
        audit = self.start_crawling_audit()
        audit.process.send_signal(signal.SIGINT)
        self.assert_ended(audit, 128 + signal.SIGINT)
        found = json.loads(audit.lines()[0])
        self.assertFalse(found["complete"])
        self.assertLess(found["records"], RECORDS)
        self.assertRegex(audit.said(), r"interrupted after \d+ of 100000 offsets; the report covers what was read")


class Groups(OnThreeBrokers):
    def member(self, name):
        return self.start("consume", "-t", TOPIC, "-g", "readers", "--instance-id", name, "-o", "start", "--template", PLACES,
                          "-X", "client.id=slow", *SMALL_FETCHES)

    def test_a_member_killed_at_any_moment_skips_nothing(self):
        lasting, dying = self.member("lasting"), [self.member("dying")]
        for size in (1, 20_000, 50_000, 80_000):
            self.wait_while_it_runs(dying[-1], lambda: dying[-1].size() >= size, "it has read")
            dying[-1].process.kill()
            dying[-1].wait()
            dying.append(self.member("dying"))
        runs = [lasting, *dying]

        def all_places():
            return {place for read in runs for place in read.places()}
        self.wait_while_it_runs(lasting, lambda: len(all_places()) >= RECORDS, "all was read")
        self.assertTrue(lasting.places(), "each had its share")
        for reading in (lasting, dying[-1]):
            reading.process.send_signal(signal.SIGINT)
            self.assert_ended(reading, 128 + signal.SIGINT)


class Transactions(OnThreeBrokers):
    """Ends behind which a reader of what is committed never gets a record."""

    def begin(self, prefix):
        """A transaction that has sent something, and would go on for long."""
        sending = self.start("send", "--transactional", "--rate", "200", "--message-file", FOLDER / "input.ndjson", *AS_IT_IS,
                             prefix=prefix)
        self.wait_while_it_runs(sending, lambda: CLUSTER.bytes_of(f"{prefix}.{TOPIC}") > 5000, "something was sent")
        return sending

    def topic_with_one_record(self):
        prefix = self.new_topic(1)
        run(THOTH_MSG, "send", "-q", "-b", CLUSTER.servers, "--topic-prefix", prefix, "-n", TOPIC, "-m",
            '{"inspection_id": "committed"}')
        return prefix

    def assert_one_record(self, prefix):
        for command in (("consume", "-o", "start", "-e", "-f", "json"), ("audit", "-f", "json")):
            reading = self.start(*command, "-t", TOPIC, prefix=prefix)
            self.assert_ended(reading, 0)
            found = json.loads(reading.output.read_text(encoding="utf-8"))
            self.assertEqual(len(found) if isinstance(found, list) else found["records"], 1)

    def test_what_was_aborted_ends_reading_and_is_not_read(self):
        prefix = self.topic_with_one_record()
        sending = self.begin(prefix)
        sending.process.send_signal(signal.SIGINT)
        self.assert_ended(sending, 128 + signal.SIGINT)
        self.assert_one_record(prefix)
        everything = self.start("consume", "-t", TOPIC, "-o", "start", "-e", "-X", "isolation.level=read_uncommitted",
                                prefix=prefix)
        self.assert_ended(everything, 0)
        self.assertGreater(len(everything.lines()), 1)

    def test_what_is_still_open_is_not_waited_for(self):
        prefix = self.topic_with_one_record()
        sending = self.begin(prefix)
        sending.process.kill()
        self.assert_ended(sending, -signal.SIGKILL)
        self.assert_one_record(prefix)


class Gaps(OnThreeBrokers):
    def test_compaction_leaves_gaps_that_reading_passes(self):
        prefix = new_prefix()
        topic = f"{prefix}.{TOPIC}"
        CLUSTER.tool("kafka-topics", "--create", "--topic", topic, "--partitions", "1", "--replication-factor", "3", "--config",
                     "cleanup.policy=compact", "--config", "segment.bytes=1048576", "--config", "min.cleanable.dirty.ratio=0.01")
        CLUSTER.wait_for_leaders(topic)
        source = FOLDER / "compacted.ndjson"
        with open(source, "w", encoding="ascii") as file:
            for number in range(RECORDS // 10):
                file.write(entry(number).replace(f'"key":"{number}"', '"key":"same"'))
        for _ in range(3):
            run(THOTH_MSG, "send", "-q", "-b", CLUSTER.servers, "--topic-prefix", prefix, "--message-file", source, *AS_IT_IS)

        def offsets():
            reading = self.start("consume", "-t", TOPIC, "-o", "start", "-e", "--template", "%o\\n", prefix=prefix)
            self.assert_ended(reading, 0)
            return [int(line) for line in reading.lines()]
        wait_until(lambda: len(offsets()) < 3 * RECORDS // 10, "the topic was compacted")
        self.assertEqual(offsets()[-1], 3 * RECORDS // 10 - 1)
        audit = self.start("audit", "-t", TOPIC, "-f", "json", prefix=prefix)
        self.assert_ended(audit, 0)
        found = json.loads(audit.lines()[0])
        self.assertTrue(found["complete"])
        self.assertLess(found["records"], 3 * RECORDS // 10)


if __name__ == "__main__":
    unittest.main()
