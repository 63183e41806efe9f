#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Interop on a real Kafka, both ways: the main job, kcat, and Kafka's own console tools.

Needs KAFKA_BOOTSTRAP_SERVERS, THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka, for the console tools)."""

import base64
import json
import os
import random
import string
import subprocess
import unittest
import uuid

SERVERS = os.environ["KAFKA_BOOTSTRAP_SERVERS"]
THOTH_MSG = os.environ["THOTH_MSG"]
KAFKA_SCRIPT = os.environ["KAFKA_SCRIPT"]
STEP_TIMEOUT = 120  # seconds; against hanging only

TOPIC = "thoth.solver.solved-package"


def run(command, stdin="", **environment):
    """Runs a program that must end well; gives its standard output."""
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=STEP_TIMEOUT,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def thoth_msg(*arguments, stdin="", prefix=None, **environment):
    scope = ["--topic-prefix", prefix] if prefix else []
    return run([THOTH_MSG, *arguments, *scope], stdin, **environment)


def kcat(*arguments, stdin=""):
    return run(["kcat", "-q", "-b", SERVERS, *arguments], stdin)


def tool(name, *arguments, stdin=""):
    return run([KAFKA_SCRIPT, "tool", name, *arguments], stdin)


def consumed(prefix, *arguments):
    """The records of the topic as thoth-msg sees them, by partition and offset."""
    lines = thoth_msg("consume", "-t", TOPIC, "--from-beginning", "-e", *arguments, prefix=prefix).splitlines()
    return sorted((json.loads(line) for line in lines), key=lambda record: (record["partition"], record["offset"]))


def contents(number):
    return {"component_name": "c", "service_version": "1", "version": "v1", "package_name": f"package-{number}",
            "package_version": "1.0", "index_url": "https://pypi.org/simple", "solver": "ž 😀"}


def wire(number):
    return json.dumps(contents(number), ensure_ascii=False, separators=(",", ":"))


def entry(number, **more):
    return json.dumps({"topic_name": TOPIC, "message_contents": contents(number), **more})


class OnOwnTopic(unittest.TestCase):
    """Each test has topics of its own, under a prefix of its own."""

    partitions = 1

    def setUp(self):
        self.prefix = "interop-" + uuid.uuid4().hex[:12]
        self.topic = f"{self.prefix}.{TOPIC}"
        thoth_msg("topics", "create", TOPIC, "--partitions", str(self.partitions), prefix=self.prefix)

    def tearDown(self):
        thoth_msg("topics", "delete", TOPIC, prefix=self.prefix)


class MainJob(unittest.TestCase):
    def test_all_types_are_validated_sent_and_read_back(self):
        prefix = "main-job-" + uuid.uuid4().hex[:12]
        file = thoth_msg("messages", "example", "--all")
        thoth_msg("validate", "-", stdin=file)
        thoth_msg("send", "--create-if-not-exist", "--message-file", "-", stdin=file, prefix=prefix)
        lines = thoth_msg("consume", "--all", "-o", "start", "-e", "--show-secrets", prefix=prefix).splitlines()
        back = {record["topic_name"]: record["message_contents"] for record in map(json.loads, lines)}
        sent = {record["topic_name"]: record["message_contents"] for record in json.loads(file)}
        self.assertEqual(len(lines), 20)
        self.assertEqual(back, sent)
        thoth_msg("topics", "delete", *sent, prefix=prefix)


class Kcat(OnOwnTopic):
    def test_kcat_reads_what_we_send(self):
        thoth_msg("send", "--message-file", "-", prefix=self.prefix, stdin="\n".join([
            entry(1, key="k", headers=[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}], timestamp=1700000000000),
            entry(2), json.dumps({"topic_name": TOPIC, "message_contents": None, "key": "gone"})]))
        records = [json.loads(line) for line in kcat("-C", "-t", self.topic, "-o", "beginning", "-e", "-J").splitlines()]
        self.assertEqual([record["payload"] for record in records], [wire(1), wire(2), None])
        self.assertEqual([record["key"] for record in records], ["k", None, "gone"])
        self.assertEqual(records[0]["headers"], ["a", "1", "a", "2"])
        self.assertEqual(records[0]["ts"], 1700000000000)

    def test_we_read_what_kcat_sends(self):
        kcat("-P", "-t", self.topic, "-k", "key", "-H", "h=1", stdin=wire(7) + "\n")
        kcat("-P", "-t", self.topic, stdin="no json\n")
        good, bad = consumed(self.prefix)
        self.assertEqual(good["message_contents"], contents(7))
        self.assertEqual(good["key"], "key")
        self.assertEqual(good["headers"], [{"key": "h", "value": "1"}])
        self.assertNotIn("violations", good)
        self.assertEqual(bad["violations"][0]["code"], "json-syntax")
        self.assertEqual(bad["value_base64"], "bm8ganNvbg==")


class ConsoleTools(OnOwnTopic):
    partitions = 12

    def test_the_console_consumer_reads_what_we_send(self):
        thoth_msg("send", "--message-file", "-", prefix=self.prefix, stdin="\n".join(entry(i) for i in range(50)))
        lines = tool("kafka-console-consumer", "--topic", self.topic, "--from-beginning", "--max-messages", "50").splitlines()
        self.assertEqual(sorted(lines), sorted(wire(i) for i in range(50)))
        offsets = tool("kafka-get-offsets", "--topic", self.topic).split()
        self.assertEqual(sum(int(line.split(":")[2]) for line in offsets), 50)

    def test_we_read_what_the_console_producer_sends_and_put_keys_where_it_puts_them(self):
        keys = [f"key-{i}" for i in range(40)] + ["ž", "😀", "a longer key than any of the others is"]
        tool("kafka-console-producer", "--topic", self.topic, "--property", "parse.key=true", "--property", "key.separator=|",
             stdin="".join(f"{key}|{wire(i)}\n" for i, key in enumerate(keys)))
        theirs = consumed(self.prefix)
        self.assertEqual(len(theirs), len(keys))
        self.assertTrue(all("violations" not in record for record in theirs))
        partition = {record["key"]: record["partition"] for record in theirs}
        self.assertGreater(len(set(partition.values())), 6)
        thoth_msg("send", "--message-file", "-", prefix=self.prefix,
                  stdin="\n".join(entry(i, key=key) for i, key in enumerate(keys)))
        both = consumed(self.prefix)
        self.assertEqual(len(both), 2 * len(keys))
        self.assertEqual({record["key"]: record["partition"] for record in both[::-1]}, partition)
        self.assertTrue(all(record["partition"] == partition[record["key"]] for record in both))


def many_keys():
    """About 500 keys: of every length up to 40 bytes, the empty one among them, and of characters of one to four bytes."""
    dice = random.Random(12)
    plain = ["".join(dice.choices(string.ascii_letters + string.digits + " .-_/", k=length))
             for length in range(1, 41) for _ in range(10)]
    other = ["".join(dice.choices("aé߀žд中日語한😀🚀", k=1 + number % 13)) for number in range(100)]
    return ["", *dict.fromkeys(plain + other)]


def murmur2_partition(key, partitions):
    """Where Java's producer puts a key: murmur2 as Kafka's documentation of its protocol has it, without the sign, modulo."""
    mask, factor = 0xFFFFFFFF, 0x5BD1E995
    state = (0x9747B28C ^ len(key)) & mask
    whole = len(key) // 4 * 4
    for at in range(0, whole, 4):
        word = int.from_bytes(key[at:at + 4], "little") * factor & mask
        word = (word ^ word >> 24) * factor & mask
        state = state * factor & mask ^ word
    if whole < len(key):
        state = (state ^ int.from_bytes(key[whole:], "little")) * factor & mask
    state = (state ^ state >> 13) * factor & mask
    return ((state ^ state >> 15) & 0x7FFFFFFF) % partitions


class Keys(OnOwnTopic):
    partitions = 12

    def test_every_key_lands_in_the_partition_where_javas_producer_puts_it(self):
        keys = many_keys()
        self.assertGreater(len(keys), 450)
        tool("kafka-console-producer", "--topic", self.topic, "--property", "parse.key=true", "--property", "key.separator=|",
             stdin="".join(f"{key}|{wire(i)}\n" for i, key in enumerate(keys)))
        theirs = {record["key"]: record["partition"] for record in consumed(self.prefix)}
        self.assertEqual(theirs, {key: murmur2_partition(key.encode(), self.partitions) for key in keys})
        self.assertEqual(theirs.keys(), set(keys))
        self.assertEqual(set(theirs.values()), set(range(self.partitions)))
        thoth_msg("topics", "delete", TOPIC, prefix=self.prefix)
        thoth_msg("topics", "create", TOPIC, "--partitions", str(self.partitions), prefix=self.prefix)
        thoth_msg("send", "--message-file", "-", prefix=self.prefix,
                  stdin="\n".join(entry(i, key=key) for i, key in enumerate(keys)))
        ours = {record["key"]: record["partition"] for record in consumed(self.prefix)}
        self.assertEqual(ours, theirs)

    def test_a_key_of_any_bytes_lands_where_javas_murmur2_puts_it(self):
        dice = random.Random(2)
        keys = {dice.randbytes(length) for length in range(1, 41) for _ in range(3)}
        encoded = {base64.b64encode(key).decode(): key for key in keys}
        thoth_msg("send", "--message-file", "-", prefix=self.prefix,
                  stdin="\n".join(entry(i, key_base64=key) for i, key in enumerate(encoded)))
        records = consumed(self.prefix)
        self.assertEqual(len(records), len(keys))
        for record in records:
            key = encoded[record["key_base64"]] if "key_base64" in record else record["key"].encode()
            self.assertEqual(record["partition"], murmur2_partition(key, self.partitions), key)

    def test_messages_without_a_key_are_spread(self):
        for number in range(24):
            thoth_msg("send", "--message-file", "-", prefix=self.prefix, stdin=entry(number))
        records = consumed(self.prefix)
        self.assertEqual(len(records), 24)
        self.assertGreater(len({record["partition"] for record in records}), 3)


class Last(OnOwnTopic):
    """The last records, and those of a time, of partitions in whose offsets transactions leave gaps."""

    partitions = 3
    noon = 1768478400000  # 2026-01-15T12:00:00Z

    def send(self, rows, *options):
        lines = "\n".join(entry(number, partition=partition, timestamp=self.noon + 1000 * number)
                          for number, partition in rows)
        thoth_msg("send", *options, "--message-file", "-", prefix=self.prefix, stdin=lines)

    def numbers(self, *options):
        lines = thoth_msg("consume", TOPIC, "-e", *options, prefix=self.prefix).splitlines()
        return [int(json.loads(line)["message_contents"]["package_name"].split("-")[1]) for line in lines]

    def test_tail_counts_records_and_not_offsets(self):
        # Each run of one partition is followed by a marker; the newest records are in two partitions of three.
        self.send([(0, 0), (1, 1), (2, 2), (3, 0), (4, 0), (5, 1)], "--transactional")
        for number in range(6, 12):
            self.send([(number, number % 2)], "--transactional")
        for count in (0, 1, 2, 5, 9, 12, 20):
            self.assertEqual(self.numbers("--tail", str(count)), list(range(12))[max(0, 12 - count):], count)
        self.assertEqual(self.numbers("--tail", "2", "--until", "2026-01-15T12:00:05Z"), [3, 4])
        report = thoth_msg("audit", TOPIC, "--tail", "5", "-f", "json", prefix=self.prefix)
        self.assertEqual(json.loads(report)["records"], 5)

    def test_an_offset_from_the_end_counts_records_of_each_partition(self):
        # Two markers stand at the end of partition 0, one at that of 1, and partition 2 has none.
        self.send([(0, 0), (1, 0), (2, 1), (3, 1), (4, 1)], "--transactional")
        self.send([(5, 0)], "--transactional")
        self.send([(6, 2), (7, 2)])
        self.assertEqual(sorted(self.numbers("-o", "-1")), [4, 5, 7])
        self.assertEqual(sorted(self.numbers("-o", "-2")), [1, 3, 4, 5, 6, 7])
        self.assertEqual(sorted(self.numbers("-o", "-3")), list(range(8)))
        self.assertEqual(sorted(self.numbers("-o", "-100")), list(range(8)))
        self.assertEqual(sorted(self.numbers("-o", "-0")), [])
        self.assertEqual(sorted(self.numbers("-o", "-2:-1")), [1, 3, 6])
        self.assertEqual(self.numbers("-o", "-1", "-p", "0"), [5])
        report = thoth_msg("audit", TOPIC, "-o", "-1", "-f", "json", prefix=self.prefix)
        self.assertEqual(json.loads(report)["records"], 3)

    def test_since_and_until_take_times_of_records(self):
        self.send([(number, number % 3) for number in range(9)])
        self.assertEqual(sorted(self.numbers("--since", "2026-01-15T12:00:06Z")), [6, 7, 8])
        self.assertEqual(sorted(self.numbers("--until", "2026-01-15T12:00:02Z")), [0, 1])
        self.assertEqual(sorted(self.numbers("--since", "2026-01-15T12:00:02Z", "--until", "2026-01-15T12:00:05Z")),
                         [2, 3, 4])
        thoth_msg("send", "--message-file", "-", prefix=self.prefix, stdin=entry(9))
        self.assertEqual(self.numbers("--since", "10m"), [9])
        # It ends by itself once all partitions are there.
        lines = thoth_msg("consume", TOPIC, "--until", "10m", prefix=self.prefix).splitlines()
        self.assertEqual(len(lines), 9)


class Creating(unittest.TestCase):
    """send --create-if-not-exist, looked at with Kafka's own kafka-topics."""

    bases = [TOPIC, "thoth.package-update.missing-package", "no.known-type"]

    def setUp(self):
        self.prefix = "creating-" + uuid.uuid4().hex[:12]

    def tearDown(self):
        thoth_msg("topics", "delete", *self.bases, prefix=self.prefix)

    def send(self, *options, **environment):
        file = thoth_msg("messages", "example", *self.bases[:2])
        entries = [*json.loads(file), {"topic_name": self.bases[2], "message_contents": {"any": 1}}]
        thoth_msg("send", "--create-if-not-exist", *options, "--message-file", "-", prefix=self.prefix,
                  stdin=json.dumps(entries), **environment)

    def described(self):
        """For each topic its own line, and one for each of its partitions."""
        topics = {base: [] for base in self.bases}
        for line in tool("kafka-topics", "--describe", "--topic", self.prefix + "[.].*").splitlines():
            topics[line.split()[1].removeprefix(self.prefix + ".")].append(line)
        return topics

    def test_all_topics_of_a_run_are_created_as_asked(self):
        self.send("--partitions", "3", "--replication", "1", KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE="zstd")
        for base, (topic, *partitions) in self.described().items():
            self.assertIn("PartitionCount: 3", topic)
            self.assertIn("ReplicationFactor: 1", topic)
            self.assertIn("compression.type=zstd", topic)
            self.assertEqual(len(partitions), 3)
            for partition in partitions:
                self.assertRegex(partition, r"Leader: \d")
            lines = thoth_msg("consume", "-t", base, "-o", "start", "-e", prefix=self.prefix).splitlines()
            self.assertEqual(len(lines), 1)

    def test_topics_that_are_there_are_left_as_they_are(self):
        thoth_msg("topics", "create", TOPIC, "--partitions", "2", prefix=self.prefix)
        self.send("--partitions", "3", KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE="gzip")
        described = self.described()
        self.assertIn("PartitionCount: 2", described[TOPIC][0])
        self.assertNotIn("compression.type", described[TOPIC][0])
        for base in self.bases[1:]:
            self.assertIn("PartitionCount: 3", described[base][0])
            self.assertIn("compression.type=gzip", described[base][0])

    def test_without_options_a_topic_has_one_partition(self):
        self.send(KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE="")
        for base, (topic, *partitions) in self.described().items():
            self.assertIn("PartitionCount: 1", topic)
            self.assertNotIn("compression.type", topic)
            self.assertEqual(len(partitions), 1)


if __name__ == "__main__":
    unittest.main()
