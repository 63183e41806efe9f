// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "thoth/message_file.hpp"

using thoth::file::Entry;
using thoth::file::Reader;
using thoth::file::Shape;
using thoth::file::Source;

namespace {

struct ReadInParts {
  std::string text;
  std::uint64_t line;
  std::uint64_t column;
  bool broken;

  friend bool operator==(const ReadInParts&, const ReadInParts&) = default;
};

/// Reads on to the end, with lines counted from `from`.
void read_on(Reader& reader, const thoth::Place& from, std::vector<ReadInParts>& all) {
  Entry entry;
  for (;;) {
    const auto more = reader.next(entry);
    REQUIRE(more.has_value());
    if (!*more) return;
    const bool first_line = entry.place.line == 1;
    all.push_back({std::string(entry.text), from.line + entry.place.line - 1,
                   first_line ? from.column + entry.place.column - 1 : entry.place.column, !entry.violations.empty()});
    REQUIRE(all.size() < 100000);
  }
}

/// Reads a text in parts of about `step` bytes; empty if a part did not end where the next one begins.
std::vector<ReadInParts> read_parts(const std::string& text, std::uint64_t step, Shape shape) {
  Reader whole(Source::from_text(text, "test"), shape);
  Entry entry;
  REQUIRE(whole.next(entry).value());
  std::vector<ReadInParts> all;
  thoth::Place at = entry.place;
  while (at.offset < text.size()) {
    const std::uint64_t end = whole.likely_entry(at.offset + step);
    Reader part = whole.part(at.offset, end);
    read_on(part, at, all);
    const thoth::Place after = part.place_at(part.position());
    if (part.position() != end) return {};
    at = {end, at.line + after.line - 1, after.line == 1 ? at.column + after.column - 1 : after.column};
  }
  return all;
}

std::vector<ReadInParts> read_whole(const std::string& text, Shape shape) {
  Reader reader(Source::from_text(text, "test"), shape);
  std::vector<ReadInParts> all;
  read_on(reader, {}, all);
  return all;
}

std::string entry_of(int number) {
  return R"({"topic_name":"t","message_contents":{"a":")" + std::string(static_cast<std::size_t>(number % 37), 'x') +
         R"("}})";
}

/// Entries with something before, between and after them.
std::string join(const std::string& before, const std::string& between, const std::string& after) {
  std::string text = before;
  for (int number = 0; number < 100; ++number) text += (number == 0 ? "" : between) + entry_of(number);
  return text + after;
}

}  // namespace

TEST_CASE("the parts of a source hold together what the whole holds") {
  const std::vector<std::string> texts = {join("", "\n", "\n"), join("[", ",", "]"), join("[\n  ", ",\n  ", "\n]\n"),
                                          join("", "", ""), join("\n \n", "\r\n\n", "")};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 20));
    const auto expected = read_whole(text, Shape::entries);
    REQUIRE(expected.size() == 100);
    for (const std::uint64_t step :
         {std::uint64_t{1}, std::uint64_t{50}, std::uint64_t{1000}, std::uint64_t{5000}, std::uint64_t{100000}}) {
      CAPTURE(step);
      CHECK(read_parts(text, step, Shape::entries) == expected);
    }
  }
}

TEST_CASE("parts with lines that lack their ends hold what the whole holds") {
  std::string text = entry_of(0) + "\n";
  for (int number = 1; number < 1500; ++number) {
    text +=
        (number % 700 < 600 ? "{\"topic_name\":\"t\",\"a\":[" + std::to_string(number) + "," : entry_of(number)) + "\n";
  }
  Reader whole(Source::from_text(text, "test"));
  const auto expected = read_whole(text, Shape::entries);
  REQUIRE(expected.size() == 1500);
  // A part may go on after its end, up to where brackets were followed in vain: what it reads there is the same.
  Entry entry;
  REQUIRE(whole.next(entry).value());
  for (const std::uint64_t step : {std::uint64_t{50}, std::uint64_t{1000}, std::uint64_t{20000}}) {
    CAPTURE(step);
    std::vector<ReadInParts> all;
    for (thoth::Place at; at.offset < text.size();) {
      Reader part = whole.part(at.offset, whole.likely_entry(at.offset + step));
      read_on(part, at, all);
      const thoth::Place after = part.place_at(part.position());
      at = {part.position(), at.line + after.line - 1, after.line == 1 ? at.column + after.column - 1 : after.column};
      if (part.over()) break;
    }
    CHECK(all == expected);
  }
}

TEST_CASE("parts of bare contents") {
  std::string text;
  for (int number = 0; number < 50; ++number) text += "{\"a\": " + std::to_string(number) + "}\n";
  CHECK(read_parts(text, 60, Shape::contents) == read_whole(text, Shape::contents));
}

TEST_CASE("a guess that lies within an entry shows at the end of the part before it") {
  const std::string nested = R"({"topic_name":"t","message_contents":{"a":[{"topic_name":1}]}})";
  const std::string text = nested + "\n" + nested + "\n";
  Reader whole(Source::from_text(text, "test"));
  Entry entry;
  REQUIRE(whole.next(entry).value());
  const std::uint64_t guess = whole.likely_entry(1);
  REQUIRE(guess < nested.size());
  Reader part = whole.part(0, guess);
  REQUIRE(part.next(entry).value());
  CHECK(entry.text == nested);
  CHECK_FALSE(part.next(entry).value());
  CHECK(part.position() == nested.size() + 1);
}

TEST_CASE("where nothing looks like an entry there is no guess") {
  const std::string text = entry_of(1) + "\n{ \"topic_name\":\"t\",\"message_contents\":{}}\n";
  Reader whole(Source::from_text(text, "test"));
  Entry entry;
  REQUIRE(whole.next(entry).value());
  CHECK(whole.likely_entry(1) == text.size());
  CHECK(whole.likely_entry(text.size() + 5) == text.size());
}

TEST_CASE("the last part of a broken array says so") {
  const std::string text = "[" + entry_of(1) + "," + entry_of(2);
  Reader whole(Source::from_text(text, "test"));
  Entry entry;
  REQUIRE(whole.next(entry).value());
  Reader part = whole.part(1, text.size());
  REQUIRE(part.next(entry).value());
  REQUIRE(part.next(entry).value());
  CHECK(entry.violations.empty());
  REQUIRE(part.next(entry).value());
  CHECK_FALSE(entry.violations.empty());
}
