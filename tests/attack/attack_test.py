# SPDX-License-Identifier: GPL-3.0-or-later
"""The attack sees what is slow, large, crashes or writes control characters, and its files are the same for the same seed."""
import itertools
import json
import sys
import tempfile
import unittest
from pathlib import Path

import attack
import cases
import measure
import schemas


def program(text):
    """The command line of a program in Python."""
    return [sys.executable, "-c", text]


def a_run(**values):
    good = {"seconds": 1, "megabytes": 10, "code": 1, "timed_out": False, "output": "a\tb\n", "errors": ""}
    return measure.Run(**{**good, **values})


class Cases(unittest.TestCase):
    def test_are_the_same_for_the_same_seed(self):
        def texts(seed):
            return [case.hostile() for case in itertools.islice(cases.all_cases(seed), 30)]
        self.assertEqual(texts(3), texts(3))
        self.assertNotEqual(texts(3), texts(4))

    def test_are_of_each_family_and_at_most_a_megabyte(self):
        for source, (families, _) in cases.SOURCES.items():
            for family, size, seed in itertools.product(families, (cases.SMALLEST, 3000, cases.LARGEST), range(3)):
                case = cases.Case(source, family, size, seed)
                self.assertLessEqual(len(case.hostile()), cases.LARGEST, str(case))

    def test_begin_with_each_family(self):
        families = sum(len(families) for families, _ in cases.SOURCES.values())
        first = {(case.source, case.family) for case in itertools.islice(cases.all_cases(1), families)}
        self.assertEqual(len(first), families)

    def test_of_schemas_are_json(self):
        for family, seed in itertools.product(("width", "references", "combinations", "steering"), range(5)):
            json.loads(cases.Case("schema", family, 2000, seed).hostile())

    def test_change_a_copy(self):
        with tempfile.TemporaryDirectory() as folder:
            files = cases.Case("schema", "width", 2000, 1).write(Path(folder))
            self.assertNotEqual(Path(files["old"]).read_bytes(), Path(files["new"]).read_bytes())


class Writing(unittest.TestCase):
    def test_is_that_of_json_with_any_number(self):
        value = {"a": [1, "x", None, True, {}, []], "b": {"c": 2}}
        self.assertEqual(json.loads(schemas.written(value)), value)
        self.assertEqual(schemas.written({"a": schemas.Raw("1e999")}), '{"a":1e999}')


class Faults(unittest.TestCase):
    def test_of_a_good_run_are_none(self):
        self.assertEqual(measure.faults(a_run(), "text"), [])

    def test_are_seen(self):
        for values, fault in (({"seconds": 5.1}, "slow"), ({"megabytes": 501}, "large"), ({"code": -11}, "ends with -11"),
                              ({"code": 70}, "ends with 70"), ({"timed_out": True, "code": -9}, "hangs"),
                              ({"output": "\x1b[2J"}, "control character in the output"),
                              ({"output": "\u202e"}, "control character in the output"),
                              ({"errors": "a\rb"}, "control character in the errors")):
            self.assertEqual(measure.faults(a_run(**values), "text"), [fault])

    def test_of_data_are_what_json_escapes(self):
        self.assertEqual(measure.faults(a_run(output="\u202e"), "data"), [])
        self.assertEqual(len(measure.faults(a_run(output="\x07"), "data")), 1)


class Measure(unittest.TestCase):
    def test_tells_output_and_exit_code(self):
        done = measure.run(program("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"))
        self.assertEqual((done.code, done.output, done.errors), (3, "out\n", "err\n"))

    def test_tells_a_signal(self):
        self.assertEqual(measure.run(program("import os; os.abort()")).code, -6)

    def test_tells_memory(self):
        self.assertGreater(measure.run(program("x = b'x' * (300 << 20)")).megabytes, 300)

    def test_tells_time_that_was_worked(self):
        spent = "import time\nbegan = time.process_time()\nwhile time.process_time() < began + 0.5: pass"
        self.assertGreater(measure.run(program(spent)).seconds, 0.5)
        self.assertLess(measure.run(program("import time; time.sleep(2)")).seconds, 1)


class Shrinking(unittest.TestCase):
    def test_finds_the_smallest_that_fails(self):
        smallest = attack.smallest_failing(cases.Case("schema", "depth", 1000, 1), lambda case: case.size > 100)
        self.assertEqual(smallest.size, 125)

    def test_leaves_what_only_failed_once(self):
        case = cases.Case("schema", "depth", 1000, 1)
        self.assertEqual(attack.smallest_failing(case, lambda smaller: False), case)


if __name__ == "__main__":
    unittest.main()
