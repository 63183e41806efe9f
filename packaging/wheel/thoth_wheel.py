# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes wheels, and is the build backend (PEP 517) that pyproject.toml names: of this folder it makes a package without code
that needs the thoth-msg of the same version. That is what a hook of pre-commit installs."""
import base64
import hashlib
import os
import re
import time
import zipfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def project_version():
    with open(os.path.join(TOP, "CMakeLists.txt"), encoding="utf-8") as file:
        return re.search(r"^project\(.* VERSION ([0-9.]+) ", file.read(), re.MULTILINE)[1]


def write_wheel(folder, name, version, tags, headers, files, description=""):
    """Writes a wheel into the folder and returns its name. Files are triples: path in the wheel, mode, bytes. Equal arguments
    and SOURCE_DATE_EPOCH give equal bytes."""
    metadata = [("Metadata-Version", "2.4"), ("Name", name), ("Version", version), *headers]
    wheel = [("Wheel-Version", "1.0"), ("Generator", "thoth-msg"), ("Root-Is-Purelib", "false" if tags[-1] != "py3-none-any" else "true"),
             *(("Tag", tag) for tag in tags)]
    stem = f"{name.replace('-', '_')}-{version}"
    info = stem + ".dist-info/"
    files = [*files, (info + "METADATA", 0o644, fields(metadata) + b"\n" + description.encode()), (info + "WHEEL", 0o644, fields(wheel))]
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, _, data in files) + info + "RECORD,,\n"
    files.append((info + "RECORD", 0o644, record.encode()))
    python, abi, _ = tags[0].split("-")
    wheel_name = f"{stem}-{python}-{abi}-{'.'.join(tag.split('-')[2] for tag in tags)}.whl"
    made = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800")))[:6]
    with zipfile.ZipFile(os.path.join(folder, wheel_name), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, mode, data in files:
            entry = zipfile.ZipInfo(path, made)
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return wheel_name


def fields(pairs):
    return "".join(f"{name}: {value}\n" for name, value in pairs).encode()


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # pylint: disable=unused-argument
    version = project_version()
    return write_wheel(wheel_directory, "thoth-msg-pre-commit", version, ["py3-none-any"],
                       [("Summary", "Installs thoth-msg for its hook of pre-commit"), ("Requires-Dist", f"thoth-msg=={version}")], [])
