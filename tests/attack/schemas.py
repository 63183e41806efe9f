# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile schemas: each function gives one of about so many bytes, as the text of a file."""
import json

import texts


class Raw:
    """A number as it is to be written."""

    def __init__(self, text):
        self.text = text


def written(value):
    """JSON whose numbers are any texts, and whose depth has no bound."""
    parts, todo = [], [value]
    while todo:
        top = todo.pop()
        if isinstance(top, Raw):
            parts.append(top.text)
        elif isinstance(top, dict):
            todo.append(Raw("}"))
            for position, (key, held) in enumerate(reversed(top.items())):
                todo += [held, Raw(("," if position < len(top) - 1 else "") + json.dumps(key) + ":")]
            todo.append(Raw("{"))
        elif isinstance(top, list):
            todo.append(Raw("]"))
            for position, held in enumerate(reversed(top)):
                todo += [held, Raw("," if position < len(top) - 1 else "")]
            todo.append(Raw("["))
        else:
            parts.append(json.dumps(top))
    return "".join(parts)


def leaf(random, size):
    return random.choice([
        lambda: {"type": "string", "maxLength": 3},
        lambda: {"type": "integer", "minimum": Raw(texts.number(random, size))},
        lambda: {"enum": ["a", 1, None, [1], {"b": 2}]},
        lambda: {"pattern": random.choice(texts.PATTERNS)},
        lambda: {"type": ["object", "null"]},
        lambda: True,
    ])()


