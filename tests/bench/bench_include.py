# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to compile a source that includes what the README's program does, or message types, beside <iostream> and
fmt. scripts/bench runs it: bench_include.py COMPILER FOLDER INCLUDE_FOLDER…"""

import pathlib
import sys

from measuring import Failed, in_turn, print_head, print_line

PROGRAM = pathlib.Path(__file__).resolve().parents[1] / "package/outside/main.cpp"
ROUNDS = 7

ONE_TYPE = """#include "thoth/messages/solved_package.hpp"
using thoth::messages::SolvedPackage;
auto bytes_of(const SolvedPackage& message) { return thoth::encode(message); }
auto message_of(std::string_view bytes) { return thoth::decode<SolvedPackage>(bytes); }
"""
ALL_TYPES = """#include "thoth/messages/all.hpp"
const thoth::Catalog& types() { return thoth::messages::catalog(); }
"""


def main(compiler, folder, *include_folders):
    folder = pathlib.Path(folder)
    program = PROGRAM.read_text(encoding="utf-8")
    headers = [line for line in program.splitlines() if line.startswith("#include")]
    sources = {
        "its headers": "\n".join(headers) + "\n",
        "the whole program": program,
        "a type, encoded and decoded": ONE_TYPE,
        "a catalog of all types": ALL_TYPES,
        "fmt/core.h": "#include <iostream>\n#include <fmt/core.h>\n",
        "fmt/format.h": "#include <iostream>\n#include <fmt/format.h>\n",
    }
    paths = {name: folder / f"include{number}.cpp" for number, name in enumerate(sources)}
    for name, text in sources.items():
        paths[name].write_text(text, encoding="utf-8")
    flags = ["-std=c++20", *(f"-I{path}" for path in include_folders), "-c", "-o", "/dev/null"]
    print_head("Compiling what the README's program includes (CPU time)")
    for level in ["-O2", "-O0"]:
        commands = {name: [compiler, level, *flags, str(path)] for name, path in paths.items()}
        costs = {name: cost.processor for name, cost in in_turn(folder, ROUNDS, commands).items()}
        for name, theirs, wanted in [("its headers", "fmt/format.h", 2), ("its headers", "fmt/core.h", 3),
                                     ("the whole program", "fmt/format.h", 3),
                                     ("a type, encoded and decoded", "fmt/format.h", 2),
                                     ("a catalog of all types", "fmt/format.h", 4)]:
            print_line(f"{level}: {name} to <iostream> and <{theirs}>", costs[name], costs[theirs], "s",
                       costs[name] / costs[theirs], wanted)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except Failed as failure:
        sys.exit(f"bench_include: {failure}")
