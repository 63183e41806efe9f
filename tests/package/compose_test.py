#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks docker-compose.yml: its thoth-msg stays out of what is started, and reaches each broker by its inner listener."""

import unittest
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]


class ComposeTest(unittest.TestCase):
    def setUp(self):
        self.services = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
        self.tool = self.services.pop("thoth-msg")

    def test_only_the_tool_has_a_profile(self):
        self.assertEqual(self.tool["profiles"], ["tools"])
        self.assertEqual([name for name, service in self.services.items() if "profiles" in service], [])

    def test_the_tool_waits_for_each_broker(self):
        self.assertEqual(self.tool["depends_on"], {name: {"condition": "service_healthy"} for name in self.services})
        self.assertEqual([name for name, service in self.services.items() if "healthcheck" not in service], [])

    def test_the_tool_reaches_each_broker(self):
        inner = []
        for name, service in self.services.items():
            listeners = dict(text.split("://") for text in service["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(","))
            self.assertEqual(listeners["INTERNAL"].split(":")[0], name)
            inner.append(listeners["INTERNAL"])
        self.assertEqual(self.tool["environment"]["KAFKA_BOOTSTRAP_SERVERS"].split(","), inner)


if __name__ == "__main__":
    unittest.main()
