// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/entry_validator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "program/builtin_types.hpp"
#include "support/json_mutator.hpp"
#include "support/two_versions.hpp"

using namespace thoth;

namespace {

/// What is counted of an entry: its number and offset, its topic, and what is wrong with it.
using Counted = std::tuple<std::uint64_t, std::uint64_t, std::string, std::vector<std::string>>;

std::vector<std::string> kinds(const Violations& violations) {
  std::vector<std::string> kinds;
  for (const Violation& violation : violations) {
    kinds.push_back(std::string(name(violation.code)) + " at " + violation.pointer);
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

std::vector<Counted> count(const std::string& text, file::Shape shape, file::Reading reading, Detail detail) {
  file::Reader reader(file::Source::from_text(text, "test"), shape);
  reader.set_detail(detail);
  reader.set_reading(reading);
  EntryValidator validator(cli::builtin_types(), {Strict::yes, fill_ins("c", "1"), Wire::skip});
  validator.set_detail(detail);
  std::vector<Counted> all;
  file::Entry entry;
  while (reader.next(entry).value()) {
    const std::string topic = shape == file::Shape::contents ? "thoth.repo-init" : entry.topic_name;
    const ValidatedEntry& validated = validator.validate(entry, topic);
    all.emplace_back(entry.number, entry.place.offset, topic, kinds(validated.violations));
  }
  return all;
}

constexpr std::array<std::string_view, 4> contents{
    R"({"component_name": "c", "service_version": "1", "project_url": "a"})",
    R"({"project_url":"a\u0062","job_id":null,"more":{"list":[1,{"x":[]}]}})",
    "{\n\"project_url\": 3,\n\"job_id\": \"j\"\n}",
    R"({})",
};

constexpr std::array<std::string_view, 4> around{
    R"({"topic_name": "thoth.repo-init", "message_contents": $})",
    R"({"message_contents":$,"topic_name":"thoth.repo-init","key":"k"})",
    R"({"topic_name":"thoth.repo-init","message_contents":$,"headers":[{"key":"h"}],"partition":-1})",
    R"({"topic_name":"t","topic_name":"thoth.repo-init","value_base64":"e30=","message_contents":$})",
};

std::string several(test::JsonMutator& mutator, file::Shape shape) {
  std::string text;
  for (std::size_t lines = 1 + mutator.below(4); lines != 0; --lines) {
    std::string line(contents[mutator.below(contents.size())]);
    if (mutator.below(2) == 0) mutator.mutate(line, 1 + mutator.below(2));
    if (shape == file::Shape::entries) {
      std::string entry(around[mutator.below(around.size())]);
      line = entry.replace(entry.find('$'), 1, line);
      if (mutator.below(4) == 0) mutator.mutate(line, 1);
    }
    text += line + '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("entries that are read into trees count as those that are read by tokens, and as those that are told of") {
  test::JsonMutator mutator(20261127);
  int invalid = 0;
  for (int i = 0; i < 40'000; ++i) {
    const auto shape = i % 2 == 0 ? file::Shape::entries : file::Shape::contents;
    const std::string text = several(mutator, shape);
    const auto reported = count(text, shape, file::Reading::by_tokens, Detail::full);
    const auto by_tokens = count(text, shape, file::Reading::by_tokens, Detail::count);
    const auto into_trees = count(text, shape, file::Reading::into_trees, Detail::count);
    CAPTURE(text);
    REQUIRE(by_tokens == reported);
    REQUIRE(into_trees == reported);
    invalid +=
        std::any_of(reported.begin(), reported.end(), [](const Counted& one) { return !std::get<3>(one).empty(); });
  }
  // The comparison means something only if much is invalid, and much is not.
  CHECK(invalid > 10'000);
  CHECK(invalid < 39'000);
}

TEST_CASE("a judge expects what comes to be invalid behind many that were, until one is not") {
  const std::string text = R"({"project_url":1} {"project_url":"a"})";
  file::Reader reader(file::Source::from_text(text, "test"), file::Shape::contents);
  EntryValidator validator(cli::builtin_types(), {Strict::no, fill_ins("c", "1"), Wire::skip});
  file::Entry entry;
  REQUIRE(reader.next(entry).value());
  for (int i = 0; i < 15; ++i) static_cast<void>(validator.validate(entry, "thoth.repo-init"));
  CHECK_FALSE(validator.expects_invalid());
  static_cast<void>(validator.validate(entry, "thoth.repo-init"));
  CHECK(validator.expects_invalid());
  REQUIRE(reader.next(entry).value());
  static_cast<void>(validator.validate(entry, "thoth.repo-init"));
  CHECK_FALSE(validator.expects_invalid());
}

TEST_CASE("a value that is not JSON is named by its header, and a topic that is not validated is no unknown one") {
  Catalog catalog = cli::builtin_types();
  LeftOutSchema left_out{"t", "a.yaml", "its payload is avro/binary", ""};
  left_out.media_type = "avro/binary";
  catalog.leave_out(left_out);
  EntryValidator validator(catalog, {Strict::yes, {}, Wire::skip});
  file::Entry entry;
  entry.form = file::ValueForm::bytes;
  entry.bytes =
      "\x06"
      "abc";
  entry.headers = {{"content-type", "avro/binary"}};
  const Violations violations = validator.validate(entry, "thoth.repo-init").violations;
  REQUIRE(violations.size() == 1);
  CHECK(violations.front().code == Code::json_syntax);
  CHECK(violations.front().found == "a value that is not JSON: Avro, as its header content-type says (avro/binary)");
  CHECK(validator.validate(entry, "t").violations.empty());
  CHECK_FALSE(validator.validate(entry, "other").violations.empty());
}

TEST_CASE("an entry is validated against the version that its contents name") {
  const Catalog orders = test::two_versions();
  const std::string text =
      R"({"version":"v1","item":"a"} {"version":"v2","items":[]} {"items":["a"]} {"version":"v3","items":[]})"
      R"( {"version":"v1","items":[]} {"version":"v2","item":"a"})";
  for (const Strict strict : {Strict::no, Strict::members}) {
    file::Reader reader(file::Source::from_text(text, "test"), file::Shape::contents);
    EntryValidator validator(orders, {strict, fill_ins("c", "1"), Wire::make});
    file::Entry entry;
    std::vector<std::size_t> counts;
    while (reader.next(entry).value()) {
      const ValidatedEntry& validated = validator.validate(entry, "thoth.order", &reader);
      counts.push_back(validated.violations.size());
      if (entry.number == 1) {
        CHECK(validated.wire ==
              R"({"component_name":"c","service_version":"1","version":"v1","item":"a","note":null})");
      }
      CHECK(validator.end_of_canonical(entry.contents, "thoth.order") == nullptr);
      if (entry.contents.first != nullptr) CHECK(validator.end_of_valid(entry.contents, "thoth.order") == nullptr);
    }
    const std::size_t wrong = strict == Strict::no ? 1 : 2;
    CHECK(counts == std::vector<std::size_t>{0, 0, 0, 0, wrong, wrong});
  }
}
