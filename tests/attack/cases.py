# SPDX-License-Identifier: GPL-3.0-or-later
"""A case: the files of an attack, made from a number alone, and what thoth-msg is asked to do with them."""
import random
import re
from dataclasses import dataclass, replace

import catalogs
import documents
import schemas

LARGEST = 1_000_000
SMALLEST = 20
TOPIC = "hostile"

SOURCES = {"schema": (schemas.FAMILIES, "old/hostile.schema.json"), "catalog": (catalogs.FAMILIES, "old/hostile.schema.yaml"),
           "document": (documents.FAMILIES, "document.json")}
# What is beside a hostile file.
HARMLESS = {"document": '{"a": 1, "b": ["x"], "p0": 3, "x": "y"}\n',
            "schema": '{"type": "object", "properties": {"a": {"type": "string", "description": "d"}, "b": {}}, "required": ["a"]}'}


@dataclass(frozen=True)
class Case:
    """The same files for the same values."""
    source: str  # a key of SOURCES
    family: str
    size: int  # about how many bytes the hostile file has
    seed: int

    def __str__(self):
        return f"{self.source}/{self.family} {self.size} {self.seed}"

    def smaller(self):
        """The same of half the size; None if it cannot be smaller."""
        return replace(self, size=self.size // 2) if self.size // 2 >= SMALLEST else None

    def hostile(self):
        """The hostile file, of at most LARGEST bytes: families keep to a size only roughly."""
        size = self.size
        while True:
            made = SOURCES[self.source][0][self.family](random.Random(self.seed), size)
            content = made if isinstance(made, bytes) else made.encode()
            if len(content) <= LARGEST:
                return content
            size //= 2

    def write(self, folder):
        """Writes the files: catalogs in old/ and new/, document.json and entries.json. Gives their paths."""
        hostile = self.hostile()
        files = {"document.json": HARMLESS["document"].encode(), "old/hostile.schema.json": HARMLESS["schema"].encode()}
        if self.source == "catalog":
            del files["old/hostile.schema.json"]
        elif self.source == "schema":
            files["document.json"] = of_names_near(hostile)
        files[SOURCES[self.source][1]] = hostile
        old = next(name for name in files if name.startswith("old/"))
        files[old.replace("old/", "new/")] = changed(files[old], random.Random(self.seed + 1))
        files["entries.json"] = b'{"topic_name":"' + TOPIC.encode() + b'","message_contents":' + files["document.json"].strip() + b"}"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return {"old": str(folder / old), "new": str(folder / old.replace("old/", "new/")),
                "document": str(folder / "document.json"), "entries": str(folder / "entries.json")}


def of_names_near(schema):
    """An object with a member for each name in a schema, by a letter another."""
    names = dict.fromkeys(re.findall(rb'"(\w+)":', schema))
    return b"{" + b",".join(b'"%sx":1' % name for name in names) + b"}"


def changed(schema, chance):
    """A copy with one word changed to another, which as a rule still is a schema."""
    words = [(b'"string"', b'"integer"'), (b'"object"', b'["object","null"]'), (b"false", b"true"), (b"string", b"number"),
             (b'"type"', b'"x-type"'), (b"1", b"2"), (b"a", b"b")]
    for before, after in chance.sample(words, len(words)):
        places = schema.count(before)
        if places > 0:
            at = -1
            for _ in range(chance.randint(1, min(places, 50))):
                at = schema.index(before, at + 1)
            return schema[:at] + after + schema[at + len(before):]
    return schema


def all_cases(seed):
    """Cases without end: each family in turn, of sizes from small to LARGEST."""
    chance = random.Random(seed)
    while True:
        turn = [(source, family) for source, (families, _) in SOURCES.items() for family in families]
        chance.shuffle(turn)
        for source, family in turn:
            # Each magnitude as often as another, and the largest more often.
            exponent = min(chance.uniform(2, 7), 6)
            yield Case(source, family, int(10**exponent), chance.randrange(2**32))
