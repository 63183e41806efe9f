// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/read.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/text.hpp"

namespace thoth {
namespace {

/// A YAML text as JSON, or "OFFSET: reason".
std::string as_json(const std::string& text) {
  const auto document = yaml::read(text);
  if (!document) return std::to_string(document.error().at) + ": " + document.error().reason;
  std::string json;
  json::write((*document)->root(), json);
  return json;
}

TEST_CASE("YAML's core scalars become JSON's, numbers to the digit") {
  CHECK(as_json("[null, ~, Null, true, FALSE, yes, no, on, y, nulls]") ==
        R"([null,null,null,true,false,"yes","no","on","y","nulls"])");
  CHECK(as_json("[1, -0, +7, 007, .5, -.5, 1., 1.e2, +1E+3, 12345678901234567890123456789.10]") ==
        "[1,-0,7,7,0.5,-0.5,1,1e2,1E+3,12345678901234567890123456789.10]");
  CHECK(as_json("[0o17, 0xFf, 0xffffffffffffffffffff, 0x0]") == "[15,255,1208925819614629174706175,0]");
  CHECK(as_json("[., -, 1_000, 1:30, 0b1, 1e, 2001-12-14, 0o8, '1', \"true\", ! x]") ==
        R"([".","-","1_000","1:30","0b1","1e","2001-12-14","0o8","1","true","x"])");
  CHECK(as_json("a: .inf") == "3: .inf is a number that JSON does not have");
  CHECK(as_json("- -.INF").find("JSON does not have") != std::string::npos);
  CHECK(as_json("- .nan").find("JSON does not have") != std::string::npos);
}

TEST_CASE("blocks, flows, folded and literal text and comments are read") {
  CHECK(as_json(
            "# c\na:\n  - b: >\n      x\n      y\n    c: |-\n      1\n      2\n  - {d: [e, f]}\n\"g\\n\": 'h'\ni:\n") ==
        R"({"a":[{"b":"x y\n","c":"1\n2"},{"d":["e","f"]}],"g\n":"h","i":null})");
  CHECK(as_json("%YAML 1.2\n---\na: ä\n...\n") == R"({"a":"ä"})");
  CHECK(as_json("{\"a\":1}") == R"({"a":1})");
}

TEST_CASE("escapes of characters beyond ASCII become UTF-8") {
  CHECK(as_json(R"("\N\_\xe9\u00e9\L\P\U0001F600")") ==
        "\"\xC2\x85\xC2\xA0\xC3\xA9\xC3\xA9\xE2\x80\xA8\xE2\x80\xA9\xF0\x9F\x98\x80\"");
  CHECK(as_json(R"({"é\_é": 1})") == "{\"\xC3\xA9\xC2\xA0\xC3\xA9\":1}");
}

TEST_CASE("a node's offset is where its value stands") {
  const std::string text = "# ä\nname: x\nlist:\n  - one\n  - {k: two}\n";
  const auto document = yaml::read(text);
  REQUIRE(document.has_value());
  const json::Node& root = (*document)->root();
  CHECK(root.find("name")->begin == text.find("x\n"));
  CHECK(root.members[1].begin == text.find("list"));
  CHECK(root.find("list")->items[0].begin == text.find("one"));
  CHECK(root.find("list")->items[1].find("k")->begin == text.find("two"));
}

TEST_CASE("what JSON has no word for is refused, with its place") {
  CHECK(as_json("a: 1\nb: 2\na: 3") == R"(10: the key "a" is defined twice)");
  CHECK(as_json("a: !!str 1") == R"(3: it has the tag "tag:yaml.org,2002:str")");
  CHECK(as_json("!x {a: 1}") == R"(0: it has the tag "!x")");
  CHECK(as_json("[a, !!set {}]") == R"(4: it has the tag "tag:yaml.org,2002:set")");
  CHECK(as_json("a:\n  200: ok") == "5: a key is the number 200");
  CHECK(as_json("? [a]\n: 1") == "2: a key is an array");
  CHECK(as_json("~: 1") == "0: a key is null");
  CHECK(as_json("true: 1") == "0: a key is true");
  CHECK(as_json("a: &x {b: 1}\nc:\n  <<: *x") == "18: this is a merge key, which YAML 1.2 does not have");
  CHECK(as_json("'<<': 1") == R"({"<<":1})");
  CHECK(as_json("a: 1\n---\nb: 2") == "5: a second document begins here");
  CHECK(as_json("a: 1\x04\nb: 2") == "4: a control character is not allowed here");
  CHECK(as_json("a: \xff") == "0: the file is not UTF-8");
  CHECK(as_json("") == "0: it is empty");
  CHECK(as_json("a: [1, 2\nb: 3").find(": ") != std::string::npos);
  CHECK(as_json("a: *x").starts_with("3: "));
}

TEST_CASE("aliases stand for what their anchors are on") {
  CHECK(as_json("a: &x {b: [1]}\nc: *x\nd: [*x, *x]") == R"({"a":{"b":[1]},"c":{"b":[1]},"d":[{"b":[1]},{"b":[1]}]})");
  CHECK(as_json("a: &k key\n*k : 1") == R"({"a":"key","key":1})");
  CHECK(as_json("a: &x [1, *x]") == "10: this alias is inside the value that it refers to");
}

TEST_CASE("aliases that blow up are refused by size") {
  std::string doubling = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    doubling +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + test::repeated(", " + last, 9) + "]\n";
  }
  CHECK(as_json(doubling).find("the aliases up to here expand to more than 100000 values") != std::string::npos);
  const std::string long_text = "a: &a " + std::string(1'000'000, 'x') + "\nb: [" + test::repeated("*a, ", 10) + "]";
  CHECK(as_json(long_text).find("the aliases up to here") != std::string::npos);
  CHECK(as_json("a: &a [1, 2]\nb: [" + test::repeated("*a, ", 1000) + "]").starts_with("{"));
}

TEST_CASE("deep nesting is refused, whatever it is made of") {
  const std::string deeper = "it is nested deeper than 400";
  CHECK(as_json(test::repeated("[", 400) + test::repeated("]", 400)).starts_with("[["));
  for (const char* const part : {"[", "{a: ", "- ", "? ", "[{a: "}) {
    CAPTURE(part);
    CHECK(as_json(test::repeated(part, 20'000)).find(deeper) != std::string::npos);
  }
  std::string block;
  for (std::size_t i = 0; i < 500; ++i) block += std::string(i, ' ') + "a:\n";
  CHECK(as_json(block).find(deeper) != std::string::npos);
  const std::string half = test::repeated("[", 250) + test::repeated("]", 250);
  CHECK(as_json("a: &a " + half + "\nb: " + test::repeated("[", 200) + "*a" + test::repeated("]", 200))
            .find("deeper than 400") != std::string::npos);
}

}  // namespace
}  // namespace thoth
