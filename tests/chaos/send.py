# SPDX-License-Identifier: GPL-3.0-or-later
"""send, killed or interrupted, or with one of three brokers killed or stopped: every receipt on disk is on the broker, and of a
run that ends by itself every entry is accounted for."""
import accounts
from runs import BROKER_FAULTS, PROGRAM_FAULTS, Chaos, read_receipts, read_undelivered, write_entries

ENTRIES = 100_000
DEADLINE = "90s"


class SendChaos(Chaos):
    def play_round(self):
        sent = range(1, self.random.randint(ENTRIES // 10, ENTRIES) + 1)
        source = write_entries(self.place / "input.ndjson", sent)
        receipts_path, undelivered_path = self.place / "receipts", self.place / "undelivered"
        more = self.random.choice([(), ("--stream",), ("--rate", str(len(sent) // 4))])
        sending = self.start("send", "send", "--message-file", source, "--receipts", receipts_path, "--undelivered",
                             undelivered_path, "--deadline", DEADLINE, *more)
        sending.ends_within(self.random.uniform(0, 4))
        code = self.strike(sending, self.random.choice(PROGRAM_FAULTS + BROKER_FAULTS))
        receipts, found = read_receipts(receipts_path), self.records()
        self.counts["receipts"] += len(receipts)
        self.counts["records"] += len(found)
        faults = [*accounts.receipts_hold(receipts, sent, found)]
        if code >= 0 and "--stream" not in more:
            faults += accounts.is_accounted(receipts, read_undelivered(undelivered_path), sent)
        if code >= 0:
            faults += accounts.surprises(receipts, sent, found)
        for fault in faults:
            self.lose(f"{fault} (exit {code})")
