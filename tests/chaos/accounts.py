# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be true of a run's receipts, its undelivered file and its topic, and of what a service's members did: each function
gives the faults, a sentence each.

A receipt's entry is a number from 1, `sent` the numbers in the input's order, and `found` {(partition, offset): number}."""
import base64
from collections import Counter, defaultdict, namedtuple

NEVER = float("inf")
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


def origin_of_dead_letter(headers):
    """(partition, offset) of the record that became it."""
    values = {header["key"]: header for header in headers}

    def number(name):
        header = values[name]
        data = base64.b64decode(header["value_base64"]) if "value_base64" in header else header["value"].encode()
        return int.from_bytes(data, "big")
    return number("kafka_dlt-original-partition"), number("kafka_dlt-original-offset")


def place_of(text):
    """"PARTITION@OFFSET" as (partition, offset)."""
    partition, offset = text.split("@")
    return int(partition), int(offset)


def all_answered(inputs, answers, dead):
    """Each record has an answer, or is a dead letter if it has to be. `inputs`: {place: whether it has to}; places are
    (partition, offset)."""
    left = sorted(inputs.keys() - set(answers) - set(dead))
    if left:
        yield f"lost: {len(left)} of {len(inputs)} records have no answer, such as {left[0]}"
    wrong = sorted(place for place in set(dead) if not inputs.get(place)) + sorted(place for place in set(answers) if inputs.get(place))
    if wrong:
        yield f"misjudged: {len(wrong)} records have an answer instead of a dead letter or the other way round, such as {wrong[0]}"


def answered_once(answers, dead):
    """No record has two answers, two dead letters, or both."""
    many = sorted(place for place, count in Counter(answers + dead).items() if count > 1)
    if many:
        yield f"doubled: {len(many)} records are answered more than once, such as {many[0]}"


Handling = namedtuple("Handling", "member place key attempt begin end outcome")  # end and outcome: None where it has none


def handlings(member, lines):
    """What a member's log tells: a Handling each. `lines`: (nanoseconds, words)."""
    begun = {}
    for when, words in lines:
        if words[0] not in ("begin", "end"):
            continue
        if words[0] == "begin":
            if (words[1], words[3]) in begun:
                yield begun.pop((words[1], words[3]))  # of a life before
            begun[words[1], words[3]] = Handling(member, place_of(words[1]), words[2], int(words[3]), when, None, None)
        else:
            yield begun.pop((words[1], words[3]))._replace(end=when, outcome=words[4])
    yield from begun.values()


def by_key(handled):
    """Of each key in each partition, in the order of their beginnings."""
    groups = defaultdict(list)
    for handling in sorted(handled, key=lambda handling: handling.begin):
        groups[handling.place[0], handling.key].append(handling)
    return groups.values()


def in_order(handled):
    """A record is first handled after all before it of its key were."""
    for group in by_key(handled):
        last = -1
        seen = set()
        for handling in group:
            offset = handling.place[1]
            if offset not in seen and offset < last:
                yield f"order: {handling} is first handled after offset {last}"
            seen.add(offset)
            last = max(last, offset)


def overlaps(interval, others):
    return any(begin <= interval[1] and interval[0] <= end for begin, end in others)


def not_at_once(handled, disruptions, gone, longest):
    """No two members handle a key at once for longer than `longest` nanoseconds, but for one that was stopped meanwhile, or whose handler
    did not end in the time that it had once its partition was to go. `gone`: {member: [(partition, when)]}."""
    def is_whole(one):
        return (one.end is not None and not overlaps((one.begin, one.end), disruptions[one.member]) and
                not any(partition == one.place[0] and one.begin <= when <= one.end for partition, when in gone[one.member]))

    for group in by_key(handled):
        whole = [one for one in group if is_whole(one)]
        for one, other in zip(whole, whole[1:]):
            if one.member != other.member and min(one.end, other.end) - other.begin > longest:
                yield f"order: {one} and {other} are handled at once"


FollowUp = namedtuple("FollowUp", "partition key says")  # partition: that of the record which it follows


def same_follow_ups(expected, found):
    """A service that met faults brings forth what a plain consumer does without any; repeats count once."""
    for what, some, others in (("missing", expected, found), ("not expected", found, expected)):
        alone = sorted(set(some) - set(others))
        if alone:
            yield f"another outcome: {len(alone)} follow-ups are {what}, such as {alone[0]}"


