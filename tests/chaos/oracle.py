#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `member.cpp` is to bring forth, by a plain consumer of confluent-kafka that meets no faults: oracle.py SERVERS TOPIC prints a
line of JSON for each record of the topic, in the order of each partition."""
import json
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

STEP_TIMEOUT = 60  # seconds; against hanging only


def records(servers, topic):
    consumer = Consumer({"bootstrap.servers": servers, "group.id": "oracle", "enable.auto.commit": False, "enable.partition.eof": True,
                         "isolation.level": "read_committed"})
    left = set(consumer.list_topics(topic, STEP_TIMEOUT).topics[topic].partitions)
    consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in left])
    while left:
        record = consumer.poll(STEP_TIMEOUT)
        if record is None:
            raise TimeoutError(f"nothing of {topic} came in {STEP_TIMEOUT} s, and partitions {left} have not ended")
        if record.error() is None:
            yield record
        elif record.error().code() == KafkaError._PARTITION_EOF:
            left.remove(record.partition())
        else:
            raise RuntimeError(record.error().str())
    consumer.close()


def outcome(record):
    """Of a record whose members are not all strings, or whose handling always fails, the dead letter."""
    contents = json.loads(record.value())
    if contents["solver"] == "failing" or not all(isinstance(value, str) for value in contents.values()):
        return {"dead_letter": contents}
    return {"answer": {"component_name": "chaos", "job_id": None, "project_url": f"{record.partition()}@{record.offset()}",
                       "service_version": "1", "version": "v1"}}


for one in records(*sys.argv[1:]):
    print(json.dumps({"partition": one.partition(), "key": one.key().decode(), **outcome(one)}))
