# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of a service, each a member of its group."""
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import accounts
from three_brokers import ENVIRONMENT

# In seconds, of the members' configuration.
SESSION, POLL_INTERVAL, MAX_DRAIN = 6, 10, 4
ENDING = MAX_DRAIN + 20


class Member:
    """A process of the service, its log in a file for each of its lives. `topics`: how many it handles, as member.cpp says."""

    def __init__(self, chaos, name, prefix, static=False, topics=1):
        self.chaos, self.name, self.prefix, self.static, self.topics = chaos, name, prefix, static, topics
        self.lives = 0
        self.disruptions = []  # (from, to), in nanoseconds of the clock that the logs have
        self.process = None

    def start(self):
        self.lives += 1
        properties = [f"bootstrap.servers={self.chaos.cluster.servers}", f"group.id={self.prefix}", "auto.offset.reset=earliest",
                      f"partition.assignment.strategy={self.chaos.assignor}", f"session.timeout.ms={SESSION * 1000}",
                      "heartbeat.interval.ms=1500", f"max.poll.interval.ms={POLL_INTERVAL * 1000}",
                      # How soon partitions that were added are read: by itself within 5 minutes, which is longer than is waited for.
                      "topic.metadata.refresh.interval.ms=30000"]
        if self.static:
            properties.append(f"group.instance.id={self.name}")
        if self.chaos.guarantee == "exactly_once":
            properties.append(f"transactional.id={self.prefix}-{self.name}")
        self.process = subprocess.Popen([os.environ["CHAOS_MEMBER"], self.log(self.lives), self.prefix, self.chaos.guarantee, "4",
                                         str(self.topics), *properties], env=ENVIRONMENT, stdin=subprocess.DEVNULL)

    def log(self, life):
        return self.chaos.place / f"{self.prefix}-{self.name}-{life}.log"

    def text_of(self, life):
        return self.log(life).read_text(encoding="utf-8", errors="replace") if self.log(life).exists() else ""

    def lines_of(self, life):
        """(nanoseconds, words); the last line may be torn."""
        for line in self.text_of(life).splitlines(keepends=True):
            if line.endswith("\n"):
                words = line.split()
                yield int(words[0]), words[1:]

    def lines(self):
        """Of all its lives."""
        for life in range(1, self.lives + 1):
            yield from self.lines_of(life)

    def halts(self):
        """(from, to) while a topic was halted, in any of its lives."""
        for life in range(1, self.lives + 1):
            lines = list(self.lines_of(life))
            for begin, end in accounts.halts(lines):
                yield begin, min(end, lines[-1][0])

    def is_halted(self):
        """A topic is halted, and not resumed yet."""
        return any(end == accounts.NEVER for _, end in accounts.halts(self.lines_of(self.lives)))

    def kill(self):
        self.disruptions.append((time.monotonic_ns(), time.monotonic_ns()))
        self.end_at_once()

    def end_at_once(self):
        """If it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def tend(self):
        """What those do who run services: starts it again where it has ended by itself, and resumes what is halted."""
        self.revive()
        if self.is_halted():
            self.process.send_signal(signal.SIGUSR1)

    def revive(self):
        """A static member may end: a broker that was stopped answers requests of before when it goes on, and takes the member for
        two."""
        if self.process.poll() is None:
            return
        if self.static and "fenced by other consumer" in self.last_words():
            self.chaos.counts["static member fenced"] += 1
        else:
            self.chaos.lose(f"{self.name} ended with {self.process.returncode}, and nobody asked it to: {self.last_words()}")
        self.disruptions.append((time.monotonic_ns(), time.monotonic_ns()))
        self.start()

    def stop(self):
        """In good order."""
        self.revive()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self.chaos.lose(f"{self.name} did not end in {ENDING} s")
            self.kill()
            return
        if code != 0:
            self.chaos.lose(f"{self.name} ended with {code}: {self.last_words()}")

    def check_memory(self, most):
        """It has never taken more than so many kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1))
        if peak > most:
            self.chaos.lose(f"{self.name} took {peak} kB")
        return peak

    def last_words(self):
        return self.text_of(self.lives)[-600:]
