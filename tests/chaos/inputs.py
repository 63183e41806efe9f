# SPDX-License-Identifier: GPL-3.0-or-later
"""The records that members are given, as entries of a message file. What a package is called says how its handling goes, as
`member.cpp` has it."""
from runs import MISSING, TOPIC

KEYS = 97
FAILING_KEY = 13
POISON, FLAKY = 0.01, 0.02


def solver_of(random, number):
    if number % KEYS == FAILING_KEY:
        return "failing"
    draw = random.random()
    if draw < POISON:
        return "poison"
    return "flaky" if draw < POISON + FLAKY else "plain"


def contents_of(number, solver):
    contents = {"component_name": "chaos", "service_version": "1", "version": "v1", "package_name": f"package-{number}",
                "package_version": "1", "index_url": "https://pypi.org/simple", "solver": solver}
    if solver == "poison":
        contents["package_version"] = 3
    return contents


def entry_of(number, solver, **more):
    return {"topic_name": TOPIC, "key": f"key-{number % KEYS}", "message_contents": contents_of(number, solver), **more}


def missing_entry_of(number, package_name, filler=""):
    """Of the topic that a package called "halt" halts."""
    contents = {"component_name": "chaos", "service_version": "1", "version": "v1", "package_name": package_name,
                "index_url": "https://pypi.org/simple" + filler}
    return {"topic_name": MISSING, "key": f"key-{number % KEYS}", "message_contents": contents}
