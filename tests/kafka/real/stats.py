#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`thoth-msg stats` on a real Kafka, beside the same numbers counted from the records that were sent: with markers of
transactions, aborted records and compaction between them.

Needs KAFKA_BOOTSTRAP_SERVERS, THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka, for the console tools)."""

import base64
import json
import math
import os
import random
import subprocess
import time
import unittest
import uuid
from collections import Counter

THOTH_MSG = os.environ["THOTH_MSG"]
KAFKA_SCRIPT = os.environ["KAFKA_SCRIPT"]
STEP_TIMEOUT = 120  # seconds; against hanging only

PARTITIONS = 3
RECORDS = 30_000
MINUTE = 60_000
NOON = 1_768_478_400_000  # 2026-01-15T12:00:00Z


def run(command, stdin="", status=0, **environment):
    """Runs a program that must end so; gives its standard output."""
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=STEP_TIMEOUT,
                          env={**os.environ, **environment}, check=False)
    if done.returncode != status:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def thoth_msg(*arguments, **more):
    return run([THOTH_MSG, *arguments], **more)


def stats_of(topic, *options):
    return json.loads(thoth_msg("stats", "-q", topic, "-f", "json", *options))


def made_records(topic):
    """Records whose numbers are known: a key that puts half of all records into partition 1, many rare ones, and values that
    come again."""
    chance = random.Random(22)
    for number in range(RECORDS):
        is_hot = number % (PARTITIONS + 1) == PARTITIONS
        partition = 1 if is_hot else number % (PARTITIONS + 1)
        key = "hot" if is_hot else None if chance.random() < 0.05 else f"key-{chance.randrange(12_000)}"
        size = int(math.exp(chance.uniform(0, 9)))
        value = None if key and chance.random() < 0.02 else base64.b64encode(b"x" * size).decode()
        # A quarter of all records is of one minute.
        minute = 77 if chance.random() < 0.25 else chance.randrange(1000)
        yield {"topic_name": topic, "partition": partition, "key": key, "timestamp": NOON + minute * MINUTE + number % MINUTE,
               **({"message_contents": None} if value is None else {"value_base64": value})}


def lines_of(records):
    return "".join(json.dumps(record) + "\n" for record in records)


def size_of(record):
    return len(base64.b64decode(record["value_base64"]))


def quantile(sizes, share):
    return sorted(sizes)[max(1, math.ceil(share * len(sizes))) - 1]


class KnownRecords(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.topic = f"stats-{uuid.uuid4().hex[:12]}"
        thoth_msg("topics", "create", cls.topic, "--partitions", str(PARTITIONS), KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE="lz4")
        cls.records = list(made_records(cls.topic))
        thirds = [cls.records[start::3] for start in range(3)]
        send = ("send", "-q", "--no-validate", "-")
        thoth_msg(*send, stdin=lines_of(thirds[0]))
        thoth_msg(*send, "--transactional", stdin=lines_of(thirds[1]))
        # The topic refuses what is larger than its max.message.bytes, and the transaction is aborted.
        large = {**cls.records[0], "value_base64": base64.b64encode(random.Random(22).randbytes(1_200_000)).decode()}
        thoth_msg(*send, "--transactional", "-X", "message.max.bytes=2000000", stdin=lines_of([*thirds[1], large]), status=4)
        thoth_msg(*send, "--transactional", stdin=lines_of(thirds[2]))
        cls.found = stats_of(cls.topic)

    @classmethod
    def tearDownClass(cls):
        thoth_msg("topics", "delete", cls.topic)

    def assert_estimate(self, estimate, exact):
        # What is within the error in 95 of 100 cases is within twice of it in all but one of 10,000.
        self.assertLessEqual(abs(estimate["count"] - exact), 2 * estimate["error"], (estimate, exact))

    def check_counts(self, found, records):
        values = [record for record in records if "value_base64" in record]
        sizes = [size_of(record) for record in values]
        keys = Counter(record["key"] for record in records if record["key"] is not None)
        pairs = {(record["key"], record.get("value_base64")) for record in records}
        times = [record["timestamp"] for record in records]
        minutes = Counter(time // MINUTE for time in times)
        self.assertEqual(found["records"], len(records))
        self.assertEqual(found["bytes"], sum(sizes))
        self.assertEqual(found["tombstones"], len(records) - len(values))
        self.assertEqual(found["null_keys"], sum(record["key"] is None for record in records))
        self.assertEqual((found["first_timestamp"], found["last_timestamp"]), (min(times), max(times)))
        self.assertEqual(found["rate"]["peak"],
                         {"timestamp": NOON + 77 * MINUTE, "minutes": 1, "records": minutes[NOON // MINUTE + 77]})
        span = max(minutes) - min(minutes) + 1
        self.assertAlmostEqual(found["rate"]["mean_per_minute"], len(records) / span, delta=0.001 * len(records) / span)
        self.assert_estimate(found["distinct_keys"], len(keys))
        self.assert_estimate(found["duplicates"], len(records) - len(pairs))
        self.assertEqual(found["value_sizes"]["max"], max(sizes))
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
            exact = quantile(sizes, share)
            self.assertLessEqual(abs(found["value_sizes"][name] - exact), exact * found["value_sizes"]["relative_error"])
        for key in found["frequent_keys"]:
            self.assertLessEqual(key["at_least"], keys[key["key"]])
            self.assertGreaterEqual(key["at_most"], keys[key["key"]])

    def test_the_topic_as_a_whole(self):
        self.assertTrue(self.found["complete"])
        self.check_counts(self.found, self.records)
        self.assertGreater(self.found["distinct_keys"]["error"], 0)
        self.assertEqual([key["key"] for key in self.found["frequent_keys"]], ["hot"])
        self.assertEqual(self.found["types"], [{"type": None, "version": None, "records": self.found["records"] - self.found["tombstones"]}])

    def test_each_partition(self):
        for number, found in enumerate(self.found["partitions"]):
            with self.subTest(partition=number):
                mine = [record for record in self.records if record["partition"] == number]
                self.assertEqual(found["partition"], number)
                self.check_counts(found, mine)
                self.assertAlmostEqual(found["share_of_records"], len(mine) / RECORDS, places=4)
                # Markers and aborted records take offsets, and are no records.
                self.assertGreater(found["to"] - found["from"], len(mine))
                self.assertEqual(found["next"], found["to"])

    def test_times_choose_what_is_counted(self):
        # Timestamps are in no order: where the first one as late stands is where reading starts or stops.
        self.assertEqual(stats_of(self.topic, "--since", "2026-01-15T12:00:00Z")["records"], RECORDS)
        self.assertEqual(stats_of(self.topic, "--until", "2026-01-15T12:00:00Z")["records"], 0)

    def test_the_largest_record_is_where_it_is_said_to_be(self):
        sizes = self.found["value_sizes"]
        place = sizes["largest"]
        value = run([THOTH_MSG, "consume", "-q", self.topic, "-p", str(place["partition"]), "-o",
                     f"{place['offset']}:{place['offset'] + 1}", "-f", "raw"])
        self.assertEqual(len(value), sizes["max"])

    def test_the_skew_has_its_cause(self):
        skew = self.found["skew"]
        self.assertEqual((skew["partition"], skew["ratio"]), (1, 1.5))
        self.assertEqual((skew["cause"]["key"], skew["cause"]["key_size"]), ("hot", 3))
        self.assertIsNone(stats_of(self.topic, "-p", "0", "-p", "2")["skew"]["cause"])

    def test_compression_is_the_topics_setting(self):
        self.assertEqual(self.found["compression"], {"setting": "lz4", "is_default": False})
        self.assertIn("compression.type=lz4 (set on the topic)\n", thoth_msg("stats", "-q", self.topic))
        plain = self.topic + "-plain"
        thoth_msg("topics", "create", plain)
        self.addCleanup(thoth_msg, "topics", "delete", plain)
        self.assertEqual(stats_of(plain)["compression"], {"setting": "producer", "is_default": True})


class Compacted(unittest.TestCase):
    def setUp(self):
        self.topic = f"compacted-{uuid.uuid4().hex[:12]}"
        run([KAFKA_SCRIPT, "tool", "kafka-topics", "--create", "--topic", self.topic, "--partitions", "1", "--config",
             "cleanup.policy=compact", "--config", "segment.bytes=1048576", "--config", "min.cleanable.dirty.ratio=0.01"])

    def tearDown(self):
        thoth_msg("topics", "delete", self.topic)

    def keys(self):
        return thoth_msg("consume", "-q", self.topic, "-o", "start", "-e", "--template", "%k\\n").splitlines()

    def test_records_that_compaction_took_are_not_counted(self):
        lines = lines_of({"topic_name": self.topic, "key": f"key-{number % 10}", "message_contents": f"{number:0200}"}
                         for number in range(30_000))
        # Compressed, they would all fit into the segment that is written to, which is not compacted.
        thoth_msg("send", "-q", "--no-validate", "-X", "compression.type=none", "-", stdin=lines)
        deadline = time.monotonic() + STEP_TIMEOUT
        while True:
            keys, found, again = self.keys(), stats_of(self.topic), self.keys()
            # Compaction may go on meanwhile.
            if len(keys) < 30_000 and keys == again:
                break
            self.assertLess(time.monotonic(), deadline, "the topic was not compacted")
        self.assertTrue(found["complete"])
        self.assertEqual(found["records"], len(keys))
        self.assertEqual(found["distinct_keys"], {"count": 10, "error": 0})
        self.assertEqual(found["partitions"][0]["to"], 30_000)
        self.assertEqual({key["key"]: key["at_least"] for key in found["frequent_keys"]}, Counter(keys))


if __name__ == "__main__":
    unittest.main()
