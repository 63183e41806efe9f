#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether others judge by the exported schemas as we do: `exported.py THOTH-MSG VECTORS PAGE`.

Every vector in the folder VECTORS is judged by the built-in types, by Python's jsonschema with the schemas that
`thoth-msg messages schema --output` writes, and by thoth-msg with them as its catalog. All references in the AsyncAPI document
and in the bundle must lead somewhere, and PAGE must be what `messages schema -f markdown` writes."""

import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import jsonschema

PROGRAM = sys.argv[1]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("THOTH_", "KAFKA_"))}
problems = []


def run(*arguments, status=0):
    ended = subprocess.run([PROGRAM, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, check=False)
    if ended.returncode != status:
        raise SystemExit(f"{' '.join(map(str, arguments))} ended with {ended.returncode}: {ended.stderr.decode()}")
    return ended.stdout.decode()


def judged_by_others(folder, vectors):
    """JSON Schema takes 1.0 for an integer, where our types do not: numbers with a fraction stay decimals, which are none."""
    validators = {}
    for path in folder.iterdir():
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[path.name.removesuffix(".schema.json")] = jsonschema.Draft202012Validator(schema)
    for vector in vectors:
        contents = json.loads(vector["contents"], parse_float=Decimal)
        if validators[vector["topic_name"]].is_valid(contents) != vector["valid"]:
            problems.append(f"jsonschema finds valid: {not vector['valid']}, of {vector}")


def verdicts(path, *options):
    """The violations that `validate` finds, without their words: those of a catalog say where in it they are asked for."""
    found = []
    for line in run("validate", "--no-defaults", "-f", "json", "--max-violations", 0, path, *options, status=1).splitlines():
        verdict = json.loads(line)
        found.append({name: value for name, value in verdict.items() if name not in ("message", "schema")})
    return found


def judged_as_catalog(folder, vectors):
    entries = folder.parent / "entries.ndjson"
    entries.write_text("".join(f'{{"topic_name":"{vector["topic_name"]}","message_contents":{vector["contents"]}}}\n'
                               for vector in vectors), "utf-8", newline="\n")
    built_in, read_back = verdicts(entries), verdicts(entries, "--catalog", folder)
    if len(built_in) != len(read_back):
        problems.append(f"{len(built_in)} lines of violations became {len(read_back)}")
    for expected, found in zip(built_in, read_back):
        if expected != found:
            problems.append(f"read back, {expected} became {found}")


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from references(element)


def check_references(name, document):
    for reference in references(document):
        found = document
        for token in reference.removeprefix("#").split("/")[1:]:
            found = found.get(token.replace("~1", "/").replace("~0", "~"))
            if found is None:
                problems.append(f"{name} refers to {reference}, which is not there")
                break


def main():
    vectors = [json.loads(line) for path in sorted(Path(sys.argv[2]).glob("*.jsonl"))
               for line in path.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "contracts"
        run("messages", "schema", "--output", folder)
        judged_by_others(folder, vectors)
        judged_as_catalog(folder, vectors)
    check_references("the AsyncAPI document", json.loads(run("messages", "schema", "-f", "asyncapi")))
    check_references("the bundle", json.loads(run("messages", "schema")))
    if run("messages", "schema", "-f", "markdown") != Path(sys.argv[3]).read_text("utf-8"):
        problems.append("docs/messages.md is stale: thoth-msg messages schema -f markdown > docs/messages.md")
    print("\n".join(problems[:20]) or f"{len(vectors)} vectors are judged alike")
    return 1 if problems or len(vectors) < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
