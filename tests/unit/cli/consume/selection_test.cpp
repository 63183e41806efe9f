// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/selection.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

Selection parsed(const std::vector<std::string>& lists) {
  auto selection = Selection::parse(lists);
  REQUIRE(selection.has_value());
  return std::move(*selection);
}

std::string object_of(const std::vector<std::string>& lists, std::string_view text) {
  const json::Parsed contents = json::parse(text);
  std::string out;
  parsed(lists).append_object(contents.document ? &contents.document->root() : nullptr, out);
  return out;
}

std::string row_of(const std::vector<std::string>& lists, std::string_view text) {
  const json::Parsed contents = json::parse(text);
  std::string out;
  parsed(lists).append_csv_row(contents.document ? &contents.document->root() : nullptr, out);
  return out;
}

constexpr const char* contents = R"({"a":"x","n":1.50,"none":null,"list":[1,{"b":"deep"}],"a,b":"q\"q","s":"l\r\nm"})";

}  // namespace

TEST_CASE("an object of what is selected, in the order of the selection") {
  CHECK(object_of({"/n,/a"}, contents) == R"({"n":1.50,"a":"x"})");
  CHECK(object_of({"/list/1/b", "/none"}, contents) == R"({"list/1/b":"deep","none":null})");
  CHECK(object_of({"/missing,/a"}, contents) == R"({"a":"x"})");
  CHECK(object_of({"/a"}, "no json") == "{}");
}

TEST_CASE("a row of CSV, with quotes where they are needed") {
  CHECK(row_of({"/a,/n,/none,/missing"}, contents) == "x,1.50,null,\n");
  CHECK(row_of({"/s,/list"}, contents) == "\"l\r\nm\",\"[1,{\"\"b\"\":\"\"deep\"\"}]\"\n");
  CHECK(row_of({"/missing"}, contents) == "\"\"\n");
  CHECK(row_of({"/missing,/a"}, "no json") == ",\n");
  CHECK(row_of({"/a"}, R"({"a":"say \"hi\""})") == "\"say \"\"hi\"\"\"\n");
  std::string header;
  parsed({"/a", "/b\"c,/d/e"}).append_csv_header(header);
  CHECK(header == "a,\"b\"\"c\",d/e\n");
}

TEST_CASE("of a pointer that no record has, it is said") {
  const json::Parsed parsed_contents = json::parse(contents);
  Selection selection = parsed({"/a,/version"});
  CHECK(selection.warnings().empty());
  std::string out;
  selection.append_csv_row(&parsed_contents.document->root(), out);
  selection.append_object(&parsed_contents.document->root(), out);
  CHECK(selection.warnings() ==
        std::vector<std::string>{"/version was in none of 2 records: pointers start in the contents"});
}

TEST_CASE("what is no list of pointers is refused") {
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {"a", "start each field with /"}, {"", "start each field with /"},   {"/a,", "start each field with /"},
      {"/a~2", "a tilde must"},         {"/a,/a", "/a is selected twice"}, {"/a, /b", "start each field with /"}};
  for (const auto& [typed, reason] : wrong) {
    const std::string list = typed;
    CAPTURE(list);
    const auto selection = Selection::parse({list});
    REQUIRE(!selection.has_value());
    CHECK(selection.error().code == ErrorCode::usage);
    CHECK(selection.error().text().starts_with(std::string("--select ") + list + ": " + reason));
  }
}
