// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "unit/validation/sample_schema.hpp"

namespace thoth {
namespace {

using test::sample_schema;

std::string wire(const Schema& schema, const std::string& text, const ValidationOptions& options = {}) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document != nullptr);
  REQUIRE(validate(schema, parsed.document->root(), options).empty());
  std::string out;
  write_wire(schema, parsed.document->root(), options, out);
  return out;
}

/// The wire form of contents that hold `members` besides what is required, up to the members after `last`.
std::string wire_of(const std::string& member, const std::string& name) {
  const auto out = wire(sample_schema(), R"({"title":"t","count":1,)" + member + "}");
  const auto parsed = json::parse(out);
  REQUIRE(parsed.document != nullptr);
  const json::Node* const value = parsed.document->root().find(name);
  REQUIRE(value != nullptr);
  return out.substr(value->begin, value->end - value->begin);
}

TEST_CASE("declared members are written in declaration order, defaults where they are absent") {
  CHECK(wire(sample_schema(), R"({ "count" : 1, "title" : "t" })") ==
        R"({"title":"t","count":1,"ratio":0.5,"origin":null,"payload":{},"tags":[],)"
        R"("child":{"name":"","count":7},"children":[],"open":{"name":""}})");
}

TEST_CASE("members that a typed object does not declare are dropped, those of a free-form one are kept") {
  CHECK(wire_of(R"("child":{"x":1,"count":2,"name":"n"})", "child") == R"({"name":"n","count":2})");
  CHECK(wire_of(R"("payload":{ "z":1.10, "a":[ 1e400, -0 ], "\u0061b":"\/" })", "payload") ==
        R"({"z":1.10,"a":[1e400,-0],"ab":"/"})");
}

TEST_CASE("each element of an array has its own defaults") {
  CHECK(wire_of(R"("children":[{"name":"a"},{"count":1,"name":"b"}])", "children") ==
        R"([{"name":"a","count":7},{"name":"b","count":1}])");
  CHECK(wire_of(R"("tags":[ "a" , "\u00e9" ])", "tags") == R"(["a","é"])");
}

TEST_CASE("an object that keeps its members keeps their order, and is completed behind them") {
  CHECK(wire_of(R"("open":{"x":[ 1 ],"name":"n"})", "open") == R"({"x":[1],"name":"n","count":7})");
  CHECK(wire_of(R"("open":{"count":-0,"y":-0,"name":"n"})", "open") == R"({"count":0,"y":-0,"name":"n"})");
}

TEST_CASE("an integer that is minus zero is zero, other numbers stay as they stand") {
  CHECK(wire(sample_schema(), R"({"title":"","count":-0})").substr(0, 20) == R"({"title":"","count":)");
  CHECK(wire(sample_schema(), R"({"title":"","count":-0})")[20] == '0');
  CHECK(wire_of(R"("ratio":-0)", "ratio") == "-0");
  CHECK(wire_of(R"("ratio":1.500E+3)", "ratio") == "1.500E+3");
}

TEST_CASE("fill-ins are written where contents lack a string at the top, before any default") {
  ValidationOptions filled;
  filled.fill_ins = {{"title", "T \"1\""}, {"origin", "here"}, {"count", "3"}, {"name", "N"}};
  const std::string out = wire(sample_schema(), R"({"count":1,"children":[{"name":"a"}]})", filled);
  CHECK(out.substr(0, 55) == R"({"title":"T \"1\"","count":1,"ratio":0.5,"origin":"here)");
  CHECK(wire(sample_schema(), R"({"count":1,"title":"own","origin":null})", filled).substr(0, 52) ==
        R"({"title":"own","count":1,"ratio":0.5,"origin":null,")");
}

TEST_CASE("the wire form is its own wire form") {
  const std::string once =
      wire(sample_schema(), R"({"count":-0,"title":"\u0041","open":{"x":{},"name":""},"tags":["\n"]})");
  CHECK(wire(sample_schema(), once) == once);
}

TEST_CASE("the wire form is appended") {
  const auto parsed = json::parse(R"({"title":"","count":1})");
  std::string out = "before";
  write_wire(sample_schema(), parsed.document->root(), {}, out);
  CHECK(out.substr(0, 7) == "before{");
}

}  // namespace
}  // namespace thoth