def same_order(expected, found):
    """Of each key's records in one partition the follow-ups first come in the same order; both in the order in which they were read."""
    orders = [defaultdict(dict), defaultdict(dict)]
    for order, follow_ups in zip(orders, (expected, found)):
        for one in follow_ups:
            order[one.partition, one.key].setdefault(one.says)
    for group, wanted in orders[0].items():
        of_both = [says for says in orders[1][group] if says in wanted]
        if of_both != [says for says in wanted if says in orders[1][group]]:
            yield f"another order: of key {group[1]} in partition {group[0]} came {of_both}"


def events(name, lines):
    """(partition, when) of each event of that name in a member's log."""
    for when, words in lines:
        if words[:2] == ["event", name]:
            yield place_of(words[3])[0], when


def halts(lines):
    """(from, to) while a topic was halted, as the log of one life of a member tells; to: NEVER where it still was in the end."""
    begun = {}
    for when, words in lines:
        if words[:2] == ["event", "halted"]:
            begun.setdefault(words[2], when)
        elif words[:2] == ["event", "resumed"]:
            yield begun.pop(words[2]), when
    for begin in begun.values():
        yield begin, NEVER


def refused_commits(lines):
    """When each was told of in a member's log."""
    return [when for when, words in lines if words[:2] == ["event", "commit_failed"]]


def committable(handled, tenure, until, attempts):
    """{offset: since when it and all records before it were done} of the tenure (member, partition, from when on) of a partition, as known
    at `until`; NEVER where that was not so yet. A partition has one committed offset, so that no record can be committed before those.
    A record that failed `attempts` times is a dead letter; those that are dead letters at once are not handled at all."""
    member, partition, begin = tenure
    of_partition = [handling for handling in handled if handling.place[0] == partition]
    mine = sorted((one for one in of_partition if one.member == member and begin <= one.begin < until), key=lambda one: one.begin)
    # What it began when it had the partition before is not begun again until that has ended.
    running = [one for one in of_partition if one.member == member and one.begin < begin and (one.end is None or one.end > begin)]
    first = min(one.place[1] for one in [*mine, *running])
    over = {one.place[1]: NEVER for one in of_partition if one.place[1] >= first}
    for one in mine:
        is_over = one.end is not None and one.end <= until and (one.outcome == "done" or one.attempt == attempts)
        over[one.place[1]] = one.end if is_over else NEVER
    since, latest = {}, 0
    for offset in sorted(over):
        since[offset] = latest = max(latest, over[offset])
    return since


def last_given(given, member, partition, before):
    return max((when for one, when in given[member] if one == partition and when <= before), default=None)


def read_again_since(one, again, given, halts):
    """When what led to the second of two handlings began: its partition was given to a member, or the halt of its topic was over, which
    goes back to the record that halted it. None: neither."""
    since = last_given(given, again.member, one.place[0], again.begin)
    if since is not None and since > one.begin:
        return since
    return min((end for _, end in halts[one.member] if one.begin <= end <= again.begin), default=None)


def is_of_former_owner(one, again, given, times):
    """Whether who handled a record the second time had its partition before the first did, and was cut off at one of these times (from,
    to): it did not know yet that the partition had been given away."""
    since = last_given(given, again.member, one.place[0], again.begin)
    return one.member != again.member and since is not None and since < one.begin and overlaps((one.begin, again.begin), times)


def repeats_are_explained(handled, given, halts, disruptions, broken, margin, attempts):
    """What was done is done again only where its member, or a broker, was disrupted or its topic halted before that could be committed, or
    where it or a record before it was not done yet when its partition was given to who did it again, or its topic resumed; or by a former
    owner of its partition that was cut off. `given`: {member: [(partition, when)]}; `halts`: {member: [(from, to)]}."""
    known = {}
    groups = defaultdict(list)
    for handling in handled:
        if handling.outcome == "done":
            groups[handling.place].append(handling)
    for (partition, offset), group in groups.items():
        group.sort(key=lambda handling: handling.begin)
        for one, again in zip(group, group[1:]):
            if is_of_former_owner(one, again, given, [*disruptions[again.member], *broken]):
                continue
            tenure = one.member, partition, last_given(given, one.member, partition, one.begin) or 0
            until = read_again_since(one, again, given, halts)
            if until is not None and (tenure, until) not in known:
                known[tenure, until] = committable(handled, tenure, until, attempts)
            done = one.end if until is None else known[tenure, until][offset]
            if done != NEVER and not overlaps((one.begin, done + margin), [*disruptions[one.member], *halts[one.member], *broken]):
                yield f"repeated: {one} was done again, and nothing kept it from being committed"
