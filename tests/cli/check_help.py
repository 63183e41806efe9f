#!/usr/bin/env python3
"""Holds --help, the examples in it and the manual page together: check_help.py THOTH_MSG THOTH_MSG.1.SCD"""

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
    names = []
    for title in ("Options", "Options of every command"):
        for line in section(text, title):
            if re.match(r"  +-", line):
                names += re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", line.split("  ")[1] if line[2] != " " else line.strip())
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


def check_manual(pages, manual):
    """Each command and option of --help stands in the manual, and no other option does."""
    # scdoc wants some characters escaped.
    plain = manual.replace("\\", "")
    good = True
    known = set()
    for path, text in pages:
        if path and f"thoth-msg {' '.join(path)}" not in plain:
            print(f"the manual does not tell of thoth-msg {' '.join(path)}")
            good = False
        for name in options(text):
            known.add(name)
            if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", plain):
                print(f"the manual does not tell of {' '.join(path)} {name}")
                good = False
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", plain))
    for name in sorted(told - known):
        print(f"the manual tells of {name}, which does not exist")
        good = False
    return good and len(known) > 30


def run_examples(program, pages):
    """All examples, in order, in one folder that has what they speak of, against an embedded broker."""
    good = True
    folder = tempfile.mkdtemp(prefix="thoth-help-")
    try:
        for path, text in pages:
            lines = examples(text)
            if not lines:
                print(f"thoth-msg {' '.join(path)} --help ends without examples")
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


def main():
    program, manual = (os.path.abspath(argument) for argument in sys.argv[1:3])
    if os.environ.get("THOTH_HELP_INSIDE") != "1":
        env = dict(os.environ, THOTH_HELP_INSIDE="1",
                   PATH=os.path.dirname(program) + ":" + os.environ.get("PATH", "/usr/bin:/bin"))
        sys.exit(subprocess.run([program, "dev-broker", "--", sys.executable, *sys.argv], env=env).returncode)
    pages = list(commands(program))
    with open(manual, encoding="utf-8") as file:
        fine = check_manual(pages, file.read())
    fine &= run_examples(program, pages)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
