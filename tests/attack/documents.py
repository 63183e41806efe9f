# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile contents of messages: each function gives some of about so many bytes, as the bytes of a file."""
import json

import texts


def deep(random, size):
    levels = min(size // 6, random.choice([500, 990, 1001, 100_000]))
    begin, end = random.choice([("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
    closes = levels if random.random() < 0.8 else levels // 2
    return (begin * levels + "1" + end * closes).encode()


def wide(random, size):
    length = random.choice([1, 12, 100, 101, 5000])
    names = texts.names(random, max(1, size // (length + 12)), length)
    if random.random() < 0.3:
        names += names[:len(names) // 2]  # twice
    return ("{" + ",".join(f"{json.dumps(name)}:{index % 10}" for index, name in enumerate(names)) + "}").encode()


def long_name(random, size):
    return json.dumps({texts.name(random, max(1, size - 20)): 1, "package_name": 2}).encode()


def long_text(random, size):
    unit = random.choice(["a", "\\u0041", "\\ud83d\\ude00", "é", "\\n", "\\\\", "e\u0301"])
    return ('{"a":"' + unit * max(1, size // len(unit.encode())) + '"}').encode()


def numbers(random, size):
    longest = random.choice([5, 400, size // 2])
    found, total = [], 0
    while total < size:
        found.append(texts.number(random, longest))
        total += len(found[-1]) + 1
    if random.random() < 0.3:
        return ('{"p0":' + found[0] + "}").encode()
    return ('{"a":[' + ",".join(found) + "]}").encode()


def many(random, size):
    """Many small values, one after another; some are broken."""
    small = ['{"a":1}', "{}", '{"a":"x","b":[null]}', "[]", "7", '{"package_nam":"x"}']
    if random.random() < 0.3:
        small.append('{"a":')
    count = max(1, size // 12)
    return random.choice(["\n", " ", "\n\n"]).join(random.choice(small) for _ in range(count)).encode()


def arrays(random, size):
    item = random.choice(["1", "[]", "{}", "null", '"x"', "[1,2]"])
    if random.random() < 0.5:
        return ('{"a":[' + ",".join([item] * max(1, size // (len(item) + 1))) + "]}").encode()
    return ('{"a":[' + ",".join(str(number) for number in range(max(1, size // 8))) + "]}").encode()


def steering(random, size):
    members = {texts.steering(random): texts.steering(random) for _ in range(max(1, min(size // 60, 500)))}
    return json.dumps({**members, "a": texts.steering(random)}, ensure_ascii=random.random() < 0.5).encode()


def no_json(random, size):
    kind = random.randrange(4)
    if kind == 0:
        return random.randbytes(size)
    if kind == 1:
        return b"\xff\xfe" + '{"a":1}'.encode("utf-16-le") * (size // 14)
    if kind == 2:
        return b"\x00" * size
    return ('{"a":"' + texts.steering(random) * (size // 20)).encode()


FAMILIES = {family.__name__: family for family in (deep, wide, long_name, long_text, numbers, many, arrays, steering, no_json)}
