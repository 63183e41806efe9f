# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be true of a run's receipts, its undelivered file and its topic: each function gives the faults, a sentence each.

A receipt's entry is a number from 1, `sent` the numbers in the input's order, and `found` {(partition, offset): number}."""
from collections import Counter

IN_DOUBT = "the cluster may have stored it anyway"


def receipts_hold(receipts, sent, found):
    """Each receipt of what was acknowledged names the place where that very entry is."""
    for receipt in receipts:
        if receipt["error"] is None and found.get((receipt["partition"], receipt["offset"])) != sent[receipt["entry"] - 1]:
            yield f"lost: {receipt} is not on the broker"


def is_accounted(receipts, undelivered, sent):
    """A run that ended by itself has a receipt for each entry, and all that is not acknowledged in its undelivered file."""
    counts = Counter(receipt["entry"] for receipt in receipts)
    unaccounted = [entry for entry in range(1, len(sent) + 1) if counts[entry] != 1]
    if unaccounted:
        yield f"unaccounted: {len(unaccounted)} entries have not one receipt, such as entry {unaccounted[0]}"
    others = [sent[receipt["entry"] - 1] for receipt in sorted(receipts, key=lambda receipt: receipt["entry"]) if receipt["error"]]
    if others != undelivered:
        yield f"unaccounted: {len(others)} were not acknowledged, and {len(undelivered)} are in the undelivered file"


def surprises(receipts, sent, found):
    """What is on the broker was acknowledged once, or said to be in doubt."""
    copies = Counter(found.values())
    for receipt in receipts:
        number = sent[receipt["entry"] - 1]
        if receipt["error"] is None and copies[number] != 1:
            yield f"doubled: {receipt} is {copies[number]} times on the broker"
        if receipt["error"] is not None and copies[number] > 0 and IN_DOUBT not in receipt["error"]:
            yield f"misreported: {receipt}, and it is on the broker"


def is_whole(name, code, receipts, sent, committed):
    """A transaction: none or all of it was committed, and the run told which; `code` is its exit code, negative if it was
    killed, and `committed` the numbers that a reader of what is committed gets."""
    copies = Counter(number for number in committed if number in sent)
    if any(count != 1 for count in copies.values()):
        yield f"doubled: {name} has an entry more than once"
    if len(copies) not in (0, len(sent)):
        yield f"torn: of {name} {len(copies)} of {len(sent)} entries were committed"
    acknowledged = [receipt for receipt in receipts if receipt["error"] is None]
    if len(copies) < len(sent) and (code == 0 or acknowledged):
        yield f"lost: {name} ended with {code} and {len(acknowledged)} receipts, and {len(copies)} entries were committed"
    if code == 0 and len(acknowledged) != len(sent):
        yield f"unaccounted: {name} ended well with {len(acknowledged)} receipts for {len(sent)} entries"
    if code > 0 and copies and not any(IN_DOUBT in (receipt["error"] or "") for receipt in receipts):
        yield f"misreported: {name} ended with {code}, and was committed"


def nothing_skipped(places, found):
    """All places of a topic are among those that were written."""
    skipped = sorted(found.keys() - places)
    if skipped:
        yield f"skipped: {len(skipped)} of {len(found)} records, such as {skipped[0]}"
