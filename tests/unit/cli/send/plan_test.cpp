// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/plan.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "program/settings.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// A context of its own for validating.
struct Bench {
  Settings settings;
  Environment environment;
  Output out{1, "standard output"};
  Console console{LogLevel::off, LogFormat::text, Color::never};
  Context context{settings, environment, out, console};

  /// One input.
  Result<SendInput> validate(const std::string& text, const MessageRules& rules = {}) {
    SendPlan plan = THOTH_TRY(validate_all({text}, rules));
    return std::move(plan.inputs.front());
  }

  Result<SendPlan> validate_all(const std::vector<std::string>& texts, const MessageRules& rules = {}) {
    std::vector<file::Reader> readers;
    for (const std::string& text : texts) readers.emplace_back(file::Source::from_text(text, "test"));
    return plan_inputs(std::move(readers), rules, context);
  }
};

std::string canonical(int number) {
  return R"({"topic_name":"t","message_contents":{"n":)" + std::to_string(number) + R"(,"text":")" +
         std::string(1000, 'x') + "\"}}\n";
}

}  // namespace

TEST_CASE("a large input is judged in parts that hold every entry once") {
  std::string text;
  constexpr int count = 12000;  // some 12 MB: several parts
  for (int number = 1; number <= count; ++number) text += canonical(number);
  Bench bench;
  const auto input = bench.validate(text);
  REQUIRE(input.has_value());
  CHECK(input->entries == count);
  CHECK(input->parts.size() > 1);
  int number = 0;
  for (const InputPart& part : input->parts) {
    CHECK(part.first == static_cast<std::uint64_t>(number) + 1);
    REQUIRE(part.values.size() == part.entries);
    for (const Span& value : part.values) {
      ++number;
      const std::string start = "{\"n\":" + std::to_string(number) + ",";
      REQUIRE(text.compare(part.begin + value.offset, start.size(), start) == 0);
      REQUIRE(text[part.begin + value.offset + value.size - 1] == '}');
    }
  }
  CHECK(number == count);
  CHECK(input->topics.at("t").place.line == 1);
}

TEST_CASE("of entries that look alike every value is kept, and none that cannot be sent is passed") {
  const auto alike = [](const std::string& url) {
    return R"({"topic_name":"thoth.repo-init","message_contents":{"component_name":"c","service_version":"1","version":"v1",)"
           R"("project_url":")" +
           url + R"(","job_id":null}})" + "\n";
  };
  std::string text;
  constexpr std::size_t count = 1000;
  for (std::size_t number = 0; number < count; ++number) text += alike(std::to_string(number));
  MessageRules rules;
  rules.max_message_bytes = 2000;
  rules.validation.fill_ins = {{"component_name", "c"}, {"service_version", "1"}};
  Bench bench;
  const auto input = bench.validate(text, rules);
  REQUIRE(input.has_value());
  CHECK(input->entries == count);
  REQUIRE(input->parts.size() == 1);
  REQUIRE(input->parts[0].values.size() == count);
  for (std::size_t number = 0; number < count; ++number) {
    const Span& value = input->parts[0].values[number];
    const std::string end = "\"project_url\":\"" + std::to_string(number) + "\",\"job_id\":null}";
    REQUIRE(std::string_view(text).substr(value.offset, value.size).ends_with(end));
    REQUIRE(text.compare(value.offset, 20, R"({"component_name":"c)") == 0);
  }
  const std::string other = R"({"topic_name":"thoth.repo-init","message_contents":{"project_url":"u"}})";
  const auto mixed = bench.validate(text + other + "\n" + text, rules);
  REQUIRE(mixed.has_value());
  CHECK(mixed->entries == 2 * count + 1);
  CHECK(mixed->parts[0].values.size() == 2 * count + 1);
  CHECK_FALSE(mixed->parts[0].copied.empty());
  CHECK_FALSE(bench.validate(text + alike(std::string(2000, 'x')), rules).has_value());
  CHECK_FALSE(bench.validate(text + alike(R"(","job_id":"j","version":")"), rules).has_value());
}

TEST_CASE("what does not go out as it stands is kept as it goes out") {
  std::string text;
  constexpr int count = 12000;
  // Each part begins with what is canonical already.
  for (int number = 1; number <= count; ++number) {
    text += number % 100 == 0 ? R"({"topic_name":"t","message_contents":{"n": )" + std::to_string(number) + "}}\n"
                              : canonical(number);
  }
  Bench bench;
  const auto input = bench.validate(text);
  REQUIRE(input.has_value());
  REQUIRE(input->scratch != nullptr);
  int number = 0;
  for (const InputPart& part : input->parts) {
    REQUIRE(part.in_scratch);
    REQUIRE(part.values.size() == part.entries);
    const std::string_view bytes = input->scratch->source().whole()->substr(part.values_begin);
    for (const Span& value : part.values) {
      ++number;
      const std::string start = "{\"n\":" + std::to_string(number) + (number % 100 == 0 ? "}" : ",");
      REQUIRE(bytes.substr(value.offset, start.size()) == start);
      REQUIRE(bytes[value.offset + value.size - 1] == '}');
    }
  }
  CHECK(number == count);
}

