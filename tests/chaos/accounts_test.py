# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of loss is seen, and where there is none, none is."""
import unittest

import accounts

SENT = range(100, 103)
FOUND = {(0, 0): 100, (0, 1): 101, (1, 0): 102}


def receipt(entry, partition=0, offset=0, error=None):
    return {"entry": entry, "partition": partition, "offset": offset, "error": error}


ALL = [receipt(1, 0, 0), receipt(2, 0, 1), receipt(3, 1, 0)]
DOUBTFUL = f"timed out: {accounts.IN_DOUBT}"


def whole(code, receipts, committed, sent=SENT):
    return list(accounts.is_whole("it", code, receipts, sent, committed))


class Receipts(unittest.TestCase):
    def test_of_what_is_there_hold(self):
        self.assertEqual(list(accounts.receipts_hold(ALL, SENT, FOUND)), [])

    def test_of_what_is_missing_or_another_do_not(self):
        lost = list(accounts.receipts_hold([receipt(1, 0, 7), receipt(2, 1, 0)], SENT, FOUND))
        self.assertEqual([text.split(":")[0] for text in lost], ["lost", "lost"])

    def test_of_errors_promise_nothing(self):
        self.assertEqual(list(accounts.receipts_hold([receipt(1, None, None, "no")], SENT, {})), [])


class Accounts(unittest.TestCase):
    def test_are_complete(self):
        self.assertEqual(list(accounts.is_accounted(ALL[:2] + [receipt(3, error="no")], [102], SENT)), [])

    def test_without_a_receipt_are_not(self):
        self.assertRegex(next(accounts.is_accounted(ALL[:2], [], SENT)), "unaccounted: 1 entries")

    def test_with_a_receipt_twice_are_not(self):
        self.assertRegex(next(accounts.is_accounted(ALL + ALL[:1], [], SENT)), "unaccounted: 1 entries")

    def test_need_the_undelivered(self):
        self.assertRegex(next(accounts.is_accounted(ALL[:2] + [receipt(3, error="no")], [], SENT)), "undelivered file")


class Surprises(unittest.TestCase):
    def test_are_doubles(self):
        self.assertRegex(next(accounts.surprises(ALL, SENT, {**FOUND, (1, 1): 102})), "doubled")

    def test_are_records_that_were_called_undelivered(self):
        self.assertRegex(next(accounts.surprises([receipt(1, error="refused")], SENT, FOUND)), "misreported")

    def test_are_no_records_in_doubt(self):
        self.assertEqual(list(accounts.surprises([receipt(1, error=DOUBTFUL)], SENT, FOUND)), [])


class Transactions(unittest.TestCase):
    def test_of_all_or_none_are_whole(self):
        self.assertEqual(whole(0, ALL, list(SENT)), [])
        self.assertEqual(whole(-9, [], []), [])
        self.assertEqual(whole(-9, [], list(SENT)), [])
        self.assertEqual(whole(4, [receipt(1, error="aborted")], [7, 8]), [])

    def test_of_a_part_are_torn(self):
        self.assertRegex(whole(-9, [], [100])[0], "torn")

    def test_that_ended_well_are_there(self):
        self.assertRegex(whole(0, ALL, [])[0], "lost")

    def test_with_a_receipt_are_there(self):
        self.assertRegex(whole(-9, ALL[:1], [])[0], "lost")

    def test_that_ended_well_have_all_receipts(self):
        self.assertRegex(whole(0, ALL[:2], list(SENT))[0], "unaccounted")

    def test_that_failed_are_not_there_unless_in_doubt(self):
        self.assertRegex(whole(4, [receipt(1, error="refused")], list(SENT))[0], "misreported")
        self.assertEqual(whole(4, [receipt(1, error=DOUBTFUL)], list(SENT)), [])

    def test_are_there_once(self):
        self.assertRegex(whole(0, ALL, [*SENT, 100])[0], "doubled")


class Reading(unittest.TestCase):
    def test_skips_nothing(self):
        self.assertEqual(list(accounts.nothing_skipped({(0, 0), (0, 1), (1, 0), (9, 9)}, FOUND)), [])

    def test_that_skips_is_seen(self):
        self.assertRegex(next(accounts.nothing_skipped({(0, 0), (1, 0)}, FOUND)), r"skipped: 1 of 3 records, such as \(0, 1\)")


SECOND = 1_000_000_000


def handled(member, offset, begin, end, outcome="done", key="k"):
    """In seconds, of partition 0."""
    return accounts.Handling(member, (0, offset), key, 1, begin * SECOND, end * SECOND, outcome)


