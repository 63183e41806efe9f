#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events as the CloudEvents project's own writers for Python and for Node.js make them: thoth-msg takes them for what they are, and
tells what is wrong with them. Its own events are read by both.

Needs KAFKA_BOOTSTRAP_SERVERS, THOTH_MSG (the program) and PACKAGES (a folder, where the packages are installed once), and npm."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import venv
from datetime import datetime, timezone

PYTHON_PACKAGE = "cloudevents==2.2.0"
NODE_PACKAGE = "cloudevents@10.0.0"
SKIPPED = 77
STEP_TIMEOUT = 120  # seconds; against hanging only
FOLDER = os.environ["PACKAGES"]


def run_inside():
    """Starts this program again with the packages; where they cannot be had, the test is skipped."""
    python = os.path.join(FOLDER, "bin", "python")
    done = os.path.join(FOLDER, "done")
    if not os.path.exists(done):
        if shutil.which("npm") is None:
            sys.exit(skip("npm is not installed"))
        venv.create(FOLDER, clear=True, with_pip=True)
        for command in ([python, "-m", "pip", "install", "--quiet", PYTHON_PACKAGE],
                        ["npm", "install", "--silent", "--prefix", FOLDER, NODE_PACKAGE]):
            if subprocess.run(command, check=False).returncode != 0:
                sys.exit(skip(f"{command[-1]} could not be installed"))
        with open(done, "w", encoding="utf-8"):
            pass
    os.execv(python, [python, *sys.argv])


def skip(why):
    print(f"skipped: {why}", file=sys.stderr)
    return SKIPPED


try:
    from cloudevents.core.bindings import kafka
    from cloudevents.core.formats.json import JSONFormat
    from cloudevents.core.v1.event import CloudEvent
except ImportError:
    run_inside()

CATALOG = {"order": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}}

WRITER = """
const { CloudEvent, Kafka } = require("cloudevents");
const [mode, attributes] = process.argv.slice(1);
const message = Kafka[mode](new CloudEvent(JSON.parse(attributes)));
const value = typeof message.value === "string" ? message.value : JSON.stringify(message.value);
console.log(JSON.stringify({ key: message.key, headers: message.headers, value }));
"""

READER = """
const { Kafka } = require("cloudevents");
const { headers, value } = JSON.parse(process.argv[1]);
const event = Kafka.toEvent({ headers, body: value, value });
event.validate();
console.log(JSON.stringify(event));
"""


def thoth_msg(*arguments, text=None):
    return subprocess.run([os.environ["THOTH_MSG"], *arguments], input=text, capture_output=True, text=True, check=False,
                          timeout=STEP_TIMEOUT)


def run_node(program, *arguments):
    """What a program prints as JSON."""
    done = subprocess.run(["node", "-e", program, "--", *arguments], stdout=subprocess.PIPE, text=True, check=True, cwd=FOLDER,
                          timeout=STEP_TIMEOUT)
    return json.loads(done.stdout)


def python_message(mode, data, **attributes):
    """A message of the Python package: its headers, and its value as bytes."""
    everything = {"type": "order", "source": "/python", "id": "1", "specversion": "1.0", "datacontenttype": "application/json",
                  "time": datetime(2026, 11, 29, 10, 0, tzinfo=timezone.utc), **attributes}
    write = kafka.to_binary if mode == "binary" else kafka.to_structured
    message = write(CloudEvent(attributes=everything, data=data), JSONFormat())
    return {name: value.decode() for name, value in message.headers.items()}, message.value


def node_message(mode, data, **attributes):
    """The same of the package for Node.js."""
    everything = {"type": "order", "source": "/node", "data": data, "datacontenttype": "application/json", **attributes}
    message = run_node(WRITER, mode, json.dumps(everything))
    headers = {name: value for name, value in message["headers"].items() if value is not None}
    return headers, message["value"].encode()


def python_event(mode, headers, value):
    """What the Python package reads: the attributes, and the data."""
    message = kafka.KafkaMessage(headers={name: text.encode() for name, text in headers.items()}, key=None, value=value.encode())
    read = kafka.from_binary if mode == "binary" else kafka.from_structured
    event = read(message, JSONFormat(), CloudEvent)
    attributes = event.get_attributes()
    return {**attributes, "time": attributes["time"].isoformat()[:19], "data": event.get_data()}


def node_event(_, headers, value):
    """The same of the package for Node.js, which tells the mode itself."""
    event = run_node(READER, json.dumps({"headers": headers, "value": value}))
    return {**event, "time": event["time"][:19]}


READERS = {"python": python_event, "node": node_event}
WRITERS = {"python": python_message, "node": node_message}


