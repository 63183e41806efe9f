// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the official JSON Schema test suite, its optional tests too: `suite FOLDER LEFT_OUT`. Every test must pass, but
// those of the groups that LEFT_OUT lists, a line each: DRAFT/FILE | GROUP | REASON. Such a group must be there, and
// must fail.
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <string>

#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "json_schema/official_suite.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/validation.hpp"

namespace {

using thoth::json::Node;
using thoth::test::OfficialSuite;
using Status = OfficialSuite::Status;

/// How many groups may be left out: a change of the list is a change here too.
constexpr std::size_t expected_left_out = 22;
/// How many schemas have no $dynamicRef and no $recursiveRef, at least.
constexpr std::size_t least_written = 1500;

struct Counts {
  std::size_t tests = 0;
  std::size_t passed = 0;
};

class Suite {
 public:
  Suite(const char* folder, const char* left_out) : suite_(folder) {
    std::ifstream list(left_out);
    for (std::string line; std::getline(list, line);) {
      const auto first = line.find(" | ");
      const auto second = line.find(" | ", first + 3);
      if (first == std::string::npos || second == std::string::npos || second + 3 == line.size()) {
        fail("left out without a reason: " + line);
        continue;
      }
      left_out_.emplace(line.substr(0, second), false);
    }
  }

  int run() {
    for (const std::string_view draft : OfficialSuite::drafts) {
      const Counts required = run_all(draft, Status::required);
      const Counts optional = run_all(draft, Status::optional);
      fmt::print("{}: {} of {} required tests passed, {} of {} optional ones\n", draft, required.passed, required.tests,
                 optional.passed, optional.tests);
      if (required.tests < 500) fail(fmt::format("{} has fewer tests than the suite ever had", draft));
    }
    for (const auto& [group, seen] : left_out_) {
      if (!seen) fail("left out, but there is no such group, or it passes: " + group);
    }
    fmt::print("{} schemas judged the same once they were written and read again\n", written_);
    if (written_ < least_written) fail(fmt::format("only {} schemas could be written", written_));
    if (left_out_.size() != expected_left_out) {
      fail(fmt::format("{} groups are left out, where {} are expected", left_out_.size(), expected_left_out));
    }
    return failed_ ? 1 : 0;
  }

 private:
  void fail(const std::string& what) {
    failed_ = true;
    fmt::print("{}\n", what);
  }

  Counts run_all(std::string_view draft, Status status) {
    Counts counts;
    for (const auto& file : suite_.files(draft, status)) {
      const auto run = [&](const std::string& title, const Node& group) { run_group(draft, title, group, counts); };
      if (!suite_.for_each_group(draft, file, run)) fail(file.string() + " is no JSON");
    }
    return counts;
  }

  void run_group(std::string_view draft, const std::string& title, const Node& group, Counts& counts) {
    // What is a regular expression is asked by the format regex.
    const bool asks_formats = title.find("optional/format") != std::string::npos ||
                              title.find("optional/ecmascript-regex") != std::string::npos;
    const auto strict = asks_formats ? thoth::Strict::yes : thoth::Strict::no;
    const auto schema = suite_.compile(draft, *group.find("schema"));
    const auto again = schema ? written_and_read(title, **schema) : nullptr;
    bool all_passed = true;
    for (const Node& test : group.find("tests")->items) {
      ++counts.tests;
      std::string why = schema ? "" : schema.error().text();
      if (schema) {
        const auto violations = thoth::validate(**schema, *test.find("data"), {strict, {}, thoth::Wire::skip});
        if (violations.empty() != test.find("valid")->truth) {
          why = violations.empty() ? "taken for valid" : violations.front().message();
        }
        if (again) check_same(title, violations, validate(*again, *test.find("data"), {strict, {}, thoth::Wire::skip}));
      }
      if (why.empty()) {
        ++counts.passed;
        continue;
      }
      all_passed = false;
      if (left_out_.contains(title)) continue;
      fail(fmt::format("{} | {}: {}", title, test.find("description")->text, why));
    }
    const auto left_out = left_out_.find(title);
    if (left_out != left_out_.end()) left_out->second = left_out->second || !all_passed;
  }

  /// The schema as write_json_schema() has it, with nothing to refer to; null for one that cannot be written.
  thoth::SchemaPtr written_and_read(const std::string& title, const thoth::Schema& schema) {
    auto text = thoth::write_json_schema(schema);
    if (!text) {
      if (text.error().reason.find("which cannot be written") == std::string::npos)
        fail(title + ": " + text.error().text());
      return nullptr;
    }
    ++written_;
    thoth::json_schema::Documents documents;
    const auto root = documents.add("test:/written", "written", *text);
    if (!root) fail(title + ": " + root.error().text() + ": " + *text);
    if (!root) return nullptr;
    auto read = thoth::json_schema::Compiler(documents).compile(**root, "test");
    if (!read) fail(title + ": " + read.error().text() + ": " + *text);
    return read ? *read : nullptr;
  }

  void check_same(const std::string& title, const thoth::Violations& first, const thoth::Violations& second) {
    if (first.empty() != second.empty()) fail(title + ": judged otherwise once it was written and read again");
  }

  OfficialSuite suite_;
  std::map<std::string, bool> left_out_;
  std::size_t written_ = 0;
  bool failed_ = false;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "usage: suite FOLDER LEFT_OUT\n");
    return 2;
  }
  return Suite(arguments[1], arguments[2]).run();
}
