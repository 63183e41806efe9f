#!/usr/bin/env python3
"""Interop on a real Kafka, both ways: the main job, kcat, and Kafka's own console tools.

Needs KAFKA_BOOTSTRAP_SERVERS, THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka, for the console tools)."""

import json
import os
import subprocess
import unittest
import uuid

SERVERS = os.environ["KAFKA_BOOTSTRAP_SERVERS"]
THOTH_MSG = os.environ["THOTH_MSG"]
KAFKA_SCRIPT = os.environ["KAFKA_SCRIPT"]
STEP_TIMEOUT = 120  # seconds; against hanging only

TOPIC = "thoth.solver.solved-package"


def run(command, stdin=""):
    """Runs a program that must end well; gives its standard output."""
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=STEP_TIMEOUT)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def thoth_msg(*arguments, stdin="", prefix=None):
    scope = ["--topic-prefix", prefix] if prefix else []
    return run([THOTH_MSG, *arguments, *scope], stdin)


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


if __name__ == "__main__":
    unittest.main()
