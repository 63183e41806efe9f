# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where nobody could say which test a unit has. Usage: check_tests.py ROOT, or ROOT UNIT to be told.

The test of lib/ROOM/UNIT.cpp is tests/unit/ROOM/UNIT_test.cpp, that of cli/ROOM/UNIT.cpp tests/unit/cli/ROOM/UNIT_test.cpp.
tests/structure/tested_elsewhere.txt names the tests of the other units, and the units of the other tests.
"""
import os
import re
import sys

from rooms import room_of, sources

LIST = "tests/structure/tested_elsewhere.txt"
COMMENT = re.compile(r"//.*")
# A header without a source is worth a test once it decides something.
DECISION = re.compile(r"\b(if|for|while)( constexpr)? \(| \? ")


def unit_of(path):
    """The unit that a source or header is part of. What the sources of unit x share is in x_impl.hpp."""
    name = os.path.splitext(path)[0].removesuffix("_impl")
    if path.startswith("lib/include/"):
        return f"lib/{room_of(path)}/{os.path.basename(name)}"
    return name


def mirrored(unit):
    """Where a unit's test is if nothing is said about it."""
    return f"tests/unit/{unit.removeprefix('lib/')}_test.cpp"


def decides(root, header):
    with open(os.path.join(root, header), encoding="utf-8") as source:
        return DECISION.search(COMMENT.sub("", source.read())) is not None


class Tree:
    """What ROOT holds: its units, those that need a test, its unit tests, and what its list says."""

    def __init__(self, root):
        self.root = root
        paths = list(sources(root, "lib", "cli"))
        self.units = {unit_of(path) for path in paths}
        self.with_logic = {unit_of(path) for path in paths if path.endswith(".cpp") or decides(root, path)}
        self.tests = [path for path in sources(root, "tests/unit") if path.endswith("_test.cpp")]
        # Lines "what: where where" below a heading in brackets.
        self.listed = {"tested elsewhere": [], "tests of several units": []}
        with open(os.path.join(root, LIST), encoding="utf-8") as lines:
            for line in map(str.strip, lines):
                if line.startswith("["):
                    heading = self.listed[line.strip("[]")]
                elif line and not line.startswith("#"):
                    what, _, where = line.partition(":")
                    heading.append((what, where.split()))

    def exists(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def tests_of(self, unit):
        """All tests that name or list gives a unit."""
        if self.exists(mirrored(unit)):
            yield mirrored(unit)
        for what, where in self.listed["tested elsewhere"]:
            if what == unit:
                yield from where
        for test, units in self.listed["tests of several units"]:
            if unit in units:
                yield test


def faults_of_units(tree):
    listed = tree.listed["tested elsewhere"]
    for unit in sorted(tree.with_logic - {unit for unit, _ in listed}):
        if not tree.exists(mirrored(unit)):
            yield f"{unit}: has no {mirrored(unit)}, and {LIST} does not say where it is tested"
    for unit, paths in listed:
        if unit not in tree.units:
            yield f"{LIST}: there is no unit {unit}"
        if tree.exists(mirrored(unit)):
            yield f"{LIST}: {unit} has {mirrored(unit)}: delete its line"
        if not paths:
            yield f"{LIST}: no test is named for {unit}"
        for path in paths:
            if not path.startswith("tests/") or not tree.exists(path):
                yield f"{LIST}: {unit} is not tested by {path}: there is no such test"


def faults_of_tests(tree):
    listed = tree.listed["tests of several units"]
    mirrors = {mirrored(unit) for unit in tree.units}
    for test in tree.tests:
        if test not in mirrors and test not in {name for name, _ in listed}:
            yield f"{test}: mirrors no unit, and {LIST} does not say what it tests"
    for test, units in listed:
        if test not in tree.tests:
            yield f"{LIST}: there is no test {test}"
        if test in mirrors:
            yield f"{LIST}: {test} mirrors a unit: delete its line"
        if not units:
            yield f"{LIST}: no unit is named for {test}"
        for unit in units:
            if unit not in tree.units:
                yield f"{LIST}: {test} does not test {unit}: there is no such unit"


def faults_of_order(tree):
    """Sorted lines are easy to find and to merge."""
    for lines in tree.listed.values():
        names = [what for what, _ in lines]
        for before, after in zip(names, names[1:]):
            if before >= after:
                yield f"{LIST}: {after} belongs before {before}, and once"


def tell(tree, name):
    """Prints where the tests of a unit are, or of all units whose paths end so."""
    name = unit_of(os.path.relpath(name, tree.root) if os.path.isabs(name) else name)
    found = sorted(unit for unit in tree.units if f"/{unit}".endswith(f"/{name}"))
    for unit in found:
        print(f"{unit}: {' '.join(dict.fromkeys(tree.tests_of(unit))) or 'decides nothing, and has no test'}")
    if not found:
        print(f"there is no unit {name}")
    return 0 if found else 1


def main(root, *names):
    tree = Tree(root)
    if names:
        return max(tell(tree, name) for name in names)
    faults = [*faults_of_units(tree), *faults_of_tests(tree), *faults_of_order(tree)]
    elsewhere = len(tree.listed["tested elsewhere"])
    print("\n".join(faults) or f"{len(tree.with_logic)} units have a test, {elsewhere} of them one of another name")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
