// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/pretty.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth::json;

namespace {

std::string pretty(const std::string& text, std::size_t indent = 0, std::size_t step = 2) {
  std::string out;
  append_pretty(text, indent, out, step);
  return out;
}

std::string safely(const std::string& text, Colours colours = Colours::no) {
  std::string out;
  append_pretty_safely(text, 0, out, colours);
  return out;
}

}  // namespace

TEST_CASE("a member and an element a line, indented by depth") {
  CHECK(pretty(R"({"a":[1,{"b":null}],"c":1.50})") ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": 1.50\n}");
  CHECK(pretty("[1]", 3, 4) == "[\n       1\n   ]");
}

TEST_CASE("what is empty or single stays on its line") {
  CHECK(pretty("[]") == "[]");
  CHECK(pretty(R"({"a":{}})") == "{\n  \"a\": {}\n}");
  CHECK(pretty("\"x\"") == "\"x\"");
}

TEST_CASE("nothing reaches a terminal that moves its cursor") {
  CHECK(pretty("\"\x7f\"") == "\"\x7f\"");
  CHECK(safely("\"\x7f\"") == "\"\\u007f\"");
  CHECK(safely("{\"\xc2\x9b\":1}") == "{\n  \"\\u009b\": 1\n}");
}

TEST_CASE("names, strings and null have colours where they are wanted") {
  const std::string coloured = safely(R"({"a":["b",null,1,true]})", Colours::yes);
  CHECK(coloured.find("\x1b[34m\"a\"\x1b[0m") != std::string::npos);
  CHECK(coloured.find("\x1b[32m\"b\"\x1b[0m") != std::string::npos);
  CHECK(coloured.find("\x1b[2mnull\x1b[0m") != std::string::npos);
  CHECK(coloured.find("    1,\n    true\n") != std::string::npos);
}

TEST_CASE("what cannot be read stays as it is, but for a terminal") {
  const std::string deep = std::string(max_depth + 1, '[') + std::string(max_depth + 1, ']');
  CHECK(pretty(deep) == deep);
  CHECK(pretty("{") == "{");
  CHECK(safely("{").empty());
}