def depth(random, size):
    wraps = [lambda inner: {"properties": {"a": inner}, "required": ["a"]}, lambda inner: {"items": inner},
             lambda inner: {"allOf": [inner]}, lambda inner: {"anyOf": [inner, {"type": "null"}]}, lambda inner: {"not": inner},
             lambda inner: {"additionalProperties": inner}, lambda inner: {"if": inner, "then": {"type": "object"}}]
    chosen = random.sample(wraps, random.randint(1, 2))
    schema = leaf(random, 10)
    # A schema may have a thousand levels.
    for level in range(min(size // 30, random.choice([240, 330, 490, 1200]))):
        schema = chosen[level % len(chosen)](schema)
    return written(schema)


def width(random, size):
    length = random.choice([3, 20, 100, 1000, max(1, size // 4)])
    names = texts.names(random, max(1, size // (length + 40)), length)
    schema = {"type": "object", "properties": {name: leaf(random, 10) for name in names}}
    if random.random() < 0.6:
        schema["required"] = names
    if random.random() < 0.5:
        schema[random.choice(["additionalProperties", "unevaluatedProperties"])] = False
    return written(schema)


def references(random, size):
    """A chain through members, or one value that has very many schemas, by a chain or a ladder that doubles with each step."""
    if random.random() < 0.5:
        count = max(1, size // 60)

        def link(target):
            return {"properties": {"a": target}, "required": ["a"]}
    else:
        count = min(max(1, size // 60), random.choice([20, 140, 290, 1000]))
        link = random.choice([lambda target: target, lambda target: {"allOf": [target, target]},
                              lambda target: {"properties": {"a": target, "b": target}},
                              lambda target: {"anyOf": [target, {"not": target}]}])
    definitions = {str(number): link({"$ref": f"#/$defs/{number + 1}"}) for number in range(count)}
    definitions[str(count)] = random.choice([{"type": "object"}, {"type": "string"}, {"properties": {"c": {"$ref": "#/$defs/0"}}}])
    return written({"$defs": definitions, "$ref": "#/$defs/0"})


def pick(random, index, choices):
    return random.choice(choices) if index is None else choices[index]


def combinations(random, size):
    """Very many alternatives, or parts that all hold."""
    keyword = random.choice(["allOf", "allOf", "anyOf", "oneOf"])
    alike = random.choice([0, 1, 2, 3, None])  # None: of all kinds
    parts = [pick(random, alike, [
        lambda: {"properties": {f"p{number}": {"type": "string"}}},
        lambda: {"required": [f"p{number}"]},
        lambda: {"type": "object", "properties": {"kind": {"const": number}, f"p{number}": {"type": "string"}}},
        lambda: {"if": {"required": [f"p{number}"]}, "then": {"minProperties": number % 5}},
    ])() for number in range(max(1, size // 70))]
    schema = {"type": "object", keyword: parts}
    if random.random() < 0.5:
        schema["unevaluatedProperties"] = random.choice([False, {"type": "string"}])
    return written(schema)


def patterns(random, size):
    count = max(1, size // 400)
    schema = {"type": "object",
              "patternProperties": {texts.pattern(random, 300) + str(number): leaf(random, 10) for number in range(count)},
              "properties": {"p": {"pattern": texts.pattern(random, size // 2)}},
              "propertyNames": {"pattern": texts.pattern(random, 100)}}
    return written(schema)


def numbers(random, size):
    rules = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
    longest = random.choice([1, 300, size // 8])
    members = {}
    for number in range(random.choice([1, 10, max(1, size // 300)])):
        members[f"p{number}"] = {"type": random.choice(["number", "integer"]),
                                 **{rule: Raw(texts.number(random, longest)) for rule in random.sample(rules, 2)},
                                 "multipleOf": Raw(random.choice(["0.01", "1e-300", "3", "1e300", "0." + "3" * min(longest, 20)]))}
        if sum(len(rule.text) for member in members.values() for rule in member.values() if isinstance(rule, Raw)) > size:
            break
    schema = {"type": "object", "properties": members}
    if random.random() < 0.3:
        schema["enum"] = [{}, {"p0": Raw(texts.number(random, min(longest, size // 8)))}]
    else:
        schema["required"] = list(members)
    return written(schema)


def counts(random, size):
    """Bounds that ask for very much."""
    much = random.choice([100, 10_000, size, 10**9, 2**63, 10**30])
    rule = random.choice([{"type": "string", "minLength": much}, {"type": "array", "minItems": much},
                          {"type": "array", "minItems": much, "uniqueItems": True, "items": {"enum": [1, 2]}},
                          {"type": "object", "minProperties": much},
                          {"contains": {"const": 1}, "minContains": much},
                          {"type": "string", "minLength": much, "pattern": "^(ab)*$"}])
    return written({"type": "object", "properties": {"a": rule, "b": {"items": rule}}, "required": ["a", "b"]})


def values(random, size):
    """Long enumerations, defaults and examples."""
    kind = random.randrange(4)
    count = max(1, size // 30)
    if kind == 0:
        return written({"type": "object", "properties": {"a": {"enum": texts.names(random, count, 10)}}, "required": ["a"]})
    if kind == 1:
        return written({"type": "object", "properties": {"a": {"default": "d" * size}}, "examples": [{"a": "e"}]})
    if kind == 2:
        nested = "x"
        for _ in range(min(size // 12, random.choice([300, 900, 1100]))):
            nested = {"a": [nested]} if random.random() < 0.5 else [nested]
        return written({"type": "object", "properties": {"a": {"default": nested, "examples": [nested]}}, "examples": [{"a": nested}]})
    return written({"type": "object", "properties": {"a": {"type": "array", "uniqueItems": True, "items": {"enum": list(range(count))},
                                                           "minItems": count}}, "required": ["a"]})


def steering(random, size):
    """Texts that a terminal would obey, in every place of a schema that is shown."""
    def text():
        return texts.steering(random)
    members = {}
    for number in range(max(1, min(size // 400, 200))):
        members[text() + str(number)] = {"description": text(), "title": text(), "default": text(), "examples": [text()],
                                         "enum": [text(), text(), "a"], "$comment": text(),
                                         "format": text()}
    return written({"title": text(), "description": text(), "type": "object", "properties": members,
                    "required": list(members)[:2], "dependentRequired": {text(): [text()]}, "$defs": {text(): {"const": text()}},
                    "x-key": text()})


def unevaluated(random, size):
    """Applicators within each other, above what counts what they have looked at."""
    schema = {"properties": {"x": True}}
    for level in range(min(size // 50, 150)):
        schema = random.choice([
            lambda: {"allOf": [schema, {"properties": {f"p{level}": True}}]},
            lambda: {"anyOf": [schema, {"required": [f"p{level}"]}], "unevaluatedProperties": {"type": "integer"}},
            lambda: {"if": {"required": [f"p{level}"]}, "then": schema, "else": {"properties": {"y": schema}}},
            lambda: {"$ref": "#/$defs/d", "oneOf": [schema, False]},
        ])()
        if len(written(schema)) > size:
            break
    return written({"$defs": {"d": {"patternProperties": {"^q": True}}}, "type": "object", "allOf": [schema],
                    "unevaluatedProperties": False, "unevaluatedItems": False})


FAMILIES = {family.__name__: family for family in
            (depth, width, references, combinations, patterns, numbers, counts, values, steering, unevaluated)}
