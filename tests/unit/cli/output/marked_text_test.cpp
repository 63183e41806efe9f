// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/marked_text.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace thoth;
using namespace thoth::cli;

namespace {

std::string joined(const MarkedText& text) {
  return text.before + "[" + text.marked + "]" + text.after;
}

}  // namespace

TEST_CASE("the value at a place is marked, to its end") {
  const std::string_view text = R"({"a":"x\"}","b":[1,{"c":2}],"d":true})";
  CHECK(joined(marked_text(text, 5, MarkAt::value)) == R"({"a":["x\"}"],"b":[1,{"c":2}],"d":true})");
  CHECK(joined(marked_text(text, text.find('['), MarkAt::value)) == R"({"a":"x\"}","b":[[1,{"c":2}]],"d":true})");
  CHECK(joined(marked_text(text, text.find("true"), MarkAt::value)) == R"({"a":"x\"}","b":[1,{"c":2}],"d":[true]})");
  CHECK(joined(marked_text(text, 0, MarkAt::character)) == "[{]" + std::string(text.substr(1)));
}

TEST_CASE("what is no value has one character marked, and the end none") {
  CHECK(joined(marked_text("{\"a\": nope}", 6, MarkAt::value)) == "{\"a\": [n]ope}");
  CHECK(joined(marked_text("äöü", 2, MarkAt::character)) == "ä[ö]ü");
  CHECK(joined(marked_text("{", 1, MarkAt::character)) == "{[]");
  CHECK(joined(marked_text("{", 99, MarkAt::value)) == "{[]");
}

TEST_CASE("a long text is cut around the value, and a long value is too") {
  const std::string text = std::string(1'000'000, 'a') + "7" + std::string(1'000'000, 'b');
  const MarkedText one = marked_text(text, 1'000'000, MarkAt::value);
  CHECK(one.marked == "7");
  CHECK(one.before.starts_with("…a"));
  CHECK(one.after.ends_with("b…"));
  CHECK(joined(one).size() < 1000);
  const MarkedText large = marked_text('"' + std::string(1'000'000, 'x') + "\"}", 0, MarkAt::value);
  CHECK(large.marked.ends_with("x…"));
  CHECK(joined(large).size() < 1000);
}

TEST_CASE("no character is cut in two") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "ä";
  const MarkedText one = marked_text(text, 1000, MarkAt::character);
  CHECK(one.before.starts_with("…ä"));
  CHECK(one.after.ends_with("ä…"));
}

TEST_CASE("what is hidden does not show, wherever it is") {
  const std::string text = R"({"p":"hunter2","a":1,"q":"hunter3"})";
  const std::vector<ByteRange> hidden{{5, 14}, {text.find("\"hunter3"), text.size() - 1}};
  CHECK(joined(marked_text(text, text.find('1'), MarkAt::value, hidden)) == R"({"p":***,"a":[1],"q":***})");
  CHECK(joined(marked_text(text, 5, MarkAt::value, hidden)) == R"({"p":[***],"a":1,"q":***})");
  CHECK(joined(marked_text(text, 0, MarkAt::value, hidden)) == R"([{"p":***,"a":1,"q":***}])");
  const std::vector<ByteRange> all{{0, text.size()}};
  CHECK(marked_text(text, 5, MarkAt::value, all).empty());
}

TEST_CASE("a secret that is cut by an edge stays hidden") {
  const std::string text =
      "{\"p\":\"" + std::string(2000, 's') + "\",\"a\":1,\"q\":\"" + std::string(2000, 's') + "\"}";
  const std::size_t second = text.find("\"q\":") + 4;
  const std::vector<ByteRange> hidden{{5, 2007}, {second, text.size() - 1}};
  const MarkedText one = marked_text(text, text.find(":1,") + 1, MarkAt::value, hidden);
  CHECK(joined(one).find("ss") == std::string::npos);
  CHECK(joined(one).find("***") != std::string::npos);
}
