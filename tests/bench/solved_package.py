# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of one size to measure with: solved-package contents of WIRE_BYTES in canonical form."""

import json
import os
import shutil

TOPIC = "thoth.solver.solved-package"
WIRE_BYTES = 355


def contents(number):
    """Contents of WIRE_BYTES in canonical form."""
    members = {"component_name": "solver", "service_version": "1.12.3", "version": "v1",
               "package_name": f"tensorflow-io-gcs-filesystem-{number}", "package_version": f"0.23.{number % 97}.post2021",
               "index_url": "https://pypi.org/simple/tensorflow-io-gcs-filesystem", "solver": ""}
    missing = WIRE_BYTES - len(json.dumps(members, separators=(",", ":")))
    members["solver"] = ("solver-rhel-8-py38-" * 10)[:missing]
    return members


def canonical_entry(number):
    return json.dumps({"topic_name": TOPIC, "message_contents": contents(number)}, separators=(",", ":"))


def bare(number):
    return json.dumps(contents(number), separators=(",", ":"))


def write_lines(path, line, count):
    # In large blocks, as repeat() writes: a file's pages cost twice as much to map where it was written bit by bit.
    with open(path, "w", encoding="ascii", buffering=16 << 20) as file:
        for number in range(count):
            file.write(line(number) + "\n")
    os.sync()  # so that the disk is at rest while something is measured
    return path


def repeat(source, times, path):
    with open(path, "wb") as file:
        for _ in range(times):
            with open(source, "rb") as one:
                shutil.copyfileobj(one, file, 16 << 20)
    return path