class CloudEvents(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        for name, schema in CATALOG.items():
            with open(os.path.join(self.folder.name, f"{name}.schema.json"), "w", encoding="utf-8") as file:
                json.dump(schema, file)

    def tearDown(self):
        self.folder.cleanup()

    def send(self, topic, message):
        """Sends what a writer made, byte for byte."""
        headers, value = message
        entry = {"topic_name": topic, "value_base64": base64.b64encode(value).decode(),
                 "headers": [{"key": name, "value": text} for name, text in headers.items()]}
        done = thoth_msg("send", "-q", "--no-validate", "--create-if-not-exist", "-", text=json.dumps(entry))
        self.assertEqual(done.returncode, 0, done.stderr)

    def audit(self, topic):
        done = thoth_msg("--catalog", self.folder.name, "audit", "-q", topic, "-f", "json")
        return json.loads(done.stdout.splitlines()[0])

    def test_sound_events_are_valid(self):
        for writer, make in WRITERS.items():
            for mode in ("binary", "structured"):
                with self.subTest(writer=writer, mode=mode):
                    topic = f"sound.{writer}.{mode}"
                    self.send(topic, make(mode, {"n": 1}))
                    found = self.audit(topic)
                    self.assertEqual((found["records"], found["valid"], found["cloudevents"]), (1, 1, 1), found)
                    self.assertEqual(found["origins"][0]["component_name"], "/" + writer)

    def test_data_are_held_against_the_type_that_the_event_names(self):
        for writer, make in WRITERS.items():
            for mode, pointer in (("binary", "/n"), ("structured", "/data/n")):
                with self.subTest(writer=writer, mode=mode):
                    topic = f"broken.{writer}.{mode}"
                    self.send(topic, make(mode, {"n": "one"}))
                    found = self.audit(topic)
                    self.assertEqual([one["pointer"] for one in found["violations"]], [pointer], found)

    def test_attributes_are_held_against_the_specification(self):
        headers, value = python_message("binary", {"n": 1})
        del headers["ce_id"]
        self.send("attributes.binary", (headers, value))
        self.assertEqual(self.audit("attributes.binary")["violations"][0]["pointer"], "#headers/ce_id")
        headers, value = node_message("structured", {"n": 1})
        event = json.loads(value)
        event["time"] = "noon"
        self.send("attributes.structured", (headers, json.dumps(event).encode()))
        self.assertEqual(self.audit("attributes.structured")["violations"][0]["pointer"], "/time")

    def test_what_is_consumed_is_sent_again_byte_for_byte(self):
        for mode in ("binary", "structured"):
            with self.subTest(mode=mode):
                topic = f"again.{mode}"
                self.send(topic, python_message(mode, {"n": 1}))
                entry = thoth_msg("--catalog", self.folder.name, "consume", "-q", topic, "-o", "start", "-e").stdout
                back = thoth_msg("--catalog", self.folder.name, "send", "-q", "-", text=entry)
                self.assertEqual(back.returncode, 0, back.stderr)
                both = thoth_msg("consume", "-q", topic, "-o", "start", "-e", "--template", "%h{%k=%v;} %v\\n").stdout.splitlines()
                self.assertEqual(len(both), 2)
                self.assertEqual(both[0], both[1])

    def test_what_send_makes_is_read(self):
        entry = {"topic_name": "order", "message_contents": {"n": 1, "component_name": "till 1"}, "timestamp": 1700000000000}
        for mode in ("binary", "structured"):
            with self.subTest(mode=mode):
                topic = f"made.{mode}"
                done = thoth_msg("--catalog", self.folder.name, "--topic-prefix", topic, "send", "-q", "--cloudevents", mode,
                                 "-H", "ce_subject=s", "-", "--create-if-not-exist", text=json.dumps(entry))
                self.assertEqual(done.returncode, 0, done.stderr)
                line = thoth_msg("consume", "-q", f"{topic}.order", "-o", "start", "-e", "-f", "json").stdout
                record = json.loads(line)[0]
                headers = {header["key"]: header["value"] for header in record["headers"]}
                value = thoth_msg("consume", "-q", f"{topic}.order", "-o", "start", "-e", "-f", "raw").stdout
                for reader, read in READERS.items():
                    event = read(mode, headers, value)
                    wanted = {"specversion": "1.0", "type": "order", "source": "/till%201", "subject": "s",
                              "time": "2023-11-14T22:13:20", "datacontenttype": "application/json", "data": {
                                  "n": 1, "component_name": "till 1"}}
                    self.assertEqual({name: event[name] for name in wanted}, wanted, reader)
                found = json.loads(thoth_msg("--catalog", self.folder.name, "--topic-prefix", topic, "audit", "-q", f"{topic}.order",
                                             "-f", "json").stdout.splitlines()[0])
                self.assertEqual((found["valid"], found["cloudevents"]), (1, 1), found)


if __name__ == "__main__":
    unittest.main()
