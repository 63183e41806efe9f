// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/wrapped_text.hpp"

#include <doctest/doctest.h>

namespace {

std::string wrapped(std::string_view text, std::size_t column, std::size_t width) {
  std::string out;
  thoth::cli::append_wrapped(text, column, width, out);
  return out;
}

}  // namespace

TEST_CASE("text is wrapped at words, and indented") {
  CHECK(wrapped("", 2, 10) == "\n");
  CHECK(wrapped("one two three", 2, 9) == "one two\n  three\n");
  CHECK(wrapped("éé éé é", 0, 5) == "éé éé\né\n");
  CHECK(wrapped("日 日 日", 0, 5) == "日 日\n日\n");
}

TEST_CASE("a word that is too long stays whole") {
  CHECK(wrapped("a verylongword b", 1, 6) == "a\n verylongword\n b\n");
}

TEST_CASE("no text breaks a line, nor begins one as a command") {
  CHECK(wrapped("one\n::error::x", 0, 80) == "one\\u000a::error::x\n");
  CHECK(wrapped("one ::error::x", 0, 8) == "one\n\\u003a:error::x\n");
}

TEST_CASE("a line that is too long is cut after a word, a word that is too long anywhere") {
  const auto cut = [](std::string line, std::size_t width) {
    thoth::cli::cut_after_word(line, width);
    return line;
  };
  CHECK(cut("one two three", 13) == "one two three");
  CHECK(cut("one two three", 12) == "one two…");
  CHECK(cut("one two three", 8) == "one two…");
  CHECK(cut("one two three", 7) == "one…");
  CHECK(cut("one  two", 7) == "one…");
  CHECK(cut("onetwothree", 8) == "onetwot…");
  CHECK(cut("日本 日本", 8) == "日本…");
}
