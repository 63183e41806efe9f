#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the steps of action.yml as GitHub's runner does, on good and bad message files.

Usage: action_test.py --program THOTH_MSG|--wheels FOLDER

pip installs thoth-msg from the wheels of the folder, or from one that is made of the program.
"""

import base64
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
VERSION = re.search(r"^project\(.* VERSION ([0-9.]+) ", (CHECKOUT / "CMakeLists.txt").read_text(), re.M).group(1)
GOOD = '{"topic_name": "thoth.repo-init", "message_contents": {"project_url": "https://github.com/a/b"}}\n'
BAD = '{"topic_name": "thoth.repo-init", "message_contents": {"project_url": 7}}\n'
ORDER = '{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}'

wheels = None  # a folder
runner_temp = None  # one for all runs, so that thoth-msg is installed once


def make_wheel(program, folder):
    """The least that pip takes: it puts the program on the PATH of its environment."""
    info = f"thoth_msg-{VERSION}.dist-info"
    files = {
        f"thoth_msg-{VERSION}.data/scripts/thoth-msg": Path(program).read_bytes(),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: thoth-msg\nVersion: {VERSION}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for path, data in files.items())
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    with zipfile.ZipFile(Path(folder) / f"thoth_msg-{VERSION}-py3-none-any.whl", "w") as wheel:
        for path, data in files.items():
            member = zipfile.ZipInfo(path)
            member.external_attr = 0o100755 << 16
            wheel.writestr(member, data)


class Run:
    """One run of the action in a workspace: each step's script in a file, its environment with the inputs in their places."""

    def __init__(self, workspace, **inputs):
        action = yaml.safe_load((CHECKOUT / "action.yml").read_text())
        values = {}
        for name, declared in action["inputs"].items():
            if declared.get("required") and name not in inputs:
                raise ValueError(f"the input {name} is required")
            values[name] = inputs.pop(name, declared.get("default", ""))
        if inputs:
            raise ValueError(f"unknown inputs: {inputs}")
        summary = Path(runner_temp) / "summary"
        summary.write_text("")
        self.code, self.output = 0, ""
        for step in action["runs"]["steps"]:
            environment = {**os.environ, "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(CHECKOUT),
                           "GITHUB_WORKSPACE": str(workspace), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": runner_temp,
                           "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
            for name, text in step.get("env", {}).items():
                environment[name] = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found.group(1)], text)
            script = Path(runner_temp) / "step.sh"
            script.write_text(step["run"])
            done = subprocess.run([step["shell"], "--noprofile", "--norc", "-e", "-o", "pipefail", script], cwd=workspace,
                                  env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True, check=False)
            self.code, self.output = done.returncode, self.output + done.stdout
            if self.code != 0:
                break
        self.summary = summary.read_text()


class ActionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.workspace = Path(folder.name)

    def write(self, path, text):
        target = self.workspace / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def test_no_script_holds_an_expression(self):
        for step in yaml.safe_load((CHECKOUT / "action.yml").read_text())["runs"]["steps"]:
            self.assertNotIn("${{", step["run"])

    def test_the_manual_uses_it_rightly(self):
        page = (CHECKOUT / "docs/manual/validate.md").read_text()
        example = yaml.safe_load(re.search(r"```yaml\n(on: pull_request\n.*?)```", page, re.S).group(1))
        step = example["jobs"]["messages"]["steps"][-1]
        self.assertEqual(step["uses"], f"thoth-station/thoth-msg@v{VERSION}")
        self.write("messages/of/one.json", GOOD)
        self.write("messages/two.ndjson", BAD)
        self.write("schemas/order.schema.json", ORDER)
        run = Run(self.workspace, **step["with"])
        self.assertEqual((run.code, run.summary), (1, "thoth-msg validate: 2 entries, 1 valid, 1 violation\n"), run.output)

    def test_valid_files_pass(self):
        self.write("messages/one.json", GOOD)
        self.write("messages/more/two.json", GOOD)
        run = Run(self.workspace, files="messages/**/*.json")
        self.assertEqual((run.code, run.summary), (0, "thoth-msg validate: 2 entries, 2 valid, 0 violations\n"), run.output)

    def test_a_violation_is_annotated_where_it_is(self):
        self.write("bad one.json", BAD)
        run = Run(self.workspace, files="\n  bad one.json\n\n")
        self.assertEqual(run.code, 1, run.output)
        self.assertIn("::error file=bad one.json,line=1,col=71,title=type at /project_url::expected a string", run.output)
        self.assertEqual(run.summary, "thoth-msg validate: 1 entry, 0 valid, 1 violation\n")

    def test_names_are_taken_as_they_are(self):
        names = ["a b/with blank.json", "-x.json", "$(touch pwned).json", "[1].json", "'quoted'.json"]
        for name in names:
            self.write(name, GOOD)
        run = Run(self.workspace, files="a b/*.json\n" + "\n".join(names[1:]))
        self.assertEqual((run.code, run.summary), (0, "thoth-msg validate: 5 entries, 5 valid, 0 violations\n"), run.output)
        self.assertFalse((self.workspace / "pwned").exists())

    def test_inputs_are_no_commands(self):
        self.write("one.json", GOOD)
        for name in ("files", "catalog", "version", "args"):
            text = '"; touch pwned; $(touch pwned) `touch pwned` #'
            run = Run(self.workspace, **{"files": "one.json", name: text})
            self.assertNotEqual(run.code, 0, name)
            self.assertFalse((self.workspace / "pwned").exists(), name)

    def test_a_pattern_without_a_match_is_an_error(self):
        self.write("one.json", GOOD)
        for pattern in ("other/*.json", "other.json", "100%.json"):
            run = Run(self.workspace, files=f"one.json\n{pattern}")
            self.assertEqual(run.code, 2, run.output)
            self.assertIn(f"::error title=thoth-msg::no file matches {pattern.replace('%', '%25')}\n", run.output)
        self.assertEqual(Run(self.workspace, files=" \n").code, 2)

    def test_a_catalog_and_options(self):
        self.write("types/order.schema.json", ORDER)
        self.write("order.json", '{"topic_name": "order", "message_contents": {"id": "seven"}}\n')
        self.assertEqual(Run(self.workspace, files="order.json").code, 0)
        run = Run(self.workspace, files="order.json", catalog="types/order.schema.json")
        self.assertEqual(run.code, 1, run.output)
        self.assertIn("title=type at /id::", run.output)
        run = Run(self.workspace, files="order.json", args="--strict\n--max-violations=1")
        self.assertEqual(run.code, 1, run.output)
        self.assertIn("unknown-topic", run.output)

    def test_the_version_is_the_one_asked_for(self):
        self.write("one.json", GOOD)
        self.assertEqual(Run(self.workspace, files="one.json", version=VERSION).code, 0)
        run = Run(self.workspace, files="one.json", version="99.0")
        self.assertEqual(run.code, 2, run.output)
        self.assertIn("::error title=thoth-msg::thoth-msg 99.0 cannot be installed\n", run.output)


def main(option, value):
    global wheels, runner_temp
    with tempfile.TemporaryDirectory() as runner_temp, tempfile.TemporaryDirectory() as made:
        wheels = Path(value).resolve() if option == "--wheels" else Path(made)
        if option == "--program":
            make_wheel(value, made)
        # What the settings of this machine say must not reach the runs.
        for name in ("THOTH_MSG_CATALOG", "THOTH_MSG_CONFIG"):
            os.environ.pop(name, None)
        return 0 if unittest.main(argv=[sys.argv[0]], exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("--program", "--wheels"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
