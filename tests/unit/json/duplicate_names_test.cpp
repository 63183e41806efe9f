// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/duplicate_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

struct Found {
  std::string pointer;
  std::size_t offset;
  friend bool operator==(const Found&, const Found&) = default;
};

std::vector<Found> duplicates(const std::string& text) {
  std::vector<Found> found;
  for (const auto& violation : parse(text).violations) {
    if (violation.code != Code::json_duplicate_key) continue;
    found.push_back({violation.pointer, static_cast<std::size_t>(violation.place.offset)});
  }
  return found;
}

TEST_CASE("a repeated name is a violation at the later name, and reading goes on") {
  const auto parsed = parse("{\"a\":1,\n \"a\":2}");
  REQUIRE(parsed.document != nullptr);
  CHECK(parsed.document->root().members.size() == 2);
  CHECK(parsed.document->root().find("a")->text == "1");
  REQUIRE(parsed.violations.size() == 1);
  const auto& violation = parsed.violations.front();
  CHECK(violation.code == Code::json_duplicate_key);
  CHECK(violation.pointer == "/a");
  CHECK(violation.place == Place{9, 2, 2});
  CHECK(violation.message() == "expected each member once, found the member \"a\" again");
}

TEST_CASE("names are compared by what they mean") {
  CHECK(duplicates(R"({"a":1,"\u0061":2})") == std::vector<Found>{{"/a", 7}});
  CHECK(duplicates(R"({"":1,"":2})") == std::vector<Found>{{"/", 6}});
  CHECK(duplicates(R"({"a":1,"A":2,"a ":3,"á":4})").empty());
  CHECK(duplicates(R"({"a/b~":1,"a/b~":2})") == std::vector<Found>{{"/a~1b~0", 10}});
}

TEST_CASE("an empty name without an address is like any other") {
  std::vector<std::string_view> names{"a", "b", "c", "d", "e", "f", "g", "h", std::string_view()};
  CHECK(!DuplicateNames().any(names));  // what reads from null fails under a sanitizer alone
  names.emplace_back("");
  CHECK(DuplicateNames().all(names) == std::vector<std::size_t>{9});
}

TEST_CASE("the same name in different objects is no duplicate") {
  CHECK(duplicates(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})").empty());
}

TEST_CASE("all are reported, at every depth, in the order of the text") {
  CHECK(duplicates(R"({"a":1,"b":{"x":1,"x":2},"a":[{"y":1,"y":2,"y":3}],"b":0})") ==
        std::vector<Found>{{"/b/x", 18}, {"/a", 25}, {"/a/0/y", 37}, {"/a/0/y", 43}, {"/b", 51}});
}

TEST_CASE("duplicates before a syntax error are reported too, also in objects still open") {
  const auto parsed = parse(R"({"a":1,"a":{"b":1,"b":[2,)");
  CHECK(parsed.document == nullptr);
  REQUIRE(parsed.violations.size() == 3);
  CHECK(parsed.violations[0].pointer == "/a");
  CHECK(parsed.violations[1].pointer == "/a/b");
  CHECK(parsed.violations[2].code == Code::json_syntax);
}

TEST_CASE("they are found however many members an object has") {
  for (std::size_t count = 2; count < 70; ++count) {
    CAPTURE(count);
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i) text += "\"name" + std::to_string(i) + "\":0,";
    CHECK(duplicates(text + "\"last\":0}").empty());
    const std::vector<Found> expected{{"/name1", text.size()}};
    CHECK(duplicates(text + "\"name1\":0}") == expected);
  }
}

TEST_CASE("a million members with equal long beginnings, and a million equal names, end quickly") {
  constexpr std::size_t count = 1'000'000;
  std::string distinct = "{";
  std::string equal = "{";
  for (std::size_t i = 0; i < count; ++i) {
    distinct += "\"a-prefix-that-all-of-these-names-have-in-common-" + std::to_string(i) + "\":0,";
    equal += "\"n\":0,";
  }
  distinct.back() = equal.back() = '}';
  CHECK(parse(distinct).violations.empty());
  const auto parsed = parse(equal);
  REQUIRE(parsed.violations.size() == count - 1);
  CHECK(parsed.violations.back().place.column == equal.size() - 5);
}

TEST_CASE("pointers of hostile texts do not grow without bound") {
  const std::string huge(100'000, 'n');
  const auto parsed = parse("{\"" + huge + "\":{\"a\":1,\"a\":2}}");
  REQUIRE(parsed.violations.size() == 1);
  CHECK(parsed.violations.front().pointer == "/…/a");
  const auto found = parse("{\"" + huge + "\":1,\"" + huge + "\":2}").violations.at(0).found;
  CHECK(found == "the member \"" + std::string(40, 'n') + "…\" again");
}

TEST_CASE("repeated names are found, few or many, whatever they begin with") {
  DuplicateNames duplicates;
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{9}, std::size_t{5000}}) {
    std::vector<std::string> names;
    const std::string prefix(200, 'p');
    for (std::size_t i = 0; i < count; ++i) names.push_back(prefix + std::to_string(i));
    std::vector<std::string_view> views(names.begin(), names.end());
    CAPTURE(count);
    CHECK_FALSE(duplicates.any(views));
    if (count == 0) continue;
    const std::string again = names[count / 2];
    views.emplace_back(again);
    CHECK(duplicates.any(views));
  }
}

TEST_CASE("names that differ in length alone are different") {
  DuplicateNames duplicates;
  std::vector<std::string> names;
  for (std::size_t length = 0; length < 40; ++length) names.emplace_back(length, '\0');
  CHECK_FALSE(duplicates.any(std::vector<std::string_view>(names.begin(), names.end())));
}

}  // namespace
}  // namespace thoth::json
