// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/part_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

using namespace thoth;

namespace {

using Seen = std::tuple<std::uint64_t, Place, std::string, bool>;  ///< number, place, text, is broken

Seen seen(const EntryResult& result) {
  return {result.number, result.place, std::string(result.text), !result.violations.empty()};
}

EntryResult result_of(const file::Entry& entry) {
  return {entry.number, entry.place, entry.text, entry.topic_name, false, entry.violations};
}

std::vector<Seen> read_in_order(const std::string& text) {
  file::Reader reader(file::Source::from_text(text, "test"));
  std::vector<Seen> all;
  file::Entry entry;
  while (reader.next(entry).value()) all.push_back(seen(result_of(entry)));
  return all;
}

/// Collects every entry, at most some at a time.
struct Collecting {
  struct Findings {
    std::uint64_t begin = 0;
    ResultCollector results{WantedResults::all};
    std::uint64_t entries() const { return results.entries(); }
  };

  std::uint64_t max_results;
  std::vector<Seen> all{};
  std::vector<std::uint64_t> begins{};  ///< of the parts as they were cut
  std::uint64_t takes = 0;
  std::uint64_t fails_at = 0;  ///< the number of takes after which one fails; 0: never
  std::string stops_at{};      ///< the entry before which reading fails; none if empty

  Findings begin(PartCutter::Part span) {
    begins.push_back(span.begin);
    return {span.begin};
  }
  std::function<Result<bool>(file::Reader&, Findings&)> make_work() const {
    return [this](file::Reader& reader, Findings& findings) -> Result<bool> {
      file::Entry entry;
      while (findings.entries() < max_results) {
        const bool more = THOTH_TRY(reader.next(entry));
        if (!more) return true;
        if (entry.text == stops_at) return fail(ErrorCode::io, "testing", "read", "it stops");
        findings.results.add(result_of(entry));
      }
      return false;
    };
  }
  Result<void> take(Findings& findings, const PartOrigin& origin) {
    if (++takes == fails_at) return fail(ErrorCode::io, "testing", "take", "it fails");
    origin.apply_to(findings.results.results());
    for (const EntryResult& result : findings.results.results()) all.push_back(seen(result));
    return {};
  }
  Result<void> take_broken(const file::Entry& entry) {
    all.push_back(seen(result_of(entry)));
    return {};
  }
};

Collecting run(const std::string& text, std::uint64_t part_size, unsigned threads, std::uint64_t max_results = 1000) {
  file::Reader reader(file::Source::from_text(text, "test"));
  Collecting steps{max_results};
  REQUIRE(PartRun<Collecting>(steps, reader).run(part_size, threads).has_value());
  return steps;
}

void check_like_in_order(const std::string& text) {
  const std::vector<Seen> expected = read_in_order(text);
  for (const unsigned threads : {0U, 1U, 3U}) {
    for (const std::uint64_t part_size : {1U, 50U, 300U, 100000U}) {
      for (const std::uint64_t max_results : {1U, 3U, 1000U}) {
        const Collecting steps = run(text, part_size, threads, max_results);
        REQUIRE(steps.all.size() == expected.size());
        CHECK(steps.all == expected);
      }
    }
  }
}

std::string entry_of(int number) {
  return R"({"topic_name":"t","message_contents":{"a":)" + std::to_string(number) + "}}";
}

/// An entry within which something looks like the start of one.
std::string misleading(int number) {
  return R"({"topic_name":"t","message_contents":{"a":)" + std::to_string(number) + R"(,"b":{"topic_name":"x"}}})";
}

std::string lines_of(const std::function<std::string(int)>& entry) {
  std::string text;
  for (int number = 0; number < 100; ++number) text += entry(number) + (number % 7 == 0 ? "\n\n" : "\n");
  return text;
}

}  // namespace

TEST_CASE("parts give what reading in order gives") {
  check_like_in_order(lines_of(entry_of));
  check_like_in_order("[" + entry_of(1) + "," + entry_of(2) + ",\n" + entry_of(3) + "]");
  check_like_in_order("[" + entry_of(1) + "," + entry_of(2) + "]" + entry_of(3));
  check_like_in_order("");
  check_like_in_order("[]");
}

TEST_CASE("a part that starts within an entry is read again from where the one before it ends") {
  const std::string text = lines_of(misleading);
  const Collecting steps = run(text, 40, 2);
  const auto starts_in_entry = [&text](std::uint64_t begin) {
    return text.substr(begin, 17) == R"({"topic_name":"x")";
  };
  CHECK(std::count_if(steps.begins.begin(), steps.begins.end(), starts_in_entry) > 10);
  check_like_in_order(text);
  check_like_in_order("[" + misleading(1) + "," + misleading(2) + "," + misleading(3) + "]");
}

TEST_CASE("broken entries are found once, wherever parts meet") {
  check_like_in_order(lines_of([](int number) {
    return number % 3 == 0 ? std::string(R"({"topic_name":"t","message_contents":{"a":[1}})") : entry_of(number);
  }));
  check_like_in_order(lines_of([](int) { return std::string(R"({"topic_name":)"); }));
  check_like_in_order(lines_of([](int number) { return number < 5 ? std::string("{]") : misleading(number); }));
  check_like_in_order("[" + entry_of(1) + "," + entry_of(2) + entry_of(3) + "," + entry_of(4) + "]");
}

TEST_CASE("nothing is taken after an error") {
  file::Reader reader(file::Source::from_text(lines_of(entry_of), "test"));
  Collecting steps{1000};
  steps.fails_at = 3;
  const auto result = PartRun<Collecting>(steps, reader).run(200, 2);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().reason == "it fails");
  CHECK(steps.takes == 3);
}

TEST_CASE("what was read before an error is taken, and nothing that comes after it") {
  const std::string text = lines_of(entry_of);
  const std::vector<Seen> expected = read_in_order(text);
  for (const unsigned threads : {0U, 1U, 3U}) {
    for (const std::uint64_t part_size : {1U, 300U, 100000U}) {
      file::Reader reader(file::Source::from_text(text, "test"));
      Collecting steps{1000};
      steps.stops_at = entry_of(50);
      const auto result = PartRun<Collecting>(steps, reader).run(part_size, threads);
      REQUIRE_FALSE(result.has_value());
      CHECK(result.error().reason == "it stops");
      CHECK(steps.all == std::vector<Seen>(expected.begin(), expected.begin() + 50));
    }
  }
}
