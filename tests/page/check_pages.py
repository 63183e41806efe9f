#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a page with every command that makes one, of plain and of hostile records, and opens them: check_pages.py PROGRAM FOLDER.

Without a browser: the policy's hashes are those of the page's own style and script, a page names nothing to load, and none is
too large. In Chromium: nothing runs, loads or asks for anything; axe-core and html-validate find nothing; tables sort; a phone's
width is enough; scripts may be off. The packages are installed into FOLDER by npm, once. Exit 77: skipped, for Chromium, node,
npm or the network is missing; which, is said. Where CI=true that is a failure. With PICTURES=FOLDER screenshots are left there.
"""

import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from npm_packages import install, skip  # noqa: E402

PACKAGES = ["axe-core@4.10.3", "html-validate@9.7.1", "puppeteer-core@24.43.1"]
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
HERE = pathlib.Path(__file__).parent
MAX_SIZE = 1_000_000

# Each would run, load, hide or break out, were it taken for more than text.
HOSTILE = [
    "</script><script>window.pwned=1</script>",
    '"><img src="http://127.0.0.1:9/x.png" onerror="window.pwned=1">',
    "'><svg onload=window.pwned=1>",
    '<a href="javascript:window.pwned=1">x</a>',
    "javascript:window.pwned=1",
    "</style><style>body{display:none}</style>",
    "</title></head><body onload=window.pwned=1>",
    "</pre></mark></code><iframe srcdoc='<script>top.pwned=1</script>'></iframe><!--",
    "]]>--><math><mi xlink:href='javascript:window.pwned=1'>",
    "x\" onmouseover=\"window.pwned=1\" style=\"position:fixed",
    "\u202e\u2066gnp.exe\u200b\u2028\x1b[2J\x00",
    "&lt;script&gt; &#x3c; ${window.pwned=1} {{7*7}}",
    "<" * 900_000,
]
BROKEN = [b'{"project_url": "\xff\xfe<script>window.pwned=1</script>"}', b"<script>window.pwned=1</script>", b"\x80\x81", b"{"]
TOPIC = "thoth.repo-init"


class Fault(Exception):
    """A page that is not as it has to be."""


def contents_of(text):
    short = text[:300]
    yield {"component_name": text, "version": text, "service_version": 1, "project_url": {text: 1}}
    yield {"component_name": short, "project_url": [text], short: text, "job_id": {short: [short]}}


def write_hostile(folder):
    """Records, message files with hostile names, and catalogs in an old and a new version."""
    # A record is smaller than 1 MB; a file has no such bound.
    lines = [json.dumps(contents).encode() for text in HOSTILE for contents in contents_of(text[:200_000])]
    (folder / "hostile.records").write_bytes(b"\n".join(lines + BROKEN) + b"\n")
    (folder / "files").mkdir()
    entries = [{"topic_name": TOPIC, "message_contents": contents} for text in HOSTILE for contents in contents_of(text)]
    entries += [{"topic_name": text[:200], "message_contents": {}, text[:50]: 1} for text in HOSTILE]
    for number, text in enumerate(HOSTILE):
        name = re.sub("[/\0]", "_", text[:60])
        (folder / "files" / f"{number}{name}.json").write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    (folder / "files" / "broken.ndjson").write_bytes(b"\n".join(BROKEN))
    for version, kind in (("old", "integer"), ("new", "string")):
        (folder / version).mkdir()
        members = {text[:2000]: {"type": kind, "description": text[:2000], "default": text[:100], "enum": [text[:2000], 1]}
                   for text in HOSTILE}
        schema = {"title": HOSTILE[0], "description": HOSTILE[1], "type": "object", "properties": members,
                  "required": [HOSTILE[2]], "examples": [{HOSTILE[2]: 1}]}
        (folder / version / "evil.schema.json").write_text(json.dumps(schema), encoding="utf-8")


def write_plain(folder):
    sample = subprocess.run([sys.executable, HERE / "sample_records.py"], check=True, stdout=subprocess.PIPE).stdout
    (folder / "sample.ndjson").write_bytes(sample)
    type_of = '{"type": "object", "required": ["id"], "properties": {"id": {"type": "%s", "description": "Number of the order"}}}'
    (folder / "order.schema.json").write_text(type_of % "integer")
    (folder / "orders.schema.json").write_text(type_of % "string")


# What makes each page; its name is that of the page.
COMMANDS = """
thoth-msg send -q --no-validate --message-file sample.ndjson
thoth-msg audit -q thoth.solver.solved-package -f html --output audit.html
thoth-msg messages example --all --count 30 | thoth-msg send -q --message-file -
thoth-msg messages example thoth.adviser-trigger --count 30 --invalid | thoth-msg send -q --no-validate --message-file -
thoth-msg send -q --no-validate -t thoth.repo-init -m - < hostile.records
thoth-msg audit -q --all -f html --output audit-all.html
thoth-msg audit -q --strict thoth.repo-init -f html --output audit-hostile.html
thoth-msg audit -q thoth.base-topic -f html -o 5:6 --output audit-valid.html
thoth-msg audit -q thoth.base-topic --since 1h --until 1h -f html --output audit-empty.html
thoth-msg stats -q thoth.solver.solved-package -f html --output stats.html
thoth-msg stats -q --all -f html --output stats-all.html
thoth-msg stats -q thoth.repo-init -f html --output stats-hostile.html
thoth-msg stats -q thoth.base-topic --since 1h --until 1h -f html --output stats-empty.html
thoth-msg validate -q -f html sample.ndjson --output validate.html
thoth-msg validate -q -f html --strict files missing.json --output validate-hostile.html
thoth-msg messages example --all | thoth-msg validate -q -f html - --output validate-valid.html
thoth-msg messages schema -f html > schema.html
thoth-msg messages schema thoth.repo-init -f html > schema-one.html
thoth-msg messages schema --catalog old -f html evil > schema-hostile.html
thoth-msg messages diff order.schema.json orders.schema.json -f html > diff.html
thoth-msg messages diff old new -f html > diff-hostile.html
thoth-msg messages diff builtin builtin -f html > diff-nothing.html
thoth-msg messages diff builtin builtin -f html --against-topic thoth.repo-init > diff-records.html
"""


def make_pages(program, folder):
    """The pages, in the order of their commands."""
    write_hostile(folder)
    write_plain(folder)
    env = {"PATH": f"{os.path.dirname(program)}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    subprocess.run([program, "dev-broker", "-q", "--topic", "thoth.solver.solved-package:4", "--", "sh", "-c", COMMANDS], cwd=folder, env=env, check=False, timeout=240)
    pages = [folder / name for name in re.findall(r"[\w-]+\.html", COMMANDS)]
    missing = [page.name for page in pages if not page.exists() or page.stat().st_size == 0]
    if missing:
        raise Fault(f"not made: {' '.join(missing)}")
    return pages


def make_control(page, control):
    """A page that is wrong in every way that is looked for, to see that the looking finds it."""
    text = re.sub("<meta http-equiv.*?>", "", page.read_text(encoding="utf-8"), count=1)
    evil = ('<p style="color: #ddd">pale</p><img src="http://127.0.0.1:9/x.png" onerror="window.pwned=1">'
            '<script>if (!window.told) alert(window.told = 1)</script><div style="width: 3000px">wide</div>')
    text = text.replace("</header>", "</header>" + evil, 1).replace("rows.sort(", "rows.slice().sort(", 1)
    control.write_text(text, encoding="utf-8")


FOUND_IN_CONTROL = ["asks for http://127.0.0.1:9/x.png", "opens a dialog", "obeys a record", "axe color-contrast", "axe image-alt",
                    "pixels too wide", "does not sort by", "no-inline-style"]


def hash_of(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check_text(page):
    """What can be said of a page without a browser."""
    raw = page.read_bytes()
    text = raw.decode()  # UTF-8 to the letter
    for kind in ("style", "script"):
        parts = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.S)
        if len(parts) != 1:
            raise Fault(f"{page.name}: {len(parts)} elements {kind}, expected one of its own")
        allowed = re.search(f"{kind}-src 'sha256-([^']*)'", text)[1]
        if allowed != hash_of(parts[0]):
            raise Fault(f"{page.name}: the policy allows the {kind} {allowed}; in cli/page/look.cpp, write {hash_of(parts[0])}")
    if len(raw) > MAX_SIZE and not page.name.startswith("schema"):
        raise Fault(f"{page.name}: {len(raw)} bytes, more than {MAX_SIZE}")
    hidden = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\u2066]", text)
    if hidden:
        raise Fault(f"{page.name}: holds U+{ord(hidden[0]):04X} as it is")


def look(browser, packages, pages, control=False):
    job = {"chromium": browser, "pages": [str(page) for page in pages], "pictures": os.environ.get("PICTURES"), "control": control}
    script = [shutil.which("node"), str(HERE / "pages.cjs"), str(packages.resolve())]
    return subprocess.run(script, input=json.dumps(job), text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def main():
    program, packages = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="thoth-pages-") as name:
        try:
            pages = make_pages(program, pathlib.Path(name))
            for page in pages:
                check_text(page)
        except Fault as fault:
            sys.exit(str(fault))
        browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
        if browser is None:
            skip("no Chromium is installed (Debian: chromium); the pages were only read")
        install(packages, PACKAGES, "what looks at the pages runs", seconds=180)
        control = pathlib.Path(name) / "control.html"
        make_control(pages[0], control)
        output = look(browser, packages, [control], control=True).stdout
        unseen = [words for words in FOUND_IN_CONTROL if words not in output]
        if unseen:
            sys.exit(f"{output}\nthe looking is blind: of a page with all these faults it does not say {unseen}")
        looked = look(browser, packages, pages)
        print(looked.stdout)
        sys.exit(looked.returncode)


if __name__ == "__main__":
    main()
