# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of the code and the arrows between them, as docs/architecture.md draws them."""
import os
import re

# Which rooms a room may include, itself aside.
BASE = set()
JSON = {"base"}
CONTRACT = {"base", "json"}
# The three ways in: none of them knows another.
ABOVE_CONTRACT = CONTRACT | {"contract"}
DECLARATION = ABOVE_CONTRACT | {"validation"}
JOINS = ABOVE_CONTRACT | {"declaration", "validation", "file", "kafka", "report"}
LIBRARY = JOINS | {"consuming", "yaml", "judging", "json_schema", "generation", "comparison", "service"}
OUTPUT = LIBRARY
PROGRAM = OUTPUT | {"cli/output", "messages"}
PAGE = LIBRARY | {"cli/output"}
READING = PROGRAM | {"cli/program", "cli/page"}
COMMAND = READING | {"cli/reading"}
COMMANDS = ["audit", "cluster", "completion", "consume", "messages", "send", "stats", "validate"]

MAY_INCLUDE = {
    "base": BASE,
    "json": JSON,
    "yaml": CONTRACT,
    "contract": CONTRACT,
    "validation": ABOVE_CONTRACT,
    "file": ABOVE_CONTRACT,
    "report": ABOVE_CONTRACT,
    # publish.hpp sends typed messages: the one place where Kafka meets the declared types.
    "kafka": ABOVE_CONTRACT | {"declaration"},
    "consuming": ABOVE_CONTRACT | {"kafka"},
    "declaration": DECLARATION,
    "judging": JOINS,
    "generation": JOINS,
    # The messages that show a break are made at random.
    "comparison": JOINS | {"generation"},
    "json_schema": JOINS | {"yaml"},
    "service": JOINS | {"judging", "json_schema"},
    "messages": ABOVE_CONTRACT | {"declaration"},
    "cli/output": OUTPUT,
    "cli/page": PAGE,
    "cli/program": PROGRAM,
    "cli/reading": READING,
    **{f"cli/{command}": COMMAND for command in COMMANDS},
    "cli": COMMAND | {f"cli/{command}" for command in COMMANDS},
}

# Public headers of the library stand in one folder, whatever room they belong to. Those of Kafka have their own.
PUBLIC_HEADERS = {
    "base": ["base64", "environment", "error", "header", "nearest", "place", "signals", "timestamp", "violation"],
    "json": ["json", "json_pointer", "json_text"],
    "contract": ["applied_rules", "catalog", "left_out_schema", "schema", "topic_template"],
    "declaration": ["codec", "contract", "declaration", "example", "required", "schema_builder", "struct_type", "type_list"],
    "validation": ["masked", "member_writer", "validation"],
    "file": ["message_file"],
    "report": ["report"],
    "json_schema": ["catalog_file", "json_schema"],
    "comparison": ["comparison"],
    "generation": ["sampler"],
    "service": ["outbox", "service", "service_bench", "service_endpoint"],
}
ROOM_OF_HEADER = {header: room for room, headers in PUBLIC_HEADERS.items() for header in headers}
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
ROOTS = ["cli", "lib", "lib/include", "messages/include"]


def room_of(path):
    """The room of a source, whose path starts at the project's root; None for a header that no room claims."""
    parts = path.split("/")
    if parts[0] == "messages":
        return "messages"
    if parts[0] == "cli":
        return "cli/" + parts[1] if len(parts) > 2 else "cli"
    if parts[1] != "include":
        return parts[1]
    if "kafka" in parts:
        return "kafka"
    return ROOM_OF_HEADER.get(parts[-1].split(".")[0])


def sources(root, *folders):
    """Paths of all sources and headers below the folders, from the root."""
    for folder in folders:
        for where, below, names in os.walk(os.path.join(root, folder)):
            below.sort()
            for name in sorted(names):
                if name.endswith((".cpp", ".hpp")):
                    yield os.path.relpath(os.path.join(where, name), root)


def included(root, path):
    """The project's own headers that a source includes, as paths from the root."""
    with open(os.path.join(root, path), encoding="utf-8") as source:
        names = INCLUDE.findall(source.read())
    for name in names:
        for folder in ROOTS:
            header = f"{folder}/{name}"
            if os.path.exists(os.path.join(root, header)):
                yield header
                break
