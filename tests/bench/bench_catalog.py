#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What schemas that users bring cost: `bench_catalog.py THOTH-MSG BENCH-CATALOG FOLDER [PART…]`.

Figures are processor time, medians of rounds in turn; they are printed, never asserted, and the exit code is 1 only where
something could not be run. The part documents needs node, and npm's ajv and @asyncapi/specs, which npm installs into FOLDER
where NODE_PATH does not name a folder that has them."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from bench_validate import ENTRIES, ROUNDS, SCHEMA, spaced
from measuring import Failed, clean_environment, in_turn, main_of, print_head, print_line, run_parts
from solved_package import TOPIC, bare, contents, write_lines

PARTS = ("record", "documents", "compile", "send")
TYPES = 50
SMALL_ROUNDS = 31


# --- schemas and documents ---------------------------------------------------------------------------------------------

def write_catalog(folder, schemas):
    """A catalog of schemas (topic: schema)."""
    folder.mkdir()
    for topic, schema in schemas.items():
        (folder / f"{topic}.schema.json").write_text(json.dumps(schema))
    return folder


def some_type(number):
    """A type such as a team has: a record with an inner one, references, bounds, patterns, a choice."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"type {number}", "type": "object",
            "properties": {"id": {"$ref": "#/$defs/id"}, "kind": {"enum": ["created", "changed", "removed"]},
                           "count": {"type": "integer", "minimum": 0, "default": 1}, "when": {"format": "date-time"},
                           "tags": {"type": "array", "items": {"$ref": "#/$defs/id"}, "uniqueItems": True},
                           "owner": {"type": "object", "properties": {"name": {"type": "string", "minLength": 1},
                                                                      "parent": {"$ref": "#/properties/owner"}}}},
            "required": ["id", "kind"],
            "oneOf": [{"required": ["owner"]}, {"required": ["count"]}],
            "$defs": {"id": {"type": "string", "pattern": f"^[a-z]{{2,8}}-[0-9]+-{number}$"}}}


def definitions(count):
    """Each refers to another, and the root to all of them."""
    made = {f"d{i}": {"type": "object", "description": f"definition {i}", "required": ["b"], "additionalProperties": False,
                      "properties": {"a": {"$ref": f"#/$defs/d{(i * 7919 + 13) % count}"},
                                     "b": {"type": "string", "maxLength": 20}}} for i in range(count)}
    return {"type": "object", "properties": {f"p{i}": {"$ref": f"#/$defs/d{i}"} for i in range(count)}, "$defs": made}


def choices(count):
    return {"properties": {"name": {"enum": [f"value number {i}" for i in range(count)]}, "id": {"enum": list(range(count))}}}


def properties(count):
    return {"properties": {f"property_{i}": {"type": "integer", "minimum": i, "default": i + 1} for i in range(count)},
            "required": [f"property_{i}" for i in range(0, count, 3)]}


def resources(count):
    """Documents within the document, each with a name of its own and a dynamic anchor."""
    return {"$id": "http://example.com/root", "$ref": "0",
            "$defs": {f"d{i}": {"$id": f"http://example.com/{i}", "$dynamicAnchor": "node",
                                "properties": {"a": {"$dynamicRef": "#node"}, "b": {"$ref": str((i + 1) % count)}}}
                      for i in range(count)}}


def documents_of(specs):
    """AsyncAPI 3.0 documents of the examples that come with the schema, in the frame that a document needs."""
    def examples(name):
        read = json.loads((specs / "examples" / "3.0.0" / f"{name}.json").read_text())
        return read if isinstance(read, list) else [read]
    frame = {"asyncapi": "3.0.0", "info": examples("info")[0]}
    return ([{**frame, **one} for one in examples("components")] + [{**frame, "operations": one} for one in examples("operations")]
            + [{**frame, "channels": one} for one in examples("channels")]
            + [{**frame, "channels": {"channel": one}} for one in examples("channel")]
            + [{**frame, "servers": one} for one in examples("servers")])


# --- what is measured --------------------------------------------------------------------------------------------------

class Bench:
    def __init__(self, program, inner, folder):
        self.program, self.inner, self.folder = program, inner, folder

    def output_of(self, *command, **more):
        done = subprocess.run(command, env=clean_environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              check=False)
        if done.returncode != 0:
            raise Failed(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout

    def record(self):
        """The equal schema against the built-in type, open as that is and closed."""
        closed = {**SCHEMA, "additionalProperties": False}
        catalogs = {"open": write_catalog(self.folder / "open", {TOPIC: SCHEMA}),
                    "closed": write_catalog(self.folder / "closed", {TOPIC: closed})}
        for name, line in (("canonical", bare), ("spaced", spaced)):
            path = write_lines(self.folder / f"{name}.ndjson", line, ENTRIES)
            command = [self.program, "validate", "-q", "-j", "1", str(path), "--topic", TOPIC]
            contenders = {"built-in": command}
            contenders.update({of: [*command, "--catalog", str(catalog)] for of, catalog in catalogs.items()})
            cost = in_turn(self.folder, ROUNDS, contenders)
            for of in catalogs:
                print_line(f"{ENTRIES} {name} contents, {of} schema", cost[of].processor, cost["built-in"].processor, "s",
                           cost[of].processor / cost["built-in"].processor, 1.3)
            path.unlink()

    def npm_modules(self):
        given = Path(os.environ.get("NODE_PATH", self.folder / "node_modules"))
        if not (given / "ajv").exists() or not (given / "@asyncapi" / "specs").exists():
            given = self.folder / "node_modules"
            self.output_of("npm", "install", "--silent", "--prefix", str(self.folder), "ajv", "@asyncapi/specs")
        return given

    def documents(self):
        if shutil.which("node") is None or shutil.which("npm") is None:
            raise Failed("node and npm are missing: ajv cannot be run")
        modules = self.npm_modules()
        specs = modules / "@asyncapi" / "specs"
        schema = shutil.copy(specs / "schemas" / "3.0.0.json", self.folder / "asyncapi.schema.json")
        lines = [json.dumps(document) for document in documents_of(specs)]
        path = write_lines(self.folder / "documents.ndjson", lambda number: lines[number], len(lines))
        script = Path(__file__).with_name("bench_ajv.cjs")
        ours, theirs = [], []
        for _ in range(3):
            ours.append(self.output_of(self.inner, "judge", str(schema), str(path)).split())
            theirs.append(self.output_of("node", str(script), str(schema), str(path), NODE_PATH=str(modules)).split())
        for place, name in enumerate(("read and judged", "judged alone")):
            one, other = (statistics.median(int(each[place]) for each in of) / 1e3 for of in (ours, theirs))
            print_line(f"an AsyncAPI document by its schema, {name}", one, other, "us", one / other, 1.0)

    def compile(self):
        for of, count in ((definitions, 20_000), (choices, 160_000), (properties, 60_000), (resources, 36_000)):
            taken, sizes = [], []
            for share in (4, 1):
                path = self.folder / f"{of.__name__}.json"
                path.write_text(json.dumps(of(count // share)))
                sizes.append(path.stat().st_size)
                taken.append(float(self.output_of(self.inner, "compile", str(path))))
            growth = taken[1] / taken[0] / (sizes[1] / sizes[0])
            print_line(f"compiling {of.__name__}, {sizes[1] / 1e6:.1f} MB", taken[1], None, "s", taken[1], 1.0)
            print(f"{'  a byte of it against one of a quarter':<52} {growth:>26.2f}")

    def send(self):
        """A message with and without a catalog; --dry-run does all but deliver it."""
        catalog = write_catalog(self.folder / "fifty", {f"team.type-{number}": some_type(number) for number in range(TYPES)})
        command = [self.program, "send", "--dry-run", "-n", TOPIC, "-m", json.dumps(contents(0))]
        cost = in_turn(self.folder, SMALL_ROUNDS, {"without": command, "with": [*command, "--catalog", str(catalog)]})
        more = (cost["with"].processor - cost["without"].processor) * 1e3
        print_line(f"a send with a catalog of {TYPES} types, more", more, None, "ms", more, 5.0)


def measure(program, catalog, folder, parts):
    print_head("Schemas that users bring")
    return run_parts(Bench(program, catalog, folder), parts)


if __name__ == "__main__":
    sys.exit(main_of(PARTS, measure, "THOTH-MSG", "BENCH-CATALOG", "FOLDER"))
