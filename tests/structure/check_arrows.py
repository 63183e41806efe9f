# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a source includes a room that its own may not know. Usage: check_arrows.py ROOT"""
import sys

from rooms import MAY_INCLUDE, included, room_of, sources

MOST_UNITS = 26


def wrong_arrows(root):
    """Each include that points the wrong way, in words."""
    for path in sources(root, "lib", "cli", "messages"):
        room = room_of(path)
        if room not in MAY_INCLUDE:
            yield f"{path}: belongs to no room (tests/structure/rooms.py lists them)"
            continue
        for header in included(root, path):
            target = room_of(header)
            if target != room and target not in MAY_INCLUDE[room]:
                yield f"{path}: includes {header}, and {room} may not know {target}"


def crowded_rooms(root):
    """Rooms of more units than a reader can take in."""
    units = {}
    for path in sources(root, "lib", "cli"):
        if not path.startswith("lib/include/"):
            # x_impl.hpp is what the sources of unit x share.
            unit = path.split(".")[0].removesuffix("_impl")
            units.setdefault(room_of(path), set()).add(unit)
    for room, names in units.items():
        if len(names) > MOST_UNITS:
            yield f"{room} holds {len(names)} units, more than {MOST_UNITS}"


def circles():
    """Rooms that may reach themselves: a mistake in the table itself."""
    for room, known in MAY_INCLUDE.items():
        reached, waiting = set(), list(known)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(MAY_INCLUDE[name])
        if room in reached:
            yield f"tests/structure/rooms.py lets {room} reach itself"


def main(root):
    faults = [*circles(), *wrong_arrows(root), *crowded_rooms(root)]
    print("\n".join(faults) or f"no wrong arrow in {sum(1 for _ in sources(root, 'lib', 'cli', 'messages'))} sources")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
