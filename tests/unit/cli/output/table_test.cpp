// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/table.hpp"

#include <doctest/doctest.h>

using thoth::cli::table;

TEST_CASE("columns are aligned, and no line ends in spaces") {
  CHECK(table({}).empty());
  CHECK(table({{"A", "LONGER", "C"}, {"xyz", "", "d"}, {"x", "y"}}) == "A    LONGER  C\nxyz          d\nx    y\n");
  CHECK(table({{"NAME", "KIND"}, {"a", "b"}, {"longer", ""}}) == "NAME    KIND\na       b\nlonger\n");
}

TEST_CASE("columns are as wide as they show") {
  CHECK(table({{"NAME", "KIND"}, {"größe", "b"}, {"日本", "c"}, {"e\xcc\x81", "d"}}) ==
        "NAME   KIND\ngröße  b\n日本   c\ne\xcc\x81      d\n");
}

TEST_CASE("a cell is one line, and as wide as it shows") {
  CHECK(table({{"A", "B"}, {"x\n::error::", "y"}, {"::error::\xe2\x80\xae", "z"}}) ==
        "A                     B\nx\\u000a::error::      y\n\\u003a:error::\\u202e  z\n");
}
