#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds every command text that steers a terminal, hides, or is a command in a workflow's log, from every source that
it reads, on a terminal and in pipes: check_hostile_text.py THOTH_MSG"""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

from hostile_broker import Broker

TIMEOUT = 100  # seconds; against hanging only
SKIPPED = 77

CONTROLS = "evil\x1b]0;pwn\x07\x1b[2J\b\r\x7f\u009b31m\u0085z"
UNSEEN = "evil\u202e\u2066\u200b\u200e\u200f\u061c\U000e0041\u2028::error::gotcha\u2029z"
LINES = "evil\n::error title=pwn::gotcha\r\n::add-mask::gotcha\tz"
COMMAND = "::error title=pwn::evil gotcha"
SPACED = " \u00a0::error title=pwn::evil gotcha"
OLD_COMMAND = "##[error]evil gotcha"
HOSTILE = (CONTROLS, UNSEEN, LINES, COMMAND, SPACED, OLD_COMMAND)

BUILTIN = "thoth.repo-init"
BROUGHT = "evil.brought"  # the type of an AsyncAPI document
FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff"
    "\U000e0000-\U000e007f]")
OWN_COLOURS = re.compile(rb"\x1b\[(?:0|1|2|31|32|34|1;31|1;33)m|\r\x1b\[K")


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def entry(contents, topic=BUILTIN, **more):
    return json.dumps({"topic_name": topic, "message_contents": contents, **more}) + "\n"


def write_message_files():
    names = [{"job_id": 7, text: text} for text in HOSTILE]
    types = [{"project_url": text, "job_id": {text: text}} for text in HOSTILE]
    write("broken.json", "".join(entry(contents) for contents in names + types))
    write("brought.json", "".join(entry({"choice": text, "list": [text], text: 1}, BROUGHT) for text in HOSTILE))
    valid = [entry({"project_url": text}, key=text, headers=[{"key": text, "value": text}]) for text in HOSTILE]
    write("valid.json", "".join(valid))
    write("unfixed.json", "[\n" + ",\n".join(entry({text: 1, "project_url": text}) for text in HOSTILE) + "]\n")
    write("unknown.json", "".join(entry({}, text) for text in HOSTILE))
    write("members.json", "".join('{%s: 1, "topic_name": "t"}\n' % json.dumps(text) for text in HOSTILE))
    write("contents.json", "".join(json.dumps({text: text}) + "\n" for text in HOSTILE))
    for number, text in enumerate(HOSTILE):
        raw = text.encode()
        write(f"syntax{number}.json", b'{"topic_name": "%s", "message_contents": {}}' % raw)
        write(f"word{number}.json", b'{"topic_name": evil' + raw + b"}")
        os.makedirs("names", exist_ok=True)
        write(f"names/{text}.json", entry({"project_url": 7}))
        write(f"names/{text}.jsonl", "")
        write(f"names/{text}.ndjson", "{")
    write("names.txt", "".join(f"names/{name}\n" for name in os.listdir("names") if "\n" not in name))
    write("bare.txt", f"{COMMAND}.json\n{SPACED}.json\n{OLD_COMMAND}.json\n{CONTROLS}\n")
    for text in (COMMAND, SPACED, OLD_COMMAND):
        write(f"{text}.json", entry({"project_url": 7}))
    frame = {"partition": 0, "headers": [{"key": text, "value": text} for text in HOSTILE]}
    bytes_of = [{"project_url": text, "component_name": text, "version": text, text: 1} for text in HOSTILE]
    bytes_of += [{"component_name": text, "version": text, text: text, "job_id": {text: text}} for text in HOSTILE]
    records = [entry(contents, key=text, **frame) for contents in bytes_of for text in HOSTILE[:2]]
    records += [entry({"choice": text, "list": [text], text: text}, BROUGHT, **frame) for text in HOSTILE]
    write("records.json", "".join(records))


def schema():
    """Every keyword with text in it that commands print."""
    texts = list(HOSTILE)
    members = {text: {"title": text, "description": text, "type": "string", "default": text, "examples": texts,
                      "enum": texts, "$comment": text} for text in texts}
    members["choice"] = {"enum": [text + "!" for text in texts], "description": LINES, "default": COMMAND + "!"}
    members["list"] = {"type": "array", "items": {"const": CONTROLS, "description": UNSEEN}, "title": LINES}
    members["pattern"] = {"type": "string", "pattern": "evil\u202e(" + re.escape("x\u2028") + ")", "format": UNSEEN}
    return {"title": CONTROLS + UNSEEN + LINES, "description": "\n".join(texts), "type": "object", "properties": members,
            "required": ["choice", *texts], "additionalProperties": False, "examples": [{text: text} for text in texts]}


def async_api(brought):
    channel = {"address": BROUGHT, "title": LINES, "description": "\n".join(HOSTILE),
               "messages": {"m": {"name": LINES, "title": CONTROLS, "summary": UNSEEN, "description": COMMAND,
                                  "payload": brought}}}
    template = {"address": "evil.{letter}", "parameters": {"letter": {"enum": ["a", *HOSTILE], "default": "a"}},
                "messages": {"m": {"payload": {"type": "object", "description": SPACED}}}}
    wrong = {text: {"address": text, "description": text, "messages": {"m": {"payload": {"type": "string"}}}}
             for text in HOSTILE}
    return {"asyncapi": "3.0.0", "info": {"title": LINES, "version": CONTROLS, "description": UNSEEN},
            "channels": {"brought": channel, "template": template, **wrong}}


def write_catalogs():
    os.makedirs("catalog")
    write("catalog/api.json", json.dumps(async_api(schema())))
    write("catalog/evil.schema.json", json.dumps(schema()))
    changed = schema()
    changed["properties"]["choice"] = {"enum": ["other " + text for text in HOSTILE], "type": "string"}
    changed["properties"][UNSEEN] = {"type": "integer", "default": 1}
    changed["required"] = [LINES, "list"]
    os.makedirs("changed")
    write("changed/api.yaml", json.dumps(async_api(changed)))
    os.makedirs("bad")
    for number, text in enumerate(HOSTILE):
        write(f"bad/{text}.schema.json", json.dumps({"type": text}))
        write(f"bad/keyword{number}.json", json.dumps({"properties": {text: {"type": text}}}))
        write(f"bad/reference{number}.json", json.dumps({"$ref": text}))
        write(f"bad/pattern{number}.json", json.dumps({"pattern": "(" + text}))
        write(f"bad/api{number}.json", json.dumps({"asyncapi": text, "channels": {text: {"messages": {text: 1}}}}))
        write(f"bad/dialect{number}.json", json.dumps({"$schema": text}))
        write(f"bad/syntax{number}.json", b'{"' + text.encode())
        write(f"bad/yaml{number}.yaml", '"' + text.replace("\b", "") + '": [*evil' + text.replace("\b", ""))
        write(f"bad/anchor{number}.yaml", "a: *evil" + text.split("\x1b")[0])
        write(f"bad/config{number}", f"{text}=1\n")


class Run:
    """A command line, what kind of output it gives in a pipe, and what it reads."""

    def __init__(self, *words, kind="text", stdin=None, env=None):
        self.words, self.kind, self.stdin, self.env = words, kind, stdin, env or {}


def runs_of_validate():
    files = ("broken.json", "brought.json", "valid.json", "unknown.json", "members.json", "unfixed.json", "names",
             *(f"syntax{n}.json" for n in range(len(HOSTILE))), *(f"word{n}.json" for n in range(len(HOSTILE))))
    catalog = ("--catalog", "catalog/api.json")
    for form in ("text", "json", "github", "sarif", "junit", "html"):
        kind = "github" if form == "github" else "text"
        for more in (("--strict",), ("--max-violations", "1", "--strict"), ("-j", "2", "--max-violations", "0")):
            yield Run("validate", *catalog, "-f", form, *more, *files, kind=kind)
        yield Run("validate", "-f", form, "--files-from", "names.txt", kind=kind)
        yield Run("validate", "-f", form, "--files-from", "bare.txt", kind=kind)
    yield Run("validate", "--fix", "--dry-run", "unfixed.json", kind="difference")
    yield Run("validate", "--topic", BUILTIN, "--strict", "contents.json")
    yield Run("validate", "--topic", LINES, "contents.json")
    yield Run("validate", "--log-format", "json", *files)
    yield Run("validate", LINES, UNSEEN, COMMAND)
    yield Run("validate", "--strict", "-", stdin="broken.json")
    for unknown in ("--evil" + LINES, LINES):
        yield Run("validate", unknown, "valid.json")


def runs_of_messages():
    catalog = ("--catalog", "catalog")
    for form in ("text", "json"):
        yield Run("messages", "list", *catalog, "-f", form)
        yield Run("messages", "show", *catalog, "-f", form, BROUGHT, "evil")
    for form in ("json-schema", "asyncapi", "markdown", "html"):
        yield Run("messages", "schema", *catalog, "-f", form)
    yield Run("messages", "example", *catalog, BROUGHT, "evil", kind="data")
    yield Run("messages", "example", *catalog, "--count", "3", BROUGHT, "evil", kind="data")
    yield Run("messages", "example", *catalog, "--invalid", "--count", "9", BROUGHT, kind="data")
    for form in ("text", "json", "github", "html"):
        kind = "github" if form == "github" else "text"
        yield Run("messages", "diff", "-f", form, "catalog/api.json", "changed/api.yaml", kind=kind)
    for name in sorted(os.listdir("bad")):
        if name.startswith("config"):
            yield Run("-F", f"bad/{name}", "ping")
        else:
            yield Run("messages", "list", "--catalog", f"bad/{name}")
    yield Run("messages", "show", LINES)
    for shell in ("bash", "zsh", "fish"):
        yield Run("completion", *catalog, shell)


def runs_of_send():
    catalog = ("--catalog", "catalog/api.json")
    for file in ("broken.json", "brought.json", "members.json", "unknown.json", f"{COMMAND}.json", "syntax0.json"):
        for more in ((), ("--strict",), ("--dry-run",), ("--stream",)):
            yield Run("send", *catalog, *more, "--message-file", file)
    yield Run("send", "--dry-run", "--message-file", "valid.json", kind="data")
    yield Run("send", "--stream", "--message-file", "-", stdin="broken.json")
    yield Run("send", "--no-validate", "--receipts", "-", "--message-file", "unknown.json")
    yield Run("send", "--message-file", LINES)
    yield Run("send", "--no-validate", "--transactional", "--message-file", "unknown.json", "--deadline", "5s")


def runs_of_reading():
    catalog = ("--catalog", "catalog/api.json")
    topics = ("-t", BUILTIN, "-t", BROUGHT)
    whole = ("-o", "start", "-e")
    for form, kind in (("pretty", "text"), ("ndjson", "data"), ("json", "data"), ("contents", "data"), ("raw", "data")):
        yield Run("consume", *catalog, *topics, *whole, "-f", form, kind=kind)
    yield Run("consume", *catalog, *topics, *whole, "--template", "%t %k %h{%k=%v} %v\n", kind="data")
    yield Run("consume", *catalog, *topics, *whole, "--validate", "fail", "-f", "raw", kind="data")
    yield Run("consume", *catalog, *topics, "-o", "start", "--expect", "1", "--within", "1s", "--where",
              "/component_name=evil", "--where", "/job_id=evil")
    for form in ("text", "json", "sarif", "junit", "html"):
        for more in ((), ("--strict",)):
            yield Run("audit", *catalog, *topics, "-f", form, *more)
    for form in ("text", "json"):
        yield Run("stats", *catalog, *topics, "-f", form)
    yield Run("consume", "-t", LINES, "-e")
    yield Run("audit", "-t", "^" + COMMAND)


def runs_on_hostile_broker(broker):
    env = {"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{broker.port}"}
    yield Run("ping", env=env)
    yield Run("ping", "-vv", env=env)
    yield Run("topics", "list", env=env)
    for name in broker.topics:
        yield Run("topics", "describe", name, env=env)
        yield Run("topics", "delete", name, env=env)
    yield Run("topics", "create", "evil.new", env=env)
    yield Run("topics", "create", "--log-format", "json", "evil.new", env=env)
    yield Run("topics", "describe", "evil.missing", env=env)
    yield Run("consume", "-t", "^evil", "-o", "start", "-e", "--deadline", "2s", env=env)
    yield Run("audit", "-t", "^.*evil", "--deadline", "2s", env=env)
    yield Run("stats", "-t", "^.*evil", "--deadline", "2s", env=env)
    yield Run("send", "--message-file", "unknown.json", "--deadline", "2s", env=env)


def in_pipes(command, stdin, env):
    with open(stdin or os.devnull, "rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, env=env, timeout=TIMEOUT)
    return done.returncode, done.stdout, done.stderr


def on_terminal(command, stdin, env):
    """What a terminal of 80 columns gets."""
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        print(f"skipped: there is no pseudo-terminal here ({error.strerror})")
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with open(stdin or os.devnull, "rb") as file:
        process = subprocess.Popen(command, stdin=file, stdout=follower, stderr=follower, env=env, start_new_session=True)
    os.close(follower)
    output = b""
    while select.select([leader], [], [], TIMEOUT)[0]:
        try:
            block = os.read(leader, 65536)
        except OSError:
            break
        output += block
    os.close(leader)
    return process.wait(timeout=TIMEOUT), output.replace(b"\r\n", b"\n")


def is_ours(line):
    """Whether a workflow command, taken apart as GitHub does it, is one that the github format means to give."""
    found = re.match(r"::(error|warning|notice)( .*?)?::", line)
    properties = [pair.partition("=") for pair in (found[2] or "").strip().split(",")] if found else []
    names = [name for name, _, _ in properties]
    return set(names) <= {"file", "line", "col", "title"} and len(set(names)) == len(names) and bool(found) and \
        not any(name == "title" and value.startswith("pwn") for name, _, value in properties)


def characters(output, tabs=False):
    """Characters in a program's output that must not be there."""
    try:
        text = OWN_COLOURS.sub(b"", output).decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"bytes that are not UTF-8: {error}"
        return
    for found in FORBIDDEN.finditer(text.replace("\t", "") if tabs else text):
        yield f"U+{ord(found[0]):04X} in {text[max(0, found.start() - 60):found.end() + 20]!r}"
        break


