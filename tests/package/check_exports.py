# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a shared library exports what no public header declares, or lacks a function that one does.

Usage: check_exports.py LIBRARY INCLUDE_FOLDER…
"""
import collections
import pathlib
import re
import subprocess
import sys

COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'', re.DOTALL)
ATTRIBUTE = re.compile(r"\[\[.*?\]\]")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
SCOPE = re.compile(r"^(?:namespace|(?:class|struct))\s+([\w:]+)(?:\s+final)?(?:\s*:[^:].*)?$", re.DOTALL)
# Defined where they are used, or not at all.
NOT_EXPORTED = re.compile(r"^(?:template|using|friend|enum|static_assert|typedef)\b|\b(?:inline|constexpr|consteval)\b"
                          r"|=\s*(?:default|delete|0)\s*$")
NAME = re.compile(r"(?:~\w+|\w+|operator\S+)$")


def without_angles(text):
    """The text without what is within angle brackets."""
    shorter = re.sub(r"<[^<>]*>", "", text)
    return text if shorter == text else without_angles(shorter)


def function_name(statement):
    """The name of the function that a statement declares for a library to define; None for anything else."""
    statement = re.sub(r"^(?:public|private|protected)\s*:", "", statement.strip()).strip()
    if NOT_EXPORTED.search(statement):
        return None
    head, parenthesis, rest = without_angles(statement).partition("(")
    name = NAME.search(head.strip())
    # A pointer to a function is no function.
    if not parenthesis or rest.lstrip().startswith("*") or not name or re.search(r"(?<!operator)=", head):
        return None
    return name.group()


def end_of_block(text, begin):
    """Where the block ends that begins there."""
    depth = 0
    for at in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError("a block does not end")


def declared_functions(text):
    """Qualified names of the functions that a header leaves to the library, one for each overload."""
    text = ATTRIBUTE.sub("", DIRECTIVE.sub("", COMMENT_OR_TEXT.sub(" ", text)))
    scopes, statement, parentheses, at = [], "", 0, 0
    while at < len(text):
        character = text[at]
        parentheses += {"(": 1, ")": -1}.get(character, 0)
        if parentheses > 0 or character not in "{};":
            statement += character
        elif character == ";":
            if name := function_name(statement):
                yield "::".join([*scopes, name])
            statement = ""
        elif character == "}":
            scopes.pop()
            statement = ""
        elif scope := SCOPE.match(re.sub(r"^(?:public|private|protected)\s*:", "", statement.strip()).strip()):
            scopes.append(scope.group(1))
            statement = ""
        else:
            at = end_of_block(text, at)
            # A member's initial value, or else a body, an enumeration, a template.
            statement = statement if re.search(r"=\s*[\w:]*\s*$", statement) else ""
        at += 1


def exported_symbols(library):
    """Kind and demangled name of each symbol, as nm gives them."""
    listing = subprocess.run(["nm", "--dynamic", "--defined-only", "--demangle", library], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    for line in listing.splitlines():
        _, kind, name = line.split(" ", 2)
        yield kind, name.replace("[abi:cxx11]", "")


def symbol_name(symbol):
    """The qualified name of what a symbol is of."""
    plain = without_angles(re.sub(r"^(?:typeinfo|typeinfo name|vtable) for ", "", symbol)).partition("(")[0]
    return plain if "operator" in plain else plain.split(" ")[-1]


def faults(library, headers):
    """Each symbol too many, and each that is missing, in words."""
    declared = collections.Counter(name for header in headers for name in declared_functions(header))
    known_words = set(re.findall(r"\w+", " ".join(headers)))
    # A constructor is two symbols of one demangled name.
    exported = set(exported_symbols(library))
    functions = collections.Counter(symbol_name(name) for kind, name in exported if kind == "T")
    for name in sorted(declared | functions):
        if functions[name] != declared[name]:
            yield f"{name}: declared {declared[name]} times, exported {functions[name]} times"
    # What is defined in headers, and may be in the library too.
    for kind, name in sorted(exported):
        parts = symbol_name(name).split("::")
        if kind != "T" and (kind not in "VWu" or parts[0] != "thoth" or not known_words.issuperset(parts)):
            yield f"{name}: exported, and no public header defines it"
    if not declared:
        yield "the headers declare no function"


def main(library, *folders):
    headers = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.hpp"))]
    found = list(faults(library, headers))
    print("\n".join(found) or f"{len(list(exported_symbols(library)))} symbols, all of {len(headers)} public headers")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
