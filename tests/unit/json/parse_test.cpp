// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  repeated.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

Place place(std::uint64_t offset, std::uint64_t line, std::uint64_t column) {
  return Place{offset, line, column};
}

TEST_CASE("the tree holds kinds, meanings and tokens") {
  const std::string text = R"({"s":"x","n":-1.50e+2,"t":true,"f":false,"z":null,"a":[1,[]],"o":{"in":{}}})";
  const auto parsed = parse(text);
  REQUIRE(parsed.document != nullptr);
  const Node& root = parsed.document->root();
  CHECK(root.kind == Kind::object);
  REQUIRE(root.members.size() == 7);
  CHECK(root.find("s")->text == "x");
  CHECK(root.find("n")->kind == Kind::number);
  CHECK(root.find("n")->text == "-1.50e+2");
  CHECK(root.find("t")->truth);
  CHECK(root.find("f")->kind == Kind::boolean);
  CHECK(!root.find("f")->truth);
  CHECK(root.find("z")->kind == Kind::null);
  REQUIRE(root.find("a")->items.size() == 2);
  CHECK(root.find("a")->items[0].text == "1");
  CHECK(root.find("a")->items[1].kind == Kind::array);
  CHECK(root.find("o")->find("in")->kind == Kind::object);
  CHECK(root.find("nothing") == nullptr);
  CHECK(root.find("a")->find("in") == nullptr);
  CHECK(root.members[5].name == "a");
}

TEST_CASE("every value and name knows where it stands") {
  const std::string text = "\n { \"a\" : [ 12 , \"\xC3\xA9\\n\" ] ,\"b\":{ } } ";
  const auto parsed = parse(text);
  REQUIRE(parsed.document != nullptr);
  const auto at = [&text](const Node& node) { return text.substr(node.begin, node.end - node.begin); };
  const Node& root = parsed.document->root();
  CHECK(at(root) == text.substr(2, text.size() - 3));
  CHECK(text.substr(root.members[0].begin, 3) == "\"a\"");
  CHECK(at(root.members[0].value) == "[ 12 , \"\xC3\xA9\\n\" ]");
  CHECK(at(root.members[0].value.items[0]) == "12");
  CHECK(at(root.members[0].value.items[1]) == "\"\xC3\xA9\\n\"");
  CHECK(text.substr(root.members[1].begin, 3) == "\"b\"");
  CHECK(at(root.members[1].value) == "{ }");
}

TEST_CASE("a document may move, its nodes stay") {
  auto parsed = parse("[\"a\\u0062\"]");
  REQUIRE(parsed.document != nullptr);
  const Node& item = parsed.document->root().items[0];
  const Document moved = std::move(*parsed.document);
  CHECK(moved.root().items.data() == &item);
  CHECK(moved.root().items[0].text == "ab");
}

TEST_CASE("places count lines and characters") {
  CHECK(parse("[1,\n 2,\n\t x]").violations.at(0).place == place(10, 3, 3));
  CHECK(parse("[1,\r\n2,\r\n!]").violations.at(0).place == place(9, 3, 1));
  CHECK(parse("[1,\r!]").violations.at(0).place == place(4, 1, 5));
  CHECK(parse("[\"\xC3\xA9\xF0\x9F\x98\x80\" !]").violations.at(0).place == place(10, 1, 7));
  CHECK(parse("\"\n\"").violations.at(0).place == place(1, 1, 2));
  CHECK(parse("[1\n\n").violations.at(0).place == place(4, 3, 1));
}

TEST_CASE("a syntax error says where in the document reading stood") {
  CHECK(parse(R"({"a":{"b":[1,{"c/d":x}]}})").violations.at(0).pointer == "/a/b/1/c~1d");
  CHECK(parse(R"({"a":[[],[],!]})").violations.at(0).pointer == "/a/2");
  CHECK(parse("!").violations.at(0).pointer.empty());
  CHECK(parse("[{}, {\"x\":1, !}]").violations.at(0).pointer == "/1/x");
}

