#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the strict JSON reader against Python's json module, strict and with duplicate names refused, on mutated
documents: check_python.py JSON_VERDICTS [COUNT [SEED]]"""

import json
import random
import struct
import subprocess
import sys

DOCUMENTS = [
    rb'{"topic_name":"thoth.repo-init","message_contents":{"project_url":"https://example.org","job_id":null}}',
    rb'[1,-2,3.5,-0.0e+10,1E-7,0,true,false,null,"",{},[],[[]],{"a":{"b":[{}]}}]',
    rb' { "a" : [ 1 , 2 ] , "\u00e9" : "\ud83d\ude00\/\\\"\b\f\n\r\t" , "b" : { "a" : 1 } } ',
    '{"wörter":["日本語","é","𝄞","\u2028"],"x":"\x7f"}'.encode(),
    rb'"text"', rb'-12.5e3', rb'null', rb'123456789012345678901234567890',
]
PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b"+", b".", b"e", b"E", b"1", b" ", b"\n", b"\t", b"\r",
          b"\0", b"\x1f", b"\x7f", b"\xff", b"\xc3", b"\xa9", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xef\xbb\xbf",
          b"\\u", b"\\ud800", b"\\udc00", b"\\u00e9", b"\\x", b"/", b"//", b"/**/", b"true", b"nul", b"NaN", b"Infinity", b"-Infinity",
          b'"a":1', b',"a":2', b"01", b"1.", b".5", b"1e", b"'a'", b"\x0b", b"\xc2\xa0", b"\xd9\xa1"]


def mutate(random_, text):
    text = bytearray(text)
    for _ in range(random_.choice((1, 1, 1, 2, 2, 3, 5))):
        at = random_.randrange(len(text) + 1)
        kind = random_.randrange(5)
        if kind == 0:
            del text[at:at + random_.randrange(1, 4)]
        elif kind == 1:
            text[at:at] = random_.choice(PIECES)
        elif kind == 2:
            text[at:at + 1] = random_.choice(PIECES)
        elif kind == 3 and at < len(text):
            text[at] ^= 1 << random_.randrange(8)
        else:
            start = random_.randrange(len(text) + 1)
            text[at:at] = text[start:start + random_.randrange(1, 12)]
    return bytes(text)


def no_duplicates(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name twice")
    for name, _ in pairs:
        name.encode()
    return dict(pairs)


def no_constant(word):
    raise ValueError(word)


def check_strings(value):
    """Python takes lone surrogates, which have no UTF-8."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, list):
        for item in value:
            check_strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            check_strings(item)


def python_takes(text):
    try:
        check_strings(json.loads(text.decode(), object_pairs_hook=no_duplicates, parse_constant=no_constant))
    except ValueError:  # UnicodeError is one too
        return False
    return True


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    random_ = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 6)
    texts = [mutate(random_, random_.choice(DOCUMENTS)) for _ in range(count)]
    data = b"".join(struct.pack(">I", len(text)) + text for text in texts)
    verdicts = subprocess.run([program], input=data, capture_output=True, check=True).stdout.decode()
    assert len(verdicts) == count, f"{len(verdicts)} verdicts on {count} texts"
    expected = [python_takes(text) for text in texts]
    different = [(text, takes) for text, takes, verdict in zip(texts, expected, verdicts) if takes != (verdict == "Y")]
    for text, takes in different[:10]:
        print(f"Python {'takes' if takes else 'refuses'} it: {text!r}")
    print(f"{count} texts, {sum(expected)} of them JSON, {len(different)} verdicts differ")
    # Both verdicts have to be common, or nothing was compared.
    sys.exit(0 if not different and count // 20 < sum(expected) < count * 19 // 20 else 1)


if __name__ == "__main__":
    main()
