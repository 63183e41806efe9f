// SPDX-License-Identifier: GPL-3.0-or-later
// Makes messages of the schemas of the official JSON Schema test suite: `samples FOLDER`. Whatever is made must be
// validated as it is meant. Of each schema that has valid instances some must be made, of each type that these have,
// and as large as they are; and of each that refuses some, messages that break one rule. None is given up on.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "contract/constraints.hpp"
#include "json_schema/official_suite.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace {

using thoth::Sampler;
using thoth::Schema;
using thoth::json::Kind;
using thoth::json::Node;
using thoth::test::holds;
using thoth::test::OfficialSuite;

constexpr std::uint64_t seeds = 3;
constexpr int of_each_seed = 3;
/// How many schemas of the suite have valid instances, and how many invalid ones, at least.
constexpr std::size_t least_schemas = 450;
std::size_t size_of(const Node& node) {
  return node.items.size() + node.members.size();
}

/// The schema, of values of one type alone that are no smaller than `like`: any type will do for many of the suite's.
Schema narrowed(const Schema& schema, const Node& like) {
  Schema narrow = schema;
  auto constraints = std::make_shared<thoth::Constraints>();
  constraints->all_of = {schema.start};
  constraints->min_items = constraints->min_properties = size_of(like);
  constraints->find_out();
  thoth::Rule rule;
  rule.types = thoth::type_of(like.kind);
  rule.integers = thoth::Integers::by_value;
  rule.resource = schema.root().resource;
  rule.constraints = std::move(constraints);
  narrow.start = static_cast<thoth::RuleId>(narrow.rules.size());
  narrow.rules.push_back(std::move(rule));
  return narrow;
}

thoth::Violations validated(const Schema& schema, const std::string& contents) {
  const auto parsed = thoth::json::parse(contents);
  if (!parsed.document) return parsed.violations;
  return validate(schema, parsed.document->root(), {thoth::Strict::no, {}, thoth::Wire::skip});
}

/// The keyword that an error ends with the place of.
std::string keyword_of(const std::string& error) {
  const auto close = error.rfind(']');
  if (close == std::string::npos) return "none";
  const auto slash = error.rfind('/', close);
  return slash == std::string::npos ? "none" : error.substr(slash + 1, close - slash - 1);
}

/// What became of the schemas that something should be made of.
struct Account {
  std::size_t made = 0;
  std::size_t given_up = 0;
  std::map<std::string, std::size_t> keywords;
};

class Samples {
 public:
  explicit Samples(const char* folder) : suite_(folder) {}

  int run() {
    for (const std::string_view draft : OfficialSuite::drafts) {
      for (const auto status : {OfficialSuite::Status::required, OfficialSuite::Status::optional}) {
        for (const auto& file : suite_.files(draft, status)) run_file(draft, file);
      }
    }
    close(valid_, "valid");
    close(broken_, "broken");
    return failed_ ? 1 : 0;
  }

 private:
  void fail(const std::string& what) {
    failed_ = true;
    fmt::print("{}\n", what);
  }

  void run_file(std::string_view draft, const std::filesystem::path& file) {
    const auto run = [&](const std::string& title, const Node& group) {
      const auto schema = suite_.compile(draft, *group.find("schema"));
      // What cannot be compiled, the suite's own test knows of.
      if (schema) run_group(title, **schema, *group.find("tests"));
    };
    if (!suite_.for_each_group(draft, file, run)) fail(file.string() + " is no JSON");
  }

  void run_group(const std::string& title, const Schema& schema, const Node& tests) {
    std::map<Kind, const Node*> largest;
    bool has_invalid = false;
    for (const Node& test : tests.items) {
      const Node& data = *test.find("data");
      if (!holds(schema, data)) {
        has_invalid = has_invalid || data.kind != Kind::null;
        continue;
      }
      const Node*& known = largest[data.kind];
      if (known == nullptr || size_of(*known) < size_of(data)) known = &data;
    }
    if (largest.empty()) {
      make_valid(title, schema);  // whatever comes is validated
      return;
    }
    add(valid_, title, make_valid(title, schema));
    for (const auto& [kind, like] : largest) add(valid_, title, make_valid(title, narrowed(schema, *like)));
    if (has_invalid) add(broken_, title, make_broken(title, schema));
  }

  /// Why some seed gave none; empty: all did.
  std::string make_valid(const std::string& title, const Schema& schema) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      Sampler sampler(schema, seed);
      for (int i = 0; i < of_each_seed; ++i) {
        const auto contents = sampler.valid();
        if (!contents) return contents.error().text();
        const auto violations = validated(schema, *contents);
        if (!violations.empty()) fail(fmt::format("{}: {}: {}", title, *contents, violations.front().message()));
      }
    }
    return "";
  }

  std::string make_broken(const std::string& title, const Schema& schema) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      Sampler sampler(schema, seed);
      for (int i = 0; i < of_each_seed; ++i) {
        const auto broken = sampler.broken();
        if (!broken) return broken.error().text();
        check_broken(title, *broken, validated(schema, broken->contents));
      }
    }
    return "";
  }

  /// One rule, but for alternatives: then what the closest lacks, which is one rule again, follows each.
  void check_broken(const std::string& title, const Sampler::Broken& broken, const thoth::Violations& validated) {
    const bool same = std::equal(validated.begin(), validated.end(), broken.violations.begin(), broken.violations.end(),
                                 [](const auto& a, const auto& b) { return a.message() == b.message(); });
    bool one = !validated.empty();
    for (std::size_t i = 0; i + 1 < validated.size(); ++i) {
      const std::string& schema = validated[i].schema;
      const bool alternatives = schema.ends_with("Of") || schema.ends_with("/then") || schema.ends_with("/else");
      one = one && validated[i].code == thoth::Code::combination && alternatives;
    }
    if (!same || !one) fail(fmt::format("{}: {} does not break the one rule that is told", title, broken.contents));
  }

  void add(Account& account, const std::string& title, const std::string& why_not) {
    if (why_not.empty()) {
      ++account.made;
      return;
    }
    ++account.given_up;
    ++account.keywords[keyword_of(why_not)];
    fail(title + ": " + why_not);
  }

  void close(const Account& account, const char* what) {
    fmt::print("{} messages: made of {} schemas, given up on {}", what, account.made, account.given_up);
    for (const auto& [keyword, count] : account.keywords) fmt::print(", {} {}", count, keyword);
    fmt::print("\n");
    if (account.made + account.given_up < least_schemas) fail("the suite has fewer such schemas than it ever had");
  }

  OfficialSuite suite_;
  Account valid_;
  Account broken_;
  bool failed_ = false;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: samples FOLDER\n");
    return 2;
  }
  return Samples(arguments[1]).run();
}
