#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what `messages schema` exports against the tools that others read it with: exported_tools.py PROGRAM VECTORS FOLDER.

ajv judges all contract vectors, @asyncapi/parser reads the AsyncAPI document. Both are installed into FOLDER by npm, once.
Exit 77: skipped, for node, npm or the network is missing; which, is said. Where CI=true that is a failure.
"""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from npm_packages import install  # noqa: E402

PACKAGES = ["ajv@8.20.0", "@asyncapi/parser@3.6.6"]


def schema_command(program, *arguments):
    return subprocess.run([program, "messages", "schema", *arguments], capture_output=True, text=True, check=True).stdout


def main():
    program, vectors, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    install(folder, PACKAGES, "the tools that the exports are held against run", seconds=90)
    lines = []
    for name in ("public.jsonl", "stricter.jsonl"):
        lines += [json.loads(line) for line in (vectors / name).read_text(encoding="utf-8").splitlines()]
    job = {
        "document": json.loads(schema_command(program, "-f", "json-schema")),
        "schemas": {},
        "asyncapi": schema_command(program, "-f", "asyncapi"),
        "vectors": lines,
    }
    for topic in sorted({line["topic_name"] for line in lines}):
        job["schemas"][topic] = json.loads(schema_command(program, topic, "-f", "json-schema"))
    script = pathlib.Path(__file__).with_name("exported_tools.cjs")
    run = subprocess.run(["node", str(script), str(folder.resolve())], input=json.dumps(job), text=True, check=False)
    sys.exit(run.returncode)


main()
