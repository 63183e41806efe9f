# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of PyPI that a test holds thoth-msg against."""
import os
import subprocess
import sys
import venv


def python_with(package, folder):
    """A Python that has the package, in a folder where it is installed once; None where that cannot be had, and the reason on standard
    error."""
    python, done = os.path.join(folder, "bin", "python"), os.path.join(folder, "done")
    if not os.path.exists(done):
        venv.create(folder, clear=True, with_pip=True)
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet", package], check=False)
        if installed.returncode != 0:
            print(f"skipped: {package} could not be installed", file=sys.stderr)
            return None
        with open(done, "w", encoding="utf-8"):
            pass
    return python
