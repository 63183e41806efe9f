# SPDX-License-Identifier: GPL-3.0-or-later
"""send --transactional, killed or interrupted, or with one of three brokers killed or stopped: of each transaction none or all is
committed, and a run that ends by itself says which."""
import accounts
from runs import BROKER_FAULTS, PROGRAM_FAULTS, Chaos, read_receipts, write_entries

ENTRIES = 20_000
NO_FAULT = "no fault"


class TransactionChaos(Chaos):
    def play_round(self):
        sent, ended = [], []
        faults = [self.random.choice(PROGRAM_FAULTS + BROKER_FAULTS) for _ in range(self.random.randint(2, 5))]
        # The last one ends what those before it left open.
        for number, fault in enumerate([*faults, NO_FAULT]):
            sent.append(range(number * ENTRIES, (number + 1) * ENTRIES))
            ended.append(self.send(f"transaction-{number}", sent[-1], fault))
        committed = list(self.records("read_committed").values())
        self.counts["transactions"] += len(sent)
        self.counts["committed"] += len(committed) // ENTRIES
        for number, (code, receipts) in enumerate(ended):
            for loss in accounts.is_whole(f"transaction {number}", code, receipts, sent[number], committed):
                self.lose(loss)
        if ended[-1][0] != 0:
            self.lose(f"the last transaction ended with {ended[-1][0]}, though nothing was wrong")

    def send(self, name, numbers, fault):
        """Gives the exit code and the receipts."""
        source, receipts = write_entries(self.place / f"{name}.ndjson", numbers), self.place / f"{name}.receipts"
        sending = self.start(name, "send", "--transactional", self.prefix, "--message-file", source, "--receipts", receipts, "--rate",
                             str(ENTRIES // 3),
                             "--deadline", "90s")
        if fault != NO_FAULT:
            sending.ends_within(self.random.uniform(0, 5))
        return self.strike(sending, fault), read_receipts(receipts)
