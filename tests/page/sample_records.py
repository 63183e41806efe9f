#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints a message file of a topic as it may be: a day of records of several components, of which one was wrong for an hour.
Always the same ones. Send it with --no-validate."""
import json
import math
import random

START = 1_768_471_200_000  # 2026-01-15T10:00:00Z
MINUTE = 60_000
PACKAGES = ["numpy", "scipy", "pandas", "flask", "requests", "tensorflow", "urllib3", "pyyaml"]


def contents(rng, minute):
    """One message, as the component that is up at that minute writes it."""
    message = {"component_name": "solver", "service_version": "1.9.2", "version": "v1", "package_name": rng.choice(PACKAGES),
               "package_version": f"{rng.randint(0, 3)}.{rng.randint(0, 30)}.{rng.randint(0, 9)}",
               "index_url": "https://pypi.org/simple", "solver": f"solver-fedora-{rng.choice([35, 36])}-py39"}
    if rng.random() < 0.2:
        message["component_name"] = "adviser"
    if 600 <= minute < 660 and rng.random() < 0.35:
        message.update(component_name="old-solver", service_version="1.4.0", version="v0")
        message["package_version"] = rng.choice([1.22, 2])
        if rng.random() < 0.4:
            del message["solver"]
    if rng.random() < 0.002:
        message["index_url"] = None
    return message


def main():
    rng = random.Random(7)
    for minute in range(24 * 60):
        busy = 2 + 1.5 * math.sin(minute / (24 * 60) * 2 * math.pi)
        for _ in range(int(busy + rng.random())):
            time = START + minute * MINUTE + rng.randrange(MINUTE)
            print(json.dumps({"topic_name": "thoth.solver.solved-package", "partition": rng.choice([0, 0, 1, 2, 3]),
                              "timestamp": time, "message_contents": contents(rng, minute)}))


if __name__ == "__main__":
    main()
