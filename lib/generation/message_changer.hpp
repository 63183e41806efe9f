// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generation/pattern_text.hpp"
#include "generation/random.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

namespace thoth::generation {

/// Changes messages at random, so that they may break their schema; with the names and values that it knows, for those
/// are what it asks about.
class MessageChanger {
 public:
  /// The schema must outlive this.
  explicit MessageChanger(const Schema& schema);

  /// `text`, which is JSON, with a change or two.
  [[nodiscard]] std::string changed(std::string text, Random& random) const;

 private:
  /// A value within a text, and what is taken out to leave it out: nothing can be where `begin` is `end`.
  struct Part {
    const json::Node* node = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  static void add_parts(const json::Node& node, std::vector<Part>& parts);
  [[nodiscard]] std::string changed_once(const std::string& text, Random& random) const;
  [[nodiscard]] std::string enlarged(const json::Node& node, std::string_view own, Random& random) const;
  [[nodiscard]] std::string other_value(Random& random) const;
  [[nodiscard]] std::string other_name(Random& random) const;

  std::vector<std::string_view> names_;
  std::vector<PatternText> patterns_;  // of names
  std::vector<std::string_view> values_;
};

}  // namespace thoth::generation
