#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON as Confluent's own serializer writes it, with the schema before the value and in a header: thoth-msg reads it, sends it
again, and Confluent's deserializer reads that. The registry is the one in memory that confluent-kafka comes with.

Needs KAFKA_BOOTSTRAP_SERVERS, THOTH_MSG (the program) and PACKAGES (a folder, where confluent-kafka is installed once)."""

import json
import os
import subprocess
import sys
import unittest
import uuid

from python_packages import python_with

PACKAGE = "confluent-kafka[json,schemaregistry]==2.16.1"
SKIPPED = 77
STEP_TIMEOUT = 120  # seconds; against hanging only


def run_inside():
    """Starts this program again with confluent-kafka; where that cannot be had, the test is skipped."""
    python = python_with(PACKAGE, os.environ["PACKAGES"])
    if python is None:
        sys.exit(SKIPPED)
    os.execv(python, [python, *sys.argv])


try:
    import confluent_kafka
    from confluent_kafka.schema_registry import SchemaRegistryClient, header_schema_id_serializer
    from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext
except ImportError:
    run_inside()

SERVERS = os.environ["KAFKA_BOOTSTRAP_SERVERS"]
SCHEMA = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Reading", "type": "object", "required": ["id"],
          "properties": {"id": {"type": "integer"}, "place": {"type": "string"}}}


def thoth_msg(*arguments, stdin=b""):
    done = subprocess.run([os.environ["THOTH_MSG"], *arguments], input=stdin, capture_output=True, timeout=STEP_TIMEOUT,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


class SchemaRegistry(unittest.TestCase):
    def setUp(self):
        self.topics = [f"framed-{uuid.uuid4().hex[:12]}", f"back-{uuid.uuid4().hex[:12]}"]
        thoth_msg("topics", "create", *self.topics)
        self.registry = SchemaRegistryClient.new_client({"url": "mock://"})
        # Ids grow from 1: one whose bytes are control characters, a line break among them.
        for number in range(9):
            schema = dict(SCHEMA, title=f"Other {number}")
            JSONSerializer(json.dumps(schema), self.registry)({"id": 1}, SerializationContext("other", MessageField.VALUE))
        self.catalog = os.path.join(os.environ["PACKAGES"], self.topics[0] + ".schema.json")
        with open(self.catalog, "w", encoding="utf-8") as file:
            json.dump(SCHEMA, file)

    def tearDown(self):
        os.remove(self.catalog)

    def serializer(self, **conf):
        return JSONSerializer(json.dumps(SCHEMA), self.registry, conf=conf)

    def produce(self, serializer, objects):
        """Writes each object as a value and as a key."""
        producer = confluent_kafka.Producer({"bootstrap.servers": SERVERS})
        for one in objects:
            headers = []
            parts = {field: serializer(one, SerializationContext(self.topics[0], field, headers))
                     for field in (MessageField.KEY, MessageField.VALUE)}
            producer.produce(self.topics[0], partition=0, value=parts[MessageField.VALUE], key=parts[MessageField.KEY], headers=headers)
        self.assertEqual(producer.flush(30), 0)

    def records(self, topic, count):
        consumer = confluent_kafka.Consumer({"bootstrap.servers": SERVERS, "group.id": uuid.uuid4().hex,
                                             "enable.auto.commit": False})
        consumer.assign([confluent_kafka.TopicPartition(topic, 0, 0)])
        records = consumer.consume(count, 30)
        consumer.close()
        self.assertEqual([record.error() for record in records], [None] * count)
        return records

    def check(self, serializer, framing, schema_member):
        objects = [{"id": 1, "place": "Brno"}, {"id": 2, "place": "ž 😀"}]
        self.produce(serializer, objects)
        lines = thoth_msg("--catalog", self.catalog, "consume", self.topics[0], "-o", "start", "-e")
        for one, line in zip(objects, map(json.loads, lines.splitlines()), strict=True):
            self.assertEqual(one, line["message_contents"])
            self.assertEqual(one, json.loads(line["key"]))
            self.assertEqual((line["framing"], line["key_framing"]), (framing, framing))
            self.assertIn(schema_member, line)
            self.assertNotIn("violations", line)
        report = json.loads(thoth_msg("--catalog", self.catalog, "audit", self.topics[0], "-f", "json"))
        self.assertEqual((report["valid"], report["invalid"]), (2, 0))
        thoth_msg("send", "--no-validate", "-", stdin=lines.replace(self.topics[0].encode(), self.topics[1].encode()))
        theirs, ours = (self.records(topic, 2) for topic in self.topics)
        for one, record, again in zip(objects, theirs, ours):
            self.assertEqual((record.key(), record.value(), record.headers()), (again.key(), again.value(), again.headers()))
            context = SerializationContext(self.topics[1], MessageField.VALUE, again.headers())
            self.assertEqual(JSONDeserializer(json.dumps(SCHEMA), schema_registry_client=self.registry)(again.value(), context),
                             one)

    def test_the_id_before_the_value(self):
        self.check(self.serializer(), "prefix", "schema_id")

    def test_the_guid_in_a_header(self):
        self.check(self.serializer(**{"schema.id.serializer": header_schema_id_serializer}), "header", "schema_guid")


if __name__ == "__main__":
    unittest.main()