class Services(unittest.TestCase):
    def test_answer_each_record_by_an_answer_or_a_dead_letter(self):
        inputs = {(0, 0): False, (0, 1): True}
        self.assertEqual(list(accounts.all_answered(inputs, [(0, 0)], [(0, 1)])), [])
        self.assertRegex(next(accounts.all_answered(inputs, [(0, 0)], [])), r"lost: 1 of 2 .*\(0, 1\)")
        self.assertRegex(next(accounts.all_answered(inputs, [(0, 0), (0, 1)], [])), r"misjudged: 1 records .*\(0, 1\)")
        self.assertRegex(next(accounts.all_answered(inputs, [], [(0, 0), (0, 1)])), r"misjudged: 1 records .*\(0, 0\)")

    def test_answer_each_record_once(self):
        self.assertEqual(list(accounts.answered_once([(0, 0)], [(0, 1)])), [])
        self.assertEqual(len(list(accounts.answered_once([(0, 0)], [(0, 0)]))), 1)

    def test_tell_of_each_handling_when_it_began_and_ended(self):
        lines = [(1, "begin 0@5 k 1".split()), (2, "event assigned t 0@-1".split()), (3, "begin 0@6 k 1".split()),
                 (4, "end 0@5 k 1 done".split())]
        self.assertEqual(list(accounts.handlings("m", lines)), [accounts.Handling("m", (0, 5), "k", 1, 1, 4, "done"),
                                                                accounts.Handling("m", (0, 6), "k", 1, 3, None, None)])
        again = [*lines, (9, "begin 0@6 k 1".split())]
        self.assertEqual(sorted(one.begin for one in accounts.handlings("m", again)), [1, 3, 9])

    def test_handle_a_key_in_order(self):
        self.assertEqual(list(accounts.in_order([handled("a", 0, 0, 1), handled("b", 1, 2, 3), handled("b", 0, 4, 5)])), [])
        self.assertEqual(list(accounts.in_order([handled("a", 1, 0, 1), handled("a", 0, 2, 3, key="other")])), [])
        self.assertEqual(len(list(accounts.in_order([handled("a", 1, 0, 1), handled("a", 0, 2, 3)]))), 1)

    def test_do_not_handle_a_key_at_once(self):
        both = [handled("a", 0, 0, 20), handled("b", 0, 5, 30)]
        undisturbed = {"a": [], "b": []}
        self.assertEqual(len(list(accounts.not_at_once(both, undisturbed, undisturbed, 10 * SECOND))), 1)
        self.assertEqual(list(accounts.not_at_once(both, undisturbed, undisturbed, 16 * SECOND)), [])
        self.assertEqual(list(accounts.not_at_once(both, {"a": [(SECOND, 2 * SECOND)], "b": []}, undisturbed, 0)), [])
        # It was asked to end, and had its time.
        self.assertEqual(list(accounts.not_at_once(both, undisturbed, {"a": [(0, 4 * SECOND)], "b": []}, 0)), [])
        self.assertEqual(len(list(accounts.not_at_once(both, undisturbed, {"a": [(1, 4 * SECOND)], "b": []}, 0))), 1)

    def repeats(self, handlings, disruptions=(), broken=(), halts=()):
        given = {"a": [(0, 0)], "b": [(0, 49 * SECOND)]}
        return list(accounts.repeats_are_explained(handlings, given, {"a": halts, "b": []}, {"a": disruptions, "b": []}, broken, SECOND,
                                                   attempts=4))

    def test_repeat_only_what_could_not_be_committed(self):
        twice = [handled("a", 0, 0, 1), handled("b", 0, 50, 51)]
        self.assertEqual(len(self.repeats(twice)), 1)
        self.assertEqual(self.repeats(twice, disruptions=[(2 * SECOND, 3 * SECOND)]), [])
        self.assertEqual(self.repeats(twice, broken=[(0, 40 * SECOND)]), [])
        self.assertEqual(self.repeats([handled("a", 0, 0, 1, "failed"), handled("a", 0, 2, 3)]), [])

    def test_repeat_what_a_former_owner_did_not_know_to_be_done(self):
        # "a" has the partition from the beginning; "b" got it at 49 s.
        again = [handled("b", 0, 55, 56), handled("a", 0, 60, 61)]
        self.assertEqual(len(self.repeats(again)), 1)
        self.assertEqual(self.repeats(again, disruptions=[(40 * SECOND, 60 * SECOND)]), [])
        self.assertEqual(self.repeats(again, broken=[(40 * SECOND, 60 * SECOND)]), [])
        self.assertEqual(len(self.repeats(again, disruptions=[(40 * SECOND, 41 * SECOND)])), 1)

    def test_repeat_what_an_earlier_record_held_up(self):
        after = [handled("a", 1, 2, 3), handled("b", 1, 52, 53)]
        for first in (handled("a", 0, 0, 1, "failed"), handled("a", 0, 0, 60), handled("a", 0, 0, 1)._replace(end=None, outcome=None)):
            self.assertEqual(self.repeats([first, *after]), [])
        for first in (handled("a", 0, 0, 1), handled("a", 0, 0, 1, "failed")._replace(attempt=4), handled("a", 2, 0, 1, "failed")):
            self.assertEqual(len(self.repeats([first, *after])), 1)
        # What another member did with it before does not count.
        before = handled("c", 2, -5, -4)
        held_up = handled("a", 3, 2, 3), handled("b", 3, 52, 53)
        self.assertEqual(self.repeats([before, handled("a", 1, 1, 2), *held_up]), [])
        # What its member still works at when the partition comes back is begun anew only after that.
        given = {"a": [(0, 0), (0, 10 * SECOND), (0, 49 * SECOND)]}
        other = handled("a", 1, 12, 13, key="other"), handled("a", 1, 52, 53, key="other")
        for held_up, losses in (([handled("a", 0, 0, 60)], 0), ([handled("a", 0, 0, 30), handled("a", 0, 30, 31)], 1)):
            found = accounts.repeats_are_explained([*held_up, *other], given, {"a": []}, {"a": []}, [], SECOND, attempts=4)
            self.assertEqual(len(list(found)), losses)
        late = [handled("a", 0, 0, 20), *after]
        self.assertEqual(len(self.repeats(late)), 1)
        self.assertEqual(self.repeats(late, broken=[(20.5 * SECOND, 20.6 * SECOND)]), [])

    def test_repeat_what_a_halt_went_back_over(self):
        halts = list(accounts.halts([(2 * SECOND, "event halted t 0@0 denied".split()), (2 * SECOND, "event halted u -1@-1 asked".split()),
                                     (9 * SECOND, "event resumed t -1@-1".split()), (9 * SECOND, ["begin", "0@0", "k", "1"])]))
        self.assertEqual(halts, [(2 * SECOND, 9 * SECOND), (2 * SECOND, accounts.NEVER)])
        # By the same member, which kept the partition.
        again = [handled("a", 1, 0, 1, key="other"), handled("a", 1, 10, 11, key="other")]
        self.assertEqual(self.repeats(again, halts=halts[:1]), [])
        self.assertEqual(len(self.repeats(again)), 1)
        # What was done long before could be committed, unless what halted the topic held it up, or a record that was not done yet.
        again = [handled("a", 1, 0, 1), handled("a", 1, 30, 31)]
        later = [(20 * SECOND, 29 * SECOND)]
        self.assertEqual(len(self.repeats(again, halts=later)), 1)
        for first in (handled("a", 0, 19, 20, "failed")._replace(attempt=4), handled("a", 0, 0, 1, "failed"), handled("a", 0, 0, 60)):
            self.assertEqual(self.repeats([first, *again], halts=later), [])
        self.assertEqual(len(self.repeats([handled("a", 0, 2, 3), *again], halts=later)), 1)

    def test_bring_forth_what_a_plain_consumer_does(self):
        wanted = [accounts.FollowUp(0, "k", "1"), accounts.FollowUp(0, "k", "2"), accounts.FollowUp(1, "k", "3")]
        first, second, other = wanted
        for same in (wanted, [first, second, first, other], [other, first, second]):
            self.assertEqual([*accounts.same_follow_ups(wanted, same), *accounts.same_order(wanted, same)], [])
        self.assertRegex(next(accounts.same_follow_ups(wanted, [first, other])), "1 follow-ups are missing.*'2'")
        self.assertRegex(next(accounts.same_follow_ups([first], [first, second])), "1 follow-ups are not expected.*'2'")
        self.assertEqual(list(accounts.same_order(wanted, [second, other])), [])  # a missing one has been told
        self.assertRegex(next(accounts.same_order(wanted, [second, first, other, second])), r"key k in partition 0 came \['2', '1'\]")

    def test_tell_what_was_given(self):
        lines = [(5, ["event", "assigned", "t", "3@-1"]), (6, ["event", "lost", "t", "4@-1"]), (7, ["begin", "3@0", "k", "1"])]
        self.assertEqual(list(accounts.events("assigned", lines)), [(3, 5)])
        self.assertEqual(accounts.refused_commits([*lines, (8, ["event", "commit_failed", "-1@-1", "committing"])]), [8])

    def test_write_the_origin_of_a_dead_letter_in_binary(self):
        headers = [{"key": "kafka_dlt-original-partition", "value_base64": "AAAABQ=="},
                   {"key": "kafka_dlt-original-offset", "value_base64": "AAAAAAAAAQA="}]
        self.assertEqual(accounts.origin_of_dead_letter(headers), (5, 256))


if __name__ == "__main__":
    unittest.main()