def commands(output, kind):
    """Lines of output that GitHub would take for commands: those that begin so, and of an old form those that hold one."""
    for line in output.decode("utf-8", "replace").split("\n"):
        ours = kind == "github" and is_ours(line)
        if line.lstrip().startswith("::") and not ours:
            yield f"a command: {line[:200]!r}"
        if "##[" in line and not ours:
            yield f"a command of the old form: {line[:200]!r}"


def faults(output, kind):
    """What may not be in the output of a pipe. Records and lines of files are bytes that stay as they are there."""
    if kind == "data":
        return []
    if kind == "difference":
        return [fault for fault in commands(output, kind) if "old form" not in fault]
    return [*characters(output), *commands(output, kind)]


class Walk:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.failures = 0
        self.shown = set()  # commands whose output had something hostile in it, escaped
        self.seen = set()

    def report(self, run, where, status, found):
        for fault in found:
            self.failures += 1
            print(f"{run.words!r} {where} (exit {status}): {fault}")
        if status < 0 or status == 70:
            self.failures += 1
            print(f"{run.words!r} {where}: exit {status}")

    def do(self, run):
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.folder, "LC_ALL": "C.UTF-8", "TERM": "xterm",
               "THOTH_MSG_PAGER": "sed n",  # which adds nothing to what it is given
               "TMPDIR": self.folder, **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")},
               "KAFKA_BOOTSTRAP_SERVERS": os.environ["KAFKA_BOOTSTRAP_SERVERS"], **run.env}
        command = [self.program, *run.words]
        status, out, err = in_pipes(command, run.stdin, env)
        self.report(run, "in a pipe", status, [*faults(out, run.kind), *faults(err, "text")])
        status, shown = on_terminal(command, run.stdin, env)
        self.report(run, "on a terminal", status, characters(shown, tabs=run.kind == "data"))
        name = " ".join(run.words[:2] if run.words[0] in ("messages", "topics") else run.words[:1])
        self.seen.add(name)
        if b"evil" in out + err and b"evil" in shown:
            self.shown.add(name)


