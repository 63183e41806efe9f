#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the manual's recipe for sending again with every exit code of `send`: check_resend_recipe.py THOTH_MSG PAGE"""

import os
import re
import subprocess
import sys
import tempfile

TIMEOUT = 60
ENTRY = '{"topic_name":"thoth.repo-init","message_contents":{"project_url":"u"}}\n'

# Stands for thoth-msg: writes what each run is to leave, and exits with its code.
STUB = """#!/bin/sh
echo "$2" >> calls
run=$(wc -l < calls)
if [ -e "left.$((run))" ]; then cp "left.$((run))" again.json; fi
exit "$(cat "code.$((run))")"
"""


def recipe(page):
    with open(page, encoding="utf-8") as file:
        blocks = [block for block in re.findall(r"^```sh\n(.*?)^```$", file.read(), re.M | re.S) if "--undelivered" in block]
    assert len(blocks) == 1, f"{page} has {len(blocks)} recipes"
    return blocks[0]


def run(script, folder, path):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "THOTH_"))}
    return subprocess.run(["sh", "-c", script], cwd=folder, env=dict(env, PATH=path + ":" + os.environ["PATH"]), timeout=TIMEOUT,
                          capture_output=True, text=True, check=False)


def check_stub(script, before, runs, code, calls):
    """The recipe's exit code, and the files that it sends, if `send` ends as `runs` says."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"thoth-msg": STUB, "again.json": before}
        for number, (ends_with, left) in enumerate(runs, 1):
            files |= {f"code.{number}": str(ends_with), f"left.{number}": left}
        for name, text in files.items():
            if text is not None:
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
        os.chmod(os.path.join(folder, "thoth-msg"), 0o755)
        ended = run(script, folder, folder)
        with open(os.path.join(folder, "calls"), encoding="utf-8") as file:
            called = file.read().split()
        if (ended.returncode, called) == (code, calls):
            return True
        print(f"{runs} with {before!r} before: exit code {ended.returncode} for {called}, not {code} for {calls}\n{ended.stderr}")
        return False


def check_real(script, program):
    """A file that breaks its contract, one that is not there, and no cluster: nothing of them is hidden or sent twice."""
    good = True
    for content, wanted in [('{"topic_name":"thoth.repo-init","message_contents":{}}', 1), (None, 2), (ENTRY, 3)]:
        with tempfile.TemporaryDirectory() as folder:
            if content is not None:
                with open(os.path.join(folder, "messages_to_be_sent.json"), "w", encoding="utf-8") as file:
                    file.write(content)
            ended = run("export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1\n" + script, folder, os.path.dirname(program))
            if ended.returncode != wanted or "rest.json" in os.listdir(folder):
                print(f"exit code {ended.returncode}, not {wanted}: {os.listdir(folder)}\n{ended.stderr}")
                good = False
            # What an earlier run left is neither sent nor lost.
            with open(os.path.join(folder, "again.json"), "w", encoding="utf-8") as file:
                file.write(ENTRY)
            ended = run("export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1\n" + script, folder, os.path.dirname(program))
            with open(os.path.join(folder, "again.json"), encoding="utf-8") as file:
                if ended.returncode != 2 or file.read() != ENTRY:
                    print(f"an earlier run's messages: exit code {ended.returncode}\n{ended.stderr}")
                    good = False
    return good


def main():
    program, page = (os.path.abspath(argument) for argument in sys.argv[1:])
    script = recipe(page)
    first, second = "messages_to_be_sent.json", "rest.json"
    good = True
    for before in (None, "", "[]\n"):
        good &= check_stub(script, before, [(0, "[]\n")], 0, [first])
        for code in (1, 2, 70, 74):
            good &= check_stub(script, before, [(code, None)], code, [first])
        good &= check_stub(script, before, [(3, ENTRY)], 3, [first])
        for code in (4, 130, 143):
            good &= check_stub(script, before, [(code, ENTRY), (0, "[]\n")], 0, [first, second])
            good &= check_stub(script, before, [(code, ENTRY), (4, ENTRY)], 4, [first, second])
        # A signal that came before anything was sent, and one that cannot be caught.
        for code in (130, 143, 137):
            good &= check_stub(script, before, [(code, None)], code, [first])
    sys.exit(0 if check_real(script, program) and good else 1)


if __name__ == "__main__":
    main()
