#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of Markdown pages: run_manual.py THOTH_MSG PAGE... -- OTHER_PAGE...

The examples of a page run in order, in one folder and against one embedded broker. Every command of a `sh` block must
succeed, and so must a command in the last cell of a table row. In a `console` block each `$ COMMAND` must print the lines
that follow it, whatever its exit code; times and ports may differ. `$ cat FILE` of a file that does not exist makes it. A
block after a comment `<!-- not run: REASON -->` is not run. A link to another file must lead to one, in the other pages too.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

TIMEOUT = 60
BLOCK = re.compile(r"(?:^<!-- not run: (?P<reason>.+) -->\n)?^```(?P<kind>sh|console)\n(?P<text>.*?)^```$", re.M | re.S)
MARK = "=== command "


def normal(text):
    """Output without what differs from run to run."""
    text = re.sub(r"\b\d+(\.\d+)? (ms|s)\b", "N s", text)
    text = re.sub(r'"service_version":"\d+\.\d+\.\d+"', '"service_version":"VERSION"', text)
    return re.sub(r"\b127\.0\.0\.1:\d+", "127.0.0.1:PORT", text)


def run(shell, script, folder):
    """Exit code and output of a script, after which nothing that it started is left."""
    process = subprocess.Popen([*shell, script], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output = process.communicate(timeout=TIMEOUT)[0]
        return process.returncode, output
    except subprocess.TimeoutExpired:
        return -1, "timed out"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def commands(text):
    """Each `$ COMMAND` of a console block, with what it prints."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run_sh(text, folder):
    code, output = run(["sh", "-ec"], text, folder)
    return [] if code == 0 else [f"fails with {code}:\n{text}{output}"]


def run_console(text, folder):
    steps = commands(text)
    script = []
    for number, (command, expected) in enumerate(steps):
        words = command.split()
        if words[0] == "cat" and not os.path.exists(os.path.join(folder, words[1])):
            with open(os.path.join(folder, words[1]), "w", encoding="utf-8") as file:
                file.write("\n".join(expected) + "\n")
        script.append(f"echo '{MARK}{number}'\n{command}\n")
    code, output = run(["sh", "-c"], "".join(script), folder)
    if code < 0:
        return [f"{output}:\n{text}"]
    printed = re.split(rf"^{MARK}\d+\n", output, flags=re.M)[1:]
    wrong = []
    for (command, expected), actual in zip(steps, printed, strict=False):
        wanted = "".join(line + "\n" for line in expected)
        if normal(actual) != normal(wanted):
            wrong.append(f"$ {command}\nprints\n{actual}and not\n{wanted}")
    if len(printed) != len(steps):
        wrong.append(f"ends after {len(printed)} of {len(steps)} commands:\n{text}")
    return wrong


def check_links(page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    wrong = []
    for target in re.findall(r"\]\(([^)#\s]+)", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)):
        if "://" not in target and not os.path.exists(os.path.join(os.path.dirname(page), target)):
            wrong.append(f"links to {target}, which does not exist")
    return wrong


def check(page):
    """What is wrong with a page, and how many of its examples ran."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    wrong = check_links(page)
    ran = 0
    folder = tempfile.mkdtemp(prefix="thoth-manual-")
    try:
        for block in BLOCK.finditer(text):
            if not block["reason"]:
                wrong += (run_sh if block["kind"] == "sh" else run_console)(block["text"], folder)
                ran += 1
        for command in re.findall(r"^\|.*\| `(thoth-msg .*)` \|$", text, re.M):
            wrong += run_sh(command + "\n", folder)
            ran += 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for problem in wrong:
        print(f"{page}: {problem}")
    return not wrong, ran


def main():
    arguments = sys.argv[1:]
    others = arguments[arguments.index("--") + 1:]
    program, *pages = (os.path.abspath(argument) for argument in arguments[:arguments.index("--")])
    inside = os.environ.get("THOTH_MANUAL_PAGE")
    if inside:
        fine, ran = check(inside)
        print(f"{inside}: {ran} examples ran")
        sys.exit(0 if fine else 1)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "THOTH_"))}
    failed = []
    for page in pages:
        env = dict(clean, THOTH_MANUAL_PAGE=page, PATH=os.path.dirname(program) + ":" + os.environ.get("PATH", "/usr/bin:/bin"))
        code = subprocess.run([program, "dev-broker", "--", sys.executable, *sys.argv], env=env, check=False).returncode
        if code != 0:
            failed.append(page)
    for page in others:
        if wrong := check_links(page):
            print("\n".join(f"{page}: {problem}" for problem in wrong))
            failed.append(page)
    print(f"{len(pages)} pages run, {len(others)} others read, {len(failed)} of them with a failure")
    sys.exit(1 if failed or not pages or not others else 0)


if __name__ == "__main__":
    main()