TEST_CASE("a thousand levels are read, one more is refused where it opens") {
  for (const std::string_view open : {"[", "{\"a\":"}) {
    const std::string close = open == "[" ? "]" : "}";
    CAPTURE(open);
    const std::string inner = open == "[" ? "[]" : "{}";
    CHECK(parse(repeat(open, 999) + inner + repeat(close, 999)).document != nullptr);
    const auto refused = parse(repeat(open, 1000) + inner + repeat(close, 1000));
    CHECK(refused.document == nullptr);
    REQUIRE(refused.violations.size() == 1);
    CHECK(refused.violations[0].code == Code::json_depth);
    CHECK(refused.violations[0].place.offset == 1000 * open.size());
    CHECK(refused.violations[0].message() == "expected at most 1000 nested arrays and objects, found one more");
    CHECK(refused.end == 1000 * open.size());
  }
}

TEST_CASE("depth counts what is open, not what was") {
  const auto parsed = parse('[' + repeat("[[]],", 5000) + "0]");
  REQUIRE(parsed.document != nullptr);
  CHECK(parsed.document->root().items.size() == 5001);
}

TEST_CASE("nesting costs no stack, closed or not") {
  for (const std::string_view open : {"[", "{\"a\":", "[{\"a\":"}) {
    CHECK(parse(repeat(open, 200'000)).violations.at(0).code == Code::json_depth);
  }
  CHECK(parse(repeat("[", 200'000) + repeat("]", 200'000)).violations.at(0).code == Code::json_depth);
  CHECK(parse(repeat("]", 200'000)).violations.at(0).code == Code::json_syntax);
}

TEST_CASE("a prefix ends right behind the value") {
  CHECK(parse_prefix("{} x").end == 2);
  CHECK(parse_prefix("  [1]\n[2]").end == 5);
  CHECK(parse_prefix("12,").end == 2);
  CHECK(parse_prefix("12").end == 2);
  CHECK(parse_prefix("\"a\"\"b\"").end == 3);
  CHECK(parse_prefix("truex").end == 4);
  CHECK(parse_prefix("1e5e").end == 3);
  CHECK(parse_prefix("{}\xFF\xFF").end == 2);
  const auto parsed = parse_prefix("{\"a\":1}{");
  REQUIRE(parsed.document != nullptr);
  CHECK(parsed.violations.empty());
  CHECK(parsed.document->root().end == 7);
}

TEST_CASE("wherever a text is cut inside a value, its prefix ends at the cut") {
  const std::string text = R"( {"a\u00e9\ud83d\ude00":[-1.5e+10,true,null,false,"é😀",{}],"b":0})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    CAPTURE(size);
    const auto parsed = parse_prefix(std::string_view(text).substr(0, size));
    CHECK(parsed.document == nullptr);
    CHECK(parsed.violations.size() == 1);
    CHECK(parsed.end == size);
  }
  CHECK(parse_prefix(text).document != nullptr);
}

TEST_CASE("after an error, end is where reading stopped") {
  CHECK(parse_prefix("{\"a\":1 \"b\"}").end == 7);
  CHECK(parse("[1] x").end == 4);
  CHECK(parse_prefix("nulx").end == 0);
}

TEST_CASE("a megabyte of anything ends quickly") {
  constexpr std::size_t size = 1'000'000;
  CHECK(parse(std::string(size, ' ')).violations.at(0).place.offset == size);
  CHECK(parse('"' + std::string(size, 'x') + '"').document != nullptr);
  CHECK(parse('"' + repeat("\\u00e9", size / 6) + '"').document != nullptr);
  CHECK(parse(std::string(size, '9')).document != nullptr);
  CHECK(parse(std::string(size, '\0')).document == nullptr);
  CHECK(parse(std::string(size, '"')).violations.at(0).place.offset == 2);
  CHECK(parse('[' + repeat("0,", size) + "0]").document->root().items.size() == size + 1);
}

}  // namespace
}  // namespace thoth::json
