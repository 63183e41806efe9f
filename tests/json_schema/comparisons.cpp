// SPDX-License-Identifier: GPL-3.0-or-later
// Compares schemas of the official JSON Schema test suite with each other, and with themselves after a small change:
// `comparisons FOLDER`. Where compare() says that nobody on one side is broken, no instance of the suite and no message
// at random may show otherwise.
#include <fmt/format.h>

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "json_schema/changed_copy.hpp"
#include "json_schema/official_suite.hpp"
#include "thoth/comparison.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"

namespace {

using thoth::Breaks;
using thoth::SchemaPtr;
using thoth::json::Node;
using thoth::test::holds;
using thoth::test::OfficialSuite;

/// How many changed copies of each schema are looked at.
constexpr int copies = 3;
constexpr int samples_of_each = 4;
/// How many pairs must be compared, and of how many one side must be found unbroken, at least: without them this shows
/// nothing.
constexpr std::size_t least_pairs = 6'000;
constexpr std::size_t least_unbroken = 3'000;

/// A schema, and texts of which some are valid under it.
struct Subject {
  std::string title;
  SchemaPtr schema;
  std::vector<std::string> texts;
};

void add_samples(Subject& subject, std::uint64_t seed) {
  thoth::Sampler sampler(*subject.schema, seed);
  for (int i = 0; i < samples_of_each; ++i) {
    auto valid = sampler.valid();
    if (!valid) return;
    subject.texts.push_back(std::move(*valid));
  }
}

class Comparisons {
 public:
  explicit Comparisons(std::filesystem::path folder) : suite_(std::move(folder)) {}

  int run() {
    for (const std::string_view draft : OfficialSuite::drafts) {
      for (const auto& file : suite_.files(draft, OfficialSuite::Status::required)) run_file(draft, file);
    }
    fmt::print("{} pairs compared; of {} sides nobody is broken, of {} it could not be decided; {} verdicts held\n",
               pairs_, unbroken_, undecided_, held_);
    for (const auto& rule : rules_) fmt::print("{} ", rule);
    fmt::print("\n");
    if (pairs_ < least_pairs) fail(fmt::format("only {} pairs were compared", pairs_));
    if (unbroken_ < least_unbroken) fail(fmt::format("only of {} sides nobody is broken", unbroken_));
    return failed_ ? 1 : 0;
  }

 private:
  void fail(const std::string& what) {
    failed_ = true;
    fmt::print("{}\n", what);
  }

  void run_file(std::string_view draft, const std::filesystem::path& file) {
    std::vector<Subject> subjects;
    const auto run = [&](const std::string& title, const Node& group) {
      const auto schema = suite_.compile(draft, *group.find("schema"));
      if (!schema) return;
      Subject subject{title, *schema, {}};
      for (const Node& test : group.find("tests")->items) {
        thoth::json::write(*test.find("data"), subject.texts.emplace_back());
      }
      add_samples(subject, subjects.size());
      compare_with_copies(draft, *group.find("schema"), subject);
      subjects.push_back(std::move(subject));
    };
    if (!suite_.for_each_group(draft, file, run)) return fail(file.string() + " is no JSON");
    for (const Subject& one : subjects) {
      for (const Subject& other : subjects) {
        if (&one != &other) compare(one, other);
      }
    }
  }

  void compare_with_copies(std::string_view draft, const Node& schema, const Subject& subject) {
    for (int i = 0; i < copies; ++i) {
      const std::string text = thoth::test::changed_copy(schema, random_);
      const auto parsed = thoth::json::parse(text);
      if (!parsed.document) continue;
      const auto changed = suite_.compile(draft, parsed.document->root());
      if (!changed) continue;
      Subject copy{text, *changed, {}};
      add_samples(copy, static_cast<std::uint64_t>(i));
      compare(subject, copy);
    }
  }

  void compare(const Subject& before, const Subject& after) {
    ++pairs_;
    Breaks breaks = Breaks::nobody;
    for (const thoth::Change& change : thoth::compare(*before.schema, *after.schema)) {
      breaks = breaks | change.breaks;
      rules_.insert(change.rule);
      if (change.decided == thoth::Decided::no) ++undecided_;
    }
    for (const Breaks side : {Breaks::consumers, Breaks::producers}) {
      if ((breaks & side) != Breaks::nobody) continue;
      ++unbroken_;
      const Subject& from = side == Breaks::producers ? before : after;
      const Subject& to = side == Breaks::producers ? after : before;
      check_all(from, to, before, after);
    }
  }

  void check_all(const Subject& from, const Subject& to, const Subject& before, const Subject& after) {
    for (const Subject* subject : {&before, &after}) {
      for (const std::string& text : subject->texts) {
        const auto parsed = thoth::json::parse(text);
        if (!parsed.document || !holds(*from.schema, parsed.document->root())) continue;
        if (holds(*to.schema, parsed.document->root())) {
          ++held_;
          continue;
        }
        fail(fmt::format("{} is valid under\n  {}\nand not under\n  {}\nof which nobody was said to be broken", text,
                         from.title, to.title));
      }
    }
  }

  OfficialSuite suite_;
  std::mt19937 random_{1};
  bool failed_ = false;
  std::size_t pairs_ = 0;
  std::size_t unbroken_ = 0;
  std::size_t undecided_ = 0;
  std::size_t held_ = 0;
  std::set<std::string> rules_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: comparisons FOLDER\n");
    return 2;
  }
  return Comparisons(arguments[1]).run();
}
