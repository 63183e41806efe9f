# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a public header brings in a dependency that its user need not have, or does not make what it declares visible
to those who link the shared library. Usage: check_public_headers.py ROOT
"""
import os
import re
import sys

FOLDERS = ["lib/include", "messages/include"]
INCLUDE = re.compile(r"^#\s*include\s*(\S+)")
# The standard library's, the one dependency that is public, and each other.
MAY_INCLUDE = re.compile(r'<[a-z_]+>$|<tl/expected\.hpp>$|"(thoth/[a-z_/]+\.hpp)"$')
# Headers that no other may include, as their users have to have something else: what each includes of it.
NEEDY = {"thoth/service_endpoint.hpp": "<httplib.h>"}
PUSH = "#pragma GCC visibility push(default)"
POP = "#pragma GCC visibility pop"
# configure_file makes it, from lib/version.hpp.in.
GENERATED = {"thoth/version.hpp"}


def files_below(root, *folders):
    """Paths of all sources and headers below the folders, from the root."""
    for folder in folders:
        for where, below, names in os.walk(os.path.join(root, folder)):
            below.sort()
            for name in sorted(names):
                if name.endswith((".cpp", ".hpp", ".hpp.in")):
                    yield os.path.relpath(os.path.join(where, name), root)


def wrong_includes(root, path, lines):
    """Includes that no public header may have."""
    for line in lines:
        found = INCLUDE.match(line)
        if not found:
            continue
        if found[1] == NEEDY.get("/".join(path.split("/")[2:])):
            continue
        allowed = MAY_INCLUDE.match(found[1])
        header = allowed and allowed[1]
        if not allowed:
            yield f"{path}: a public header may not include {found[1]}"
        elif header and header not in GENERATED and not any(os.path.exists(os.path.join(root, folder, header)) for folder in FOLDERS):
            yield f"{path}: {header} is not a public header"


def needy_includes(path, lines):
    """Includes of headers that need what only their users have."""
    included = {found[1] for line in lines if (found := INCLUDE.match(line))}
    for header, need in NEEDY.items():
        if f'"{header}"' in included:
            yield f"{path}: may not include {header}, which needs {need}"


def wrong_visibility(path, lines):
    """A header of the library has one visible part, after its includes, that holds what it declares."""
    marks = [line for line in lines if line in (PUSH, POP) or INCLUDE.match(line) or line.startswith("namespace thoth")]
    kinds = "".join("i" if INCLUDE.match(mark) else {PUSH: "+", POP: "-"}.get(mark, "n") for mark in marks)
    # One without a namespace only includes others.
    if not re.fullmatch(r"i*\+n+-|i+", kinds):
        yield f"{path}: what it declares must be between '{PUSH}', after the includes, and '{POP}'"


def faults(root):
    """Everything that is wrong, in words."""
    count = 0
    for path in files_below(root, "lib", "messages", "cli"):
        with open(os.path.join(root, path), encoding="utf-8") as source:
            lines = source.read().splitlines()
        if path.startswith(tuple(FOLDERS)):
            count += 1
            yield from wrong_includes(root, path, lines)
        yield from needy_includes(path, lines)
        if path.startswith("lib/include/") or path == "lib/version.hpp.in":
            yield from wrong_visibility(path, lines)
        elif PUSH in lines:
            yield f"{path}: is not a public header of the library, and makes what it declares visible"
    if count == 0:
        yield "there is no public header"


def main(root):
    found = list(faults(root))
    print("\n".join(found) or "every public header is visible, and includes none but the standard library and tl::expected")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