TEST_CASE("without a place for it, what does not go out as it stands is read again") {
  std::string text;
  for (int number = 1; number <= 12000; ++number)
    text += R"({"topic_name":"t","message_contents":{"n": ")" + std::string(1000, 'x') + "\"}}\n";
  Bench bench;
  bench.environment["TMPDIR"] = "/nowhere";
  const auto input = bench.validate(text);
  REQUIRE(input.has_value());
  CHECK(input->scratch == nullptr);
  CHECK(input->entries == 12000);
  for (const InputPart& part : input->parts) CHECK(part.values.empty());
}

TEST_CASE("entries with more than a value are read again") {
  Bench bench;
  for (const char* more : {R"(,"key":"k")", R"(,"partition":1)", R"(,"timestamp":5)", R"(,"headers":[{"key":"h"}])"}) {
    const auto input = bench.validate(std::string(R"({"topic_name":"t","message_contents":1)") + more + "}");
    REQUIRE(input.has_value());
    REQUIRE(input->parts.size() == 1);
    CHECK(input->parts[0].values.empty());
  }
  CHECK(bench.validate(R"({"topic_name":"t","message_contents":1}{"topic_name":"u","message_contents":1})")
            ->parts[0]
            .values.empty());
  MessageRules rules;
  rules.key = "k";
  CHECK(bench.validate(R"({"topic_name":"t","message_contents":1})", rules)->parts[0].values.empty());
}

TEST_CASE("values of a small input that look otherwise in it are copied in memory") {
  Bench bench;
  bench.environment["TMPDIR"] = "/nowhere";
  const auto input = bench.validate(R"({"topic_name":"t","message_contents": {"a" : 1}})");
  REQUIRE(input.has_value());
  REQUIRE(input->parts.size() == 1);
  CHECK(input->parts[0].copied == R"({"a":1})");
  REQUIRE(input->parts[0].values.size() == 1);
  CHECK(input->parts[0].values[0].size == 7);
}

TEST_CASE("a guess that lies within contents changes nothing") {
  // What looks like an entry's start stands in each entry, far from its start.
  std::string text;
  constexpr int count = 9000;
  for (int number = 0; number < count; ++number) {
    text += R"({"topic_name":"t","message_contents":{"a":")" + std::string(500, 'x') + R"(","b":{"topic_name":")" +
            std::string(500, 'y') + "\"}}}\n";
  }
  Bench bench;
  const auto input = bench.validate(text);
  REQUIRE(input.has_value());
  CHECK(input->entries == count);
  REQUIRE(input->parts.size() > 1);
  std::uint64_t values = 0;
  for (const InputPart& part : input->parts) {
    REQUIRE(part.values.size() == part.entries);
    values += part.values.size();
    for (const Span& value : part.values) {
      REQUIRE(std::string_view(text).substr(part.begin + value.offset, value.size).starts_with("{\"a\":\"x"));
      REQUIRE(std::string_view(text).substr(part.begin + value.offset, value.size).ends_with("\"}}"));
    }
  }
  CHECK(values == count);
}

TEST_CASE("what topics are used for is known with its entry") {
  std::string text;
  constexpr int count = 12000;
  for (int number = 1; number <= count; ++number) {
    text += number == 11000 ? std::string(R"({"topic_name":"u","message_contents":1,"partition":3})") + "\n"
                            : canonical(number);
  }
  Bench bench;
  const auto input = bench.validate(text);
  REQUIRE(input.has_value());
  CHECK(input->topics.at("t").partition == -1);
  CHECK(input->topics.at("u").partition == 3);
  CHECK(input->topics.at("u").entry == 11000);
  CHECK(input->topics.at("u").place.line == 11000);
}

TEST_CASE("one bad entry among many fails the input") {
  std::string text;
  for (int number = 1; number <= 12000; ++number)
    text += number == 9999 ? std::string("{\"topic_name\":1}\n") : canonical(number);
  Bench bench;
  const auto input = bench.validate(text);
  REQUIRE_FALSE(input.has_value());
  CHECK(input.error().code == ErrorCode::invalid);
  CHECK(input.error().reason.starts_with("12000 entries, 11999 valid, "));
}

TEST_CASE("a broken end is found") {
  Bench bench;
  CHECK_FALSE(bench.validate("[" + canonical(1)).has_value());
  CHECK(bench.validate("[" + canonical(1) + "]").has_value());
  CHECK(bench.validate("[]")->entries == 0);
}

TEST_CASE("several inputs are numbered as one, and validated all") {
  Bench bench;
  const std::string one = R"({"topic_name":"t","message_contents":1,"partition":2})";
  const std::string two =
      R"([{"topic_name":"u","message_contents":1},{"topic_name":"t","message_contents":1,"partition":7}])";
  const auto plan = bench.validate_all({one, "[]", two});
  REQUIRE(plan.has_value());
  CHECK(plan->entries == 3);
  REQUIRE(plan->inputs.size() == 3);
  CHECK(plan->inputs[2].before == 1);
  CHECK(plan->inputs[2].parts.front().first == 2);
  CHECK(plan->topics.at("t").partition == 7);
  CHECK(plan->topics.at("t").entry == 3);
  CHECK(plan->topics.at("u").partition == -1);
  const auto bad = bench.validate_all({"{}", one, "{}{}"});
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().reason.starts_with("2 entries, 0 valid"));
}
