// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/filter.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

kafka::Record record_of(std::string_view value) {
  kafka::Record result;
  result.topic = "t";
  result.key = "the key";
  result.value = value;
  return result;
}

RecordFilter parsed_filter(const std::vector<std::string>& conditions,
                           const std::optional<std::string>& grep = std::nullopt) {
  auto filter = RecordFilter::parse(conditions, grep);
  REQUIRE(filter.has_value());
  return std::move(*filter);
}

struct Outcome {
  bool matches;
  std::string only_miss;
};

Outcome outcome(RecordFilter& filter, std::string_view value, NearMisses near_misses = NearMisses::wanted) {
  RecordValidator validator(builtin_types(), "");
  const kafka::Record read = record_of(value);
  json::LazyTree contents(value);
  RecordView view(read, contents, validator);
  const Filtering filtering = filter.filter(view, near_misses);
  return {filtering.matches, filtering.only_miss == nullptr ? "" : filtering.only_miss->text()};
}

constexpr const char* small_object = R"({"a":"x","n":1.50})";

}  // namespace

TEST_CASE("all must hold, and the only one that does not is told") {
  RecordFilter both = parsed_filter({"/a=x", "key~the"});
  CHECK(outcome(both, small_object).matches);
  RecordFilter one = parsed_filter({"/a=x", "/n=2"});
  CHECK(!outcome(one, small_object).matches);
  CHECK(outcome(one, small_object).only_miss == "/n=2");
  RecordFilter none = parsed_filter({"/a=y", "/n=2"});
  CHECK(outcome(none, small_object).only_miss.empty());
  CHECK(outcome(one, small_object, NearMisses::ignored).only_miss.empty());
}

TEST_CASE("a record that its key, topic, offset or size rules out is not parsed") {
  for (const char* cheap : {"key=other", "topic=other", "offset>0", "size<1", "header:x", "value~y", "partition!=0"}) {
    RecordFilter filter = parsed_filter({"/a=1", cheap});
    RecordValidator validator(builtin_types(), "");
    const kafka::Record read = record_of("x");
    // Looking for /a would find nothing, and be told.
    json::LazyTree contents(R"({"b":2})");
    RecordView view(read, contents, validator);
    CHECK_MESSAGE(!filter.filter(view, NearMisses::ignored).matches, cheap);
    CHECK_MESSAGE(filter.warnings().empty(), cheap);
  }
}

TEST_CASE("a regular expression over everything is one of the conditions") {
  RecordFilter filter = parsed_filter({"/n=1.5"}, "^the k");
  CHECK(outcome(filter, small_object).matches);
  RecordFilter other = parsed_filter({"/n=1.5"}, "c2");
  CHECK(outcome(other, small_object).only_miss == "--grep c2");
  CHECK(!RecordFilter::parse({}, "(").has_value());
}

TEST_CASE("of a pointer that no record has, it is said once") {
  RecordFilter filter = parsed_filter({"/message_contents/a=1 || /a=y", "/message_contents/a>2"});
  CHECK(filter.warnings().empty());
  CHECK(!outcome(filter, small_object).matches);
  CHECK(!outcome(filter, "no json").matches);
  CHECK(filter.warnings() ==
        std::vector<std::string>{"/message_contents/a was in none of 2 records: pointers start in the contents"});
}

TEST_CASE("conditions look at contents after a schema registry's frame, and at its schema") {
  const std::string frame("\0\0\0\0*", 5);
  const std::string key = frame + R"({"k":1})";
  const std::string value = frame + small_object;
  kafka::Record record = record_of(value);
  record.key = key;
  RecordValidator validator(builtin_types(), "");
  json::LazyTree contents(contents_of(record));
  const auto matches = [&](const std::vector<std::string>& conditions, const std::optional<std::string>& grep = {}) {
    RecordFilter filter = parsed_filter(conditions, grep);
    RecordView view(record, contents, validator);
    return filter.filter(view, NearMisses::ignored).matches;
  };
  for (const char* condition : {"/a=x", R"(value~^\{"a")", R"(key={"k":1})", "schema_id=42", "key_schema_id>41",
                                "schema_id", "!schema_guid", "size=23"}) {
    CAPTURE(condition);
    CHECK(matches({condition}));
  }
  CHECK_FALSE(matches({"schema_id!=42"}));
  CHECK(matches({}, R"(^\{"a")"));
  CHECK(matches({}, R"(^\{"k")"));
}
