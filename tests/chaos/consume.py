# SPDX-License-Identifier: GPL-3.0-or-later
"""consume -g --output, killed or interrupted, or with one of three brokers killed or stopped: after the last run every record is
in one of the outputs."""
import accounts
from runs import BROKER_FAULTS, PROGRAM_FAULTS, TOPIC, Chaos, write_entries
from three_brokers import run, THOTH_MSG

RECORDS = 40_000
# Clients of this name get so many bytes a second of each broker: a run lasts until a fault strikes it. The small fetches keep
# the first answer from holding all there is; what is compressed would be there at once.
CLIENT, BYTES_A_SECOND = "chaos", 100_000
SLOWLY = ("-X", f"client.id={CLIENT}", "-X", "fetch.message.max.bytes=20000")
# A member that was killed is missed after this.
MEMBERSHIP = ("-g", "readers", "-X", "session.timeout.ms=6000")


def whole_places(path):
    """(partition, offset) of the whole lines of an output; the last may be torn where the program was killed."""
    if not path.exists():
        return set()
    lines = path.read_text(encoding="ascii").splitlines(keepends=True)
    return {tuple(map(int, line.split())) for line in lines if line.endswith("\n")}


class ConsumeChaos(Chaos):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.cluster.tool("kafka-configs", "--alter", "--entity-type", "clients", "--entity-name", CLIENT, "--add-config",
                          f"consumer_byte_rate={BYTES_A_SECOND}")

    def play_round(self):
        source = write_entries(self.place / "input.ndjson", range(RECORDS))
        run(THOTH_MSG, "send", "-q", "-b", self.cluster.servers, "--topic-prefix", self.prefix, "--message-file", str(source),
            "-X", "compression.type=none")
        outputs = []
        for number in range(self.random.randint(2, 5)):
            reading, lasting = self.read(outputs, *SLOWLY), None
            if self.random.random() < 0.3:
                lasting = self.read(outputs, *SLOWLY)
            reading.ends_within(self.random.uniform(0.5, 8))
            fault = self.random.choice(PROGRAM_FAULTS + BROKER_FAULTS)
            self.strike(reading, fault)
            if lasting is not None:
                self.strike(lasting, "program killed")
        self.check_end(self.read(outputs))
        written = [whole_places(output) for output in outputs]
        places, found = set().union(*written), self.records()
        self.counts["records"] += len(found)
        self.counts["written more than once"] += sum(map(len, written)) - len(places)
        for fault in accounts.nothing_skipped(places, found):
            self.lose(fault)

    def read(self, outputs, *more):
        """Starts a member of the group with an output of its own; a later one goes on where it came to."""
        outputs.append(self.place / f"output-{len(outputs)}")
        return self.start(f"consume-{len(outputs)}", "consume", "-t", TOPIC, "-o", "start", "-e", "--output", outputs[-1], "--template",
                          "%p %o\\n", *MEMBERSHIP, *more)

    def check_end(self, reading):
        code = reading.end()
        if code != 0:
            self.lose(f"the last run ended with {code}: {reading.said()}")
