// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json/same_text.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// Dropped members whose names are near to declared ones, which are likely meant: each kind once. Safe from several
/// threads.
class NearMisses {
 public:
  /// Adds what `schema` drops as `name`, which is near to the declared `near`.
  void add(const Schema& schema, std::string_view name, std::string_view near);
  /// A sentence for each kind that was added since the last call, in the order of their types and names.
  [[nodiscard]] std::vector<std::string> take_sentences();

 private:
  std::mutex mutex_;
  std::set<std::string> known_;
  std::set<std::string> new_;
};

/// Looks at dropped members for a collector, at each name once. One for each thread.
class NearMissSearch {
 public:
  /// `found` must outlive this; null: nothing is looked at.
  explicit NearMissSearch(NearMisses* found) : found_(found) {}

  void look_at(const Schema& schema, const std::vector<DroppedMember>& dropped) {
    if (found_ == nullptr) return;
    for (const DroppedMember& member : dropped) {
      // Messages of one kind often have the same name too many.
      if (member.rule != last_rule_ || !json::same_text(member.name, last_name_)) look_at(schema, member);
    }
  }

 private:
  /// A message may have any number of names.
  static constexpr std::size_t max_names = 1000;

  void look_at(const Schema& schema, const DroppedMember& member);

  NearMisses* found_;
  const Rule* last_rule_ = nullptr;
  std::string last_name_;
  std::unordered_map<const Rule*, std::set<std::string, std::less<>>> seen_;
  std::size_t names_ = 0;
};

}  // namespace thoth
