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

TEST_CASE("rows that are too long end in an ellipsis, after a word") {
  CHECK(table({{"A", "TEXT"}, {"x", "one two three"}}, 16) == "A  TEXT\nx  one two three\n");
  CHECK(table({{"A", "TEXT"}, {"x", "one two three"}}, 15) == "A  TEXT\nx  one two…\n");
  CHECK(table({{"A", "TEXT"}, {"x", "one two three"}}, 11) == "A  TEXT\nx  one two…\n");
  CHECK(table({{"A", "TEXT"}, {"x", "one two  three"}}, 13) == "A  TEXT\nx  one two…\n");
  CHECK(table({{"A", "TEXT"}, {"x", "日本 日本 日本"}}, 14) == "A  TEXT\nx  日本 日本…\n");
}

TEST_CASE("a single word is cut where it has to be, and a column without room is left alone") {
  CHECK(table({{"A", "TEXT"}, {"x", "onetwothree"}}, 12) == "A  TEXT\nx  onetwoth…\n");
  CHECK(table({{"A", "TEXT"}, {"x", "one two three"}}, 10) == "A  TEXT\nx  one two three\n");
  CHECK(table({{"A", "B", "TEXT"}, {"one two three four", "y"}}, 12) ==
        "A                   B  TEXT\none two three four  y\n");
}
