# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program within limits and tells what is wrong with how it ran."""
import os
import re
import resource
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

MOST_SECONDS = 5.0
MOST_MEGABYTES = 500
KILLED_AFTER = 60.0  # seconds by the clock, in which a busy machine may give it few
ADDRESS_SPACE = 6 << 30  # so that a run without bounds does not take the machine's memory
READ_OF_OUTPUT = 64 << 20

# A defect of the program; a signal is negative.
INTERNAL = 70
C0 = re.compile("[\x00-\x08\x0b-\x1f]")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


@dataclass(frozen=True)
class Run:
    """How a program ran."""
    seconds: float  # of a processor or by the clock, whichever is less: neither a busy machine nor threads count
    megabytes: float
    code: int  # negative: ended by that signal
    timed_out: bool
    output: str
    errors: str


def run(line, environment=None):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        try:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        except ProcessLookupError:
            pass  # it is done
        killer = threading.Timer(KILLED_AFTER, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.monotonic() - began
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read(READ_OF_OUTPUT).decode("utf-8", "replace"))
        return Run(min(clock, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, process.returncode,
                   clock >= KILLED_AFTER, *texts)


def faults(done, form):
    """What is wrong with a run, each in a word or two; `form` is that of standard output."""
    found = []
    if done.timed_out:
        found.append("hangs")
    elif done.code < 0 or done.code == INTERNAL or done.code > 128:
        found.append(f"ends with {done.code}")
    if done.seconds > MOST_SECONDS:
        found.append("slow")
    if done.megabytes > MOST_MEGABYTES:
        found.append("large")
    if (STEERING if form == "text" else C0).search(done.output):
        found.append("control character in the output")
    if STEERING.search(done.errors):
        found.append("control character in the errors")
    return found
