# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests on three real brokers share: a cluster of their own whose brokers can be killed, and waiting.

Needs THOTH_MSG (the program) and KAFKA_SCRIPT (scripts/kafka)."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

THOTH_MSG = os.environ["THOTH_MSG"]
KAFKA_SCRIPT = os.environ["KAFKA_SCRIPT"]
STEP_TIMEOUT = 120  # seconds; against hanging only

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("THOTH_", "KAFKA_"))}


def run(*command):
    """Runs a program that must end well; gives its standard output."""
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=STEP_TIMEOUT, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def wait_until(holds, what, pause=0.002):
    deadline = time.monotonic() + STEP_TIMEOUT
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(pause)


def kill_and_restart_later(broker):
    """Kills the broker of a folder. Gives what starts it again; scripts/kafka makes a new cluster where none is left."""
    pid = int((broker / "pid").read_text(encoding="ascii"))
    command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
    os.kill(pid, signal.SIGKILL)

    def restart():
        with open(broker / "log", "ab") as log:
            process = subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       start_new_session=True)
        (broker / "pid").write_text(f"{process.pid}\n", encoding="ascii")
        # Whoever kills it later need not wait for this process to take note.
        threading.Thread(target=process.wait, daemon=True).start()
    return restart


class Cluster:
    """Three brokers, in a folder of their own. `options`: of scripts/kafka start."""

    numbers = (1, 2, 3)

    def __init__(self, folder, *options):
        self.options = options
        self.state = folder / "kafka"
        self.environment = {**ENVIRONMENT, "THOTH_KAFKA_STATE": str(self.state)}
        self.servers = None

    def start(self):
        """Starts those brokers that do not run."""
        done = subprocess.run([KAFKA_SCRIPT, "start", "--brokers", "3", *self.options], env=self.environment, capture_output=True, text=True,
                              timeout=STEP_TIMEOUT, check=False)
        if done.returncode != 0:
            raise AssertionError(f"Kafka did not start: {done.stderr}")
        self.servers = done.stdout.strip().partition("=")[2]

    def stop(self):
        subprocess.run([KAFKA_SCRIPT, "stop"], env=self.environment, timeout=STEP_TIMEOUT, check=True)

    def signal(self, number, *brokers):
        """Sends the brokers' processes, by default all, a signal."""
        for broker in brokers or self.numbers:
            os.kill(int((self.state / str(broker) / "pid").read_text()), number)

    def bytes_of(self, topic):
        """How much of the topic the broker with most of it has written."""
        return max(sum(log.stat().st_size for log in (self.state / str(broker) / "data").glob(f"{topic}-*/*.log"))
                   for broker in self.numbers)

    def wait_for_leaders(self, topic):
        """Until every broker holds every partition of the topic and of what transactions need."""
        def in_sync():
            done = subprocess.run(["kcat", "-L", "-J", "-m", "10", "-b", self.servers], env=ENVIRONMENT, capture_output=True,
                                  timeout=STEP_TIMEOUT, check=False)
            if done.returncode != 0:
                return False
            topics = [found for found in json.loads(done.stdout)["topics"] if found["topic"] in (topic, "__transaction_state")]
            partitions = [partition for found in topics for partition in found["partitions"]]
            return any(found["topic"] == topic for found in topics) and all(
                partition["leader"] in self.numbers and len(partition["isrs"]) == 3 for partition in partitions)
        wait_until(in_sync, f"all brokers hold {topic}")

    def tool(self, *arguments):
        """Runs one of Kafka's console tools. Gives its standard output."""
        done = subprocess.run([KAFKA_SCRIPT, "tool", *arguments], env=self.environment, capture_output=True, text=True,
                              timeout=STEP_TIMEOUT, check=True)
        return done.stdout


def start_for_module():
    """A folder and a running cluster that end with the module."""
    # The first signal ends a test, and then the cluster.
    signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))
    folder = Path(tempfile.mkdtemp(prefix="thoth-faults-"))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    cluster = Cluster(folder)
    unittest.addModuleCleanup(cluster.stop)
    cluster.start()
    return folder, cluster


def create_topic(cluster, prefix, base, partitions):
    """A topic that all brokers hold. Gives its full name."""
    run(THOTH_MSG, "topics", "create", base, "--partitions", str(partitions), "--replication", "3", "-b", cluster.servers,
        "--topic-prefix", prefix)
    cluster.wait_for_leaders(f"{prefix}.{base}")
    return f"{prefix}.{base}"
