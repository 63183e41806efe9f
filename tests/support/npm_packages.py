# SPDX-License-Identifier: GPL-3.0-or-later
"""npm packages that tests run, installed once into a folder of the test's own."""

import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77


def skip(reason):
    """Ends the test as skipped; where CI=true as failed."""
    print(f"skipped: {reason}")
    sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)


def install(folder: pathlib.Path, packages, users, seconds):
    """The packages are there, or the test is skipped. `users`: what runs on node, "the tools that …", for the reason."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            skip(f"{tool} is not installed, and {users} on it")
    done = folder / "installed"
    if done.exists() and done.read_text() == "\n".join(packages):
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n')
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", *packages]
    try:
        made = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        skip(f"npm did not install {' and '.join(packages)} within {seconds} s")
    if made.returncode != 0:
        skip(f"npm could not install {' and '.join(packages)}: " + made.stderr.strip()[-400:])
    done.write_text("\n".join(packages))