def check(program, folder):
    os.chdir(folder)
    write_message_files()
    write_catalogs()
    sent = subprocess.run([program, "send", "-q", "--no-validate", "--message-file", "records.json"], timeout=TIMEOUT)
    assert sent.returncode == 0, sent
    walk = Walk(program, folder)
    broker = Broker(LINES + CONTROLS + UNSEEN, ["evil" + text[:150] for text in HOSTILE],
                    [*HOSTILE, "evil.plain"], CONTROLS + LINES + UNSEEN)
    for runs in (runs_of_validate(), runs_of_messages(), runs_of_send(), runs_of_reading(), runs_on_hostile_broker(broker)):
        for run in runs:
            walk.do(run)
    for name in sorted(walk.seen - walk.shown - {"completion"}):
        walk.failures += 1
        print(f"{name}: shows nothing of what it was fed, so that nothing was checked")
    return walk.failures


def main():
    program = os.path.abspath(sys.argv[1])
    if os.environ.get("THOTH_CASE_INSIDE") != "1":
        topics = ["--topic", BUILTIN, "--topic", BROUGHT]
        command = [program, "dev-broker", *topics, "--", sys.executable, os.path.abspath(__file__), program]
        sys.exit(subprocess.run(command, env=dict(os.environ, THOTH_CASE_INSIDE="1")).returncode)
    folder = os.path.realpath(tempfile.mkdtemp(prefix="thoth-hostile-"))
    try:
        failures = check(program, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if failures:
        sys.exit(f"{failures} failures")


if __name__ == "__main__":
    main()
