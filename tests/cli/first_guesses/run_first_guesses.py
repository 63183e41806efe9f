#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types what people guess first, and checks that it works or that the answer names what does: run_first_guesses.py THOTH_MSG TASKS

The tasks are in a file, in a form that it tells itself.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 60
TOPICS = ("foo:3", "copy:3")
OFF = "# off: "
LINE = re.compile(r"(?P<command>.+) => (?:(?P<works>works)|prints (?P<out>.+)|(?P<code>\d+) says (?P<err>.+))")

FILES = {
    "m.json": '[{"topic_name": "thoth.repo-init", "message_contents": {"component_name": "c", "service_version": "1", '
              '"project_url": "https://example.com"}}]\n',
    "folder/m.ndjson": '{"topic_name": "thoth.repo-init", "message_contents": {"component_name": "c", '
                       '"service_version": "1", "project_url": "https://example.com"}}\n',
    "contents.json": '{"a": 1}\n',
    "contents.ndjson": '{"a": 1}\n{"a": 2}\n',
    "contents-of-repo-init.json": '{"component_name": "c", "service_version": "1", "project_url": "https://example.com"}\n',
    "order.json": '{"type": "object", "properties": {"a": {"type": "integer"}}}\n',
    "kafka.properties": "client.id=me\n",
}


def read(path):
    """The tasks that are on, and the number of those that are off."""
    tasks, off = [], 0
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            off += line.startswith(OFF)
            if not line or line.startswith("#"):
                continue
            found = LINE.fullmatch(line)
            if not found:
                sys.exit(f"{path}:{number}: not in the form that the first lines tell: {line}")
            tasks.append((number, found))
    return tasks, off


def prepare(folder):
    for name, text in FILES.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    entries = "".join(f'{{"a": {number}}}\n' for number in range(1, 7))
    subprocess.run(["thoth-msg", "send", "-q", "-n", "foo", "-m", "-"], input=entries, text=True, check=True, timeout=TIMEOUT)


def wrong(task, done):
    """Why the task did not come to what it must come to; empty if it did."""
    code = int(task["code"] or 0)
    if done.returncode != code:
        return f"exit code {done.returncode}, not {code}"
    if task["out"] and task["out"] not in done.stdout:
        return f"{task['out']} is not printed"
    if task["err"] and task["err"] not in done.stderr:
        return f"{task['err']} is not said"
    return ""


def run(path, folder):
    prepare(folder)
    tasks, off = read(path)
    failed = 0
    for number, task in tasks:
        done = subprocess.run(["sh", "-c", task["command"]], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=TIMEOUT)
        if reason := wrong(task, done):
            print(f"{path}:{number}: {task['command']}\n  {reason}\n  {(done.stdout + done.stderr)[:800]}")
            failed += 1
    print(f"{len(tasks)} tasks, {failed} failed, {off} off")
    return failed == 0 and bool(tasks)


def main():
    program, path = (os.path.abspath(argument) for argument in sys.argv[1:3])
    if os.environ.get("THOTH_GUESSES_INSIDE") != "1":
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "THOTH_"))}
        env = dict(clean, THOTH_GUESSES_INSIDE="1",
                   PATH=os.path.dirname(program) + ":" + os.environ.get("PATH", "/usr/bin:/bin"))
        topics = [word for topic in TOPICS for word in ("--topic", topic)]
        command = [program, "dev-broker", *topics, "--", sys.executable, *sys.argv]
        sys.exit(subprocess.run(command, env=env, check=False).returncode)
    folder = tempfile.mkdtemp(prefix="thoth-guesses-")
    try:
        good = run(path, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
