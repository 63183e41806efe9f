# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a source does not name its license in its first two lines. Usage: check_licenses.py ROOT"""
import os
import sys

LINE = "SPDX-License-Identifier: GPL-3.0-or-later"
FOLDERS = ["cli", "examples", "lib", "messages", "packaging", "scripts", "tests"]
ENDINGS = (".bash", ".cjs", ".cmake", ".cpp", ".hpp", ".py")
# Shown in the README as it is.
EXEMPT = {"tests/package/outside/main.cpp"}


def sources(root):
    """Paths of all sources, from the root."""
    for folder in FOLDERS:
        for where, _, names in os.walk(os.path.join(root, folder)):
            for name in names:
                path = os.path.relpath(os.path.join(where, name), root)
                is_script = folder in ("scripts", "packaging") and "." not in name and os.access(os.path.join(where, name), os.X_OK)
                if (name.endswith(ENDINGS) or is_script) and path not in EXEMPT:
                    yield path


def main(root):
    count = 0
    unnamed = []
    for path in sorted(sources(root)):
        count += 1
        with open(os.path.join(root, path), encoding="utf-8") as source:
            if LINE not in source.readline() + source.readline():
                unnamed.append(path)
    for path in unnamed:
        print(f"{path}: does not name its license; add {LINE}")
    print(f"{count} sources, {len(unnamed)} without a license")
    return 1 if unnamed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
