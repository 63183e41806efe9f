#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one whole-program case: run_case.py THOTH_MSG CASE_FILE (the format is told in README.md)."""

import difflib
import os
import pty
import re
import select
import shlex
import shutil
import struct
import fcntl
import subprocess
import sys
import tempfile
import termios
import time

STEP_TIMEOUT = 280  # seconds; against hanging only
SKIPPED = 77

# Marks that stand for what changes from run to run. Any other mark is a regular expression itself.
MARKS = {
    "version": r"\d+\.\d+\.\d+",
    "seconds": r"\d+\.\d\d",
    "number": r"\d+",
    "port": r"\d{4,5}",
    "timestamp": r"1\d{12}",
    "anything": r"[^\n]*",
    "lines": r"(?s:.*)",
}


class Step:
    def __init__(self, where):
        self.where = where  # "pipe", "terminal", or "once": in pipes, and never in another way
        self.command = ""
        self.status = "0"
        self.stdin = ""
        self.stdout = ""
        self.stderr = ""


class Case:
    def __init__(self, path):
        self.broker = None  # options of dev-broker, if the case runs inside one
        self.env = {}
        self.files = {}
        self.python = ""
        self.steps = []
        self._read(path)

    def _read(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            lines = file.read().split("\n")
        section, body = None, []
        for line in lines + ["--- end"]:
            if not line.startswith("--- "):
                if section is None and line.startswith("broker:"):
                    self.broker = line[len("broker:"):].split()
                body.append(line)
                continue
            self._take(section, body)
            section, body = line[4:].split(), []

    def _take(self, section, body):
        if section is None:
            return
        # The blank line before the next section belongs to the layout.
        while body and body[-1] == "":
            body.pop()
        text = "".join(line + "\n" for line in body)
        name, arguments = section[0], section[1:]
        if name == "env":
            self.env.update(line.split("=", 1) for line in body if line)
        elif name == "file":
            self.files[arguments[0]] = text
        elif name == "python":
            self.python = text
        elif name == "run":
            self.steps.append(Step(arguments[0] if arguments else "pipe"))
            self.steps[-1].command = text
        elif name in ("stdin", "stdout", "stderr"):
            if arguments == ["without-newline"]:
                text = text[:-1]
            setattr(self.steps[-1], name, text)
        elif name == "status":
            self.steps[-1].status = arguments[0]
        else:
            sys.exit(f"there is no section {name}")


def pattern(expected):
    parts = re.split(r"\{\{(.*?)\}\}", expected)
    return "".join(f"(?:{MARKS.get(part, part)})" if i % 2 else re.escape(part) for i, part in enumerate(parts))


def run_in_pipes(command, stdin, folder, env):
    done = subprocess.run(["sh", "-c", command], input=stdin.encode(), capture_output=True, cwd=folder, env=env,
                          timeout=STEP_TIMEOUT)
    return done.returncode, done.stdout, done.stderr


def skip(reason):
    """Ends the test; where CI=true nothing may be skipped."""
    print(f"skipped: {reason}")
    sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)


def run_on_terminal(command, folder, env):
    """Standard output and error are one terminal of 80 columns, as a user sees them."""
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        skip(f"there is no pseudo-terminal here ({error.strerror}); is devpts mounted on /dev/pts?")
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(["sh", "-c", command], stdin=follower, stdout=follower, stderr=follower, cwd=folder,
                               env=env, start_new_session=True)
    os.close(follower)
    output, end = b"", time.monotonic() + STEP_TIMEOUT
    while time.monotonic() < end:
        if select.select([leader], [], [], 0.1)[0]:
            try:
                block = os.read(leader, 65536)
            except OSError:
                break
            if not block:
                break
            output += block
        elif process.poll() is not None:
            break
    os.close(leader)
    try:
        status = process.wait(timeout=max(1, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return status, output.replace(b"\r\n", b"\n"), b""


def compare(name, expected, actual):
    text = actual.decode("utf-8", "surrogateescape")
    if re.fullmatch(pattern(expected), text):
        return True
    print(f"{name} is not as expected:")
    for line in difflib.unified_diff(expected.splitlines(), text.splitlines(), "expected", "actual", lineterm=""):
        print("  " + line.encode("utf-8", "backslashreplace").decode())
    return False


def other_ways(step, folder):
    """Commands that what judging one file comes to must come of, too: (command, name of the file that a pipe hides)."""
    if step.where != "pipe" or not re.fullmatch(r"thoth-msg validate( [\w./=-]+)+\n", step.command):
        return
    words = shlex.split(step.command)
    if {"-", "-j", "--fix", "--files-from", "--output"} & set(words):
        return
    yield shlex.join(words + ["-j", "2"]), None
    files = [word for word in words if os.path.isfile(os.path.join(folder, word))]
    if len(files) == 1 and words.count(files[0]) == 1:
        for jobs in "12":
            words_of_pipe = ["-" if word == files[0] else word for word in words] + ["-j", jobs]
            yield f"cat {shlex.quote(files[0])} | {shlex.join(words_of_pipe)}", files[0]


def comes_of(step, command, hidden, folder, env):
    """Whether a command in pipes comes to what the step is to come to."""
    status, out, err = run_in_pipes(command, step.stdin, folder, env)
    if hidden is not None:
        out, err = (text.replace(b"standard input", hidden.encode()).replace(b"standard%20input", hidden.encode())
                    for text in (out, err))
    return is_expected(step, command, status, out, err)


def is_expected(step, command, status, out, err):
    fine = re.fullmatch(step.status, str(status)) is not None
    if not fine:
        print(f"status is {status}, expected {step.status}")
    fine &= compare("stdout", step.stdout, out)
    fine &= compare("stderr", step.stderr, err)
    if not fine:
        print(f"in the step: {command}")
    return fine


def run(case, program, folder):
    env = {"PATH": os.path.dirname(program) + ":" + os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder,
           "LC_ALL": "C.UTF-8", "TMPDIR": folder, "TERM": "xterm"}
    for inherited in ("KAFKA_BOOTSTRAP_SERVERS", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
        if inherited in os.environ:
            env[inherited] = os.environ[inherited]
    env.update(case.env)
    for name, text in case.files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)) or folder, exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    if case.python:
        subprocess.run([sys.executable, "-c", case.python], cwd=folder, env=env, check=True, timeout=STEP_TIMEOUT)
    good = True
    for step in case.steps:
        if step.where == "terminal":
            good &= is_expected(step, step.command, *run_on_terminal(step.command, folder, env))
            continue
        good &= comes_of(step, step.command, None, folder, env)
        for command, hidden in other_ways(step, folder):
            good &= comes_of(step, command, hidden, folder, env)
    return good


def main():
    program, path = (os.path.abspath(argument) for argument in sys.argv[1:3])
    case = Case(path)
    if not case.steps:
        sys.exit("the case runs nothing")
    if case.broker is not None and os.environ.get("THOTH_CASE_INSIDE") != "1":
        env = dict(os.environ, THOTH_CASE_INSIDE="1")
        sys.exit(subprocess.run([program, "dev-broker", *case.broker, "--", sys.executable, *sys.argv], env=env).returncode)
    folder = os.path.realpath(tempfile.mkdtemp(prefix="thoth-case-"))
    try:
        good = run(case, program, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
