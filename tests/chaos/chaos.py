# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills and stops thoth-msg, a service, and the brokers of a real Kafka at random, and counts what is lost."""
import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from consume import ConsumeChaos
from send import SendChaos
from service import ASSIGNORS, FAULTS, GUARANTEES, ServiceChaos
from three_brokers import Cluster
from transaction import TransactionChaos

KINDS = {"send": SendChaos, "consume": ConsumeChaos, "service": ServiceChaos, "transaction": TransactionChaos}


def play(chaos, seconds):
    """Rounds, at least one, until the time is over."""
    ends = time.monotonic() + seconds
    while chaos.rounds == 0 or time.monotonic() < ends:
        before = len(chaos.losses)
        chaos.play()
        for loss in chaos.losses[before:]:
            print(f"LOSS {loss}", flush=True)
        if len(chaos.losses) == before:
            shutil.rmtree(chaos.place)


def summary(kind, seed, chaos):
    counts = ", ".join(f"{what}: {count}" for what, count in sorted(chaos.counts.items()))
    return f"{kind} (seed {seed}): rounds: {chaos.rounds}, {counts}, losses: {len(chaos.losses)}"


def main():
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    parser.add_argument("kind", choices=KINDS, help="what is killed, and what must not be lost then")
    parser.add_argument("--seconds", type=float, default=300, help="how long, in whole rounds (300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed chooses other faults (1)")
    parser.add_argument("--guarantee", choices=GUARANTEES, help="of service: this one alone")
    parser.add_argument("--assignor", choices=ASSIGNORS, help="of service: this one alone")
    parser.add_argument("--fault", choices=FAULTS, help="of service: this one alone")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))
    folder = Path(tempfile.mkdtemp(prefix="thoth-chaos-"))
    cluster = Cluster(folder, "--acls", "on")
    try:
        cluster.start()
        chaos = KINDS[arguments.kind](cluster, folder, random.Random(arguments.seed))
        if arguments.kind == "service":
            chaos.guarantee, chaos.assignor = arguments.guarantee, arguments.assignor
            chaos.faults = [arguments.fault] if arguments.fault else FAULTS
        play(chaos, arguments.seconds)
    finally:
        cluster.stop()
    print(summary(arguments.kind, arguments.seed, chaos))
    if chaos.losses:
        print(f"What the rounds with losses left is in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
