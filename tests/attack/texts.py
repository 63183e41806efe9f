# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts, names, numbers and patterns that do harm where they are taken for harmless ones."""

# What a terminal, a forge's log or a reader's eye would obey.
STEERING = ["\x1b]0;title\x07", "\x1b[2J", "\r", "\b", "\x7f", "\x9b31m", "\u202eabc", "\u2028", "\u200b", "\u061c",
            "\U000e0041", "x\n::error title=a::b", "\x00", "\ufffe", "\ufeff"]

NUMBERS = ["1e999999999", "-1e-999999999", "9" * 400, "0." + "0" * 400 + "1", "1e400", "-0", "1E+00000000000000000001",
           "18446744073709551616", "-9223372036854775809", "0.1", "1e-320"]

PATTERNS = ["^(a+)+$", "((a{1,30}){1,30})", "[^\\x00-\\x7F]+", "(?:a|aa|aaa)*b", "\\p{L}{1,200}", "(x+x+)+y", "^\\S*$",
            "[a-zA-Z0-9_.+-]{1,64}@[a-z]{1,63}(\\.[a-z]{1,63}){1,8}", "\\bword\\b"]
REFUSED_PATTERNS = ["^(?!a)", "(", "a{1,1001}", "((((a{1,99}){1,99}){1,99}){1,99})", "(a)\\1"]


def steering(random):
    return "".join(random.choice(["a text ", random.choice(STEERING)]) for _ in range(random.randint(1, 6)))


def name(random, length):
    """A name of that length, near to its fellows of the same length."""
    word = random.choice("ab") * length
    at = random.randrange(length)
    return word[:at] + random.choice("abcxyz") + word[at + 1:]


def names(random, count, length):
    """Different names."""
    return [f"{name(random, length)}{number}" for number in range(count)]


def number(random, size):
    """A number's text of at most some size; it may be one that no machine's number holds."""
    if random.random() < 0.5:
        return random.choice(NUMBERS)
    digits = str(random.randint(1, 9)) * random.randint(1, max(1, size))
    return random.choice([digits, f"-{digits}", f"0.{digits}", f"{digits}e-{len(digits)}", f"1e{digits[:12]}"])


def pattern(random, size):
    """A regular expression; few are refused."""
    kind = random.randrange(4)
    if kind == 0:
        return random.choice(REFUSED_PATTERNS if random.random() < 0.05 else PATTERNS)
    if kind == 1:
        return "|".join(name(random, 8) for _ in range(max(1, size // 9)))
    if kind == 2:
        return "(" * min(size, 900) + "a" + ")*" * min(size, 900)
    return f"^[a-z]{{1,{min(max(size, 1), 1000)}}}" * max(1, min(size // 40, 200))
