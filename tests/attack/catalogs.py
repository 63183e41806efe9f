# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile catalogs that are not a file of JSON Schema in JSON: each function gives one of about so many bytes, as the text
of a file of YAML."""
import json

import texts


def aliases(random, size):
    """Each anchor holds the one before several times."""
    fan = random.choice([1, 2, 9])
    lines = ["type: object", "x-0: &a0 {type: string}"]
    # The last one holds some fan ** count values, of which there may be a hundred thousand.
    count = {1: 300, 2: 15, 9: 5}[fan] if random.random() < 0.7 else size // (16 + 5 * fan)
    for number in range(1, max(2, min(count, size // (16 + 5 * fan)))):
        lines.append(f"x-{number}: &a{number} [{', '.join([f'*a{number - 1}'] * fan)}]")
    return "\n".join(lines) + "\n"


def blocks(random, size):
    """Depth by indentation, by brackets, and by dashes."""
    kind = random.randrange(3)
    if kind == 0:
        levels = min(int(size ** 0.5), random.choice([380, 900]))
        return "".join(f"{' ' * level}a:\n" for level in range(levels))
    if kind == 1:
        levels = min(size // 2, random.choice([380, size]))
        return "x: " + "[" * levels + "]" * levels
    return "- " * (size // 2) + "a"


def scalars(random, size):
    kind = random.randrange(3)
    if kind == 0:
        return f"type: object\ndescription: >-\n" + "  a line\n\n" * (size // 10)
    if kind == 1:
        return "type: object\nminimum: " + texts.number(random, size) + "\n"
    return "type: object\nproperties:\n" + "".join(f"  ? {json.dumps(texts.steering(random), ensure_ascii=random.random() < 0.1)}\n  : true\n" for _ in range(size // 60))


def channels(random, size):
    """An AsyncAPI document of very many channels."""
    lines = ["asyncapi: 3.0.0", "info: {title: t, version: '1'}", "channels:",
             "  hostile: {address: hostile, messages: {m: {payload: {type: object}}}}"]
    for name in texts.names(random, max(1, size // 100), 12):
        lines.append(f"  {name}: {{address: '{random.choice([name, '{a}.' + name, 'hostile.' + name])}', "
                     f"messages: {{m: {{$ref: '#/channels/hostile/messages/m'}}}}}}")
    return "\n".join(lines) + "\n"


def messages(random, size):
    """A channel of very many messages, each of which refers to the one before."""
    keyword = random.choice(["payload", "traits", "$ref"])
    lines = ["asyncapi: 3.0.0", "channels:", "  hostile:", "    address: hostile", "    messages:"]
    lines += [f"      m{number}: {{$ref: '#/components/messages/m{number}'}}" for number in range(max(1, size // 160))]
    lines += ["components:", "  messages:", "    m0: {payload: {type: object}}"]
    for number in range(1, max(1, size // 160)):
        before = f"#/components/messages/m{number - 1}"
        lines.append("    m{}: {}".format(number, {
            "payload": f"{{payload: {{anyOf: [{{$ref: '{before}/payload'}}, {{required: [p{number}]}}]}}}}",
            "traits": f"{{payload: {{type: object}}, traits: [{{$ref: '{before}'}}]}}",
            "$ref": f"{{$ref: '{before}'}}"}[keyword]))
    return "\n".join(lines) + "\n"


FAMILIES = {family.__name__: family for family in (aliases, blocks, scalars, channels, messages)}
