#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the manual documents the options of --help, and runs the examples of --help: check_help.py THOTH_MSG MANUAL"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 100


def help_of(program, path):
    return subprocess.run([program, *path, "--help"], capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout


def section(text, title):
    found = re.search(rf"^{title}:\n(.*?)(?=\n\n|\Z)", text, re.M | re.S)
    return found[1].rstrip("\n").split("\n") if found else []


def commands(program, path=()):
    """Every command with its --help, the program itself first."""
    text = help_of(program, path)
    yield path, text
    for line in section(text, "Commands"):
        if found := re.match(r"  (\S+)", line):
            yield from commands(program, (*path, found[1]))


def options(text):
    """All options, whatever their heading."""
    names = []
    for line in text.replace("\n".join(section(text, "Examples")), "").split("\n"):
        if found := re.match(r" {2,6}(-[-a-zA-Z].*?)(?:  |$)", line):
            names += re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", found[1])
    return names


def examples(text):
    """Each is a command line; those that go on are indented deeper."""
    lines = []
    for line in section(text, "Examples"):
        if line.startswith("    ") and lines:
            lines[-1] += "\n" + line
        else:
            lines.append(line.strip())
    return lines


def documented(folder, name, title=None):
    """The options with a heading of their own in a page of the manual, or in its section of that title."""
    path = os.path.join(folder, name + ".md")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if title:
        found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
        if not found:
            return None
        text = found[1]
    return [name for line in re.findall(r"^### (`-.*)$", text, re.M) for name in re.findall(r"`(--?[a-zA-Z][\w-]*)`", line)]


def check_manual(pages, folder):
    """Each command has its page or section in the manual, with exactly the options that its --help lists."""
    shared = options(pages[0][1])
    places = [("settings", None, shared)]
    for path, text in pages[1:]:
        own = options(text)
        places.append((path[0], " ".join(path) if len(path) > 1 else None, [] if "\nCommands:\n" in text else own))
    good = len(shared) > 10 and len(places) > 10
    for name, title, expected in places:
        found = documented(folder, name, title)
        if found is None:
            print(f"docs/manual/{name}.md: no page, or no section {title}")
            good = False
        elif title is None and not expected and name in ("messages", "topics"):
            continue  # Its commands have sections.
        elif sorted(found) != sorted(expected):
            print(f"docs/manual/{name}.md, {title or 'the page'}: documents {found}, but --help lists {expected}")
            good = False
    known = {name for _, _, names in places for name in names}
    for page in sorted(os.listdir(folder)):
        with open(os.path.join(folder, page), encoding="utf-8") as file:
            prose = re.sub(r"^```.*?^```$", "", file.read(), flags=re.M | re.S)
        for name in sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", prose)) - known):
            print(f"docs/manual/{page} speaks of {name}, which does not exist")
            good = False
    return good


def run_examples(program, pages):
    """All examples, in order, in one folder that has what they speak of, against an embedded broker."""
    good = True
    folder = tempfile.mkdtemp(prefix="thoth-help-")
    try:
        for path, text in pages:
            lines = examples(text)
            if not lines:
                print(f"thoth-msg {' '.join(path)} --help has no examples")
                good = False
            for line in lines:
                # The embedded broker deletes no topics; everything else has to succeed.
                allowed = (0, 3) if " topics delete " in line else (0,)
                done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=TIMEOUT)
                if done.returncode not in allowed:
                    print(f"this example fails with {done.returncode}:\n{line}\n{done.stdout}{done.stderr}")
                    good = False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return good


def librdkafka_version(program):
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout
    return tuple(int(part) for part in re.search(r"^librdkafka (\d+)\.(\d+)", told, re.M).groups())


def main():
    program, manual = (os.path.abspath(argument) for argument in sys.argv[1:3])
    if os.environ.get("THOTH_HELP_INSIDE") != "1":
        env = dict(os.environ, THOTH_HELP_INSIDE="1",
                   PATH=os.path.dirname(program) + ":" + os.environ.get("PATH", "/usr/bin:/bin"))
        with tempfile.NamedTemporaryFile("w", suffix=".properties") as settings:
            if librdkafka_version(program) >= (2, 15):
                # Its embedded broker ends transactions without a checksum.
                print("check.crcs=false", file=settings, flush=True)
                env["THOTH_MSG_CONFIG"] = settings.name
            command = [program, "dev-broker", "--", sys.executable, *sys.argv]
            sys.exit(subprocess.run(command, env=env).returncode)
    pages = list(commands(program))
    fine = check_manual(pages, manual)
    fine &= run_examples(program, pages)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
