// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/name_counts.hpp"

#include <algorithm>
#include <tuple>

#include "reading/origin.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t max_names = 1000;

}  // namespace

void NameCounts::add(const Name& name) {
  if (last_ != nullptr && Name{last_->name, last_->version} == name) {
    ++last_->records;
    return;
  }
  key_.clear();
  append_kept_name(name.name, key_);
  append_kept_name(name.version, key_);
  auto found = counts_.find(key_);
  if (found == counts_.end()) {
    if (counts_.size() == max_names) {
      ++others_;
      return;
    }
    found = counts_.emplace(key_, NameCount{kept_name(name.name), kept_name(name.version), 0}).first;
  }
  last_ = &found->second;
  ++last_->records;
}

std::vector<const NameCount*> NameCounts::sorted() const {
  std::vector<const NameCount*> names;
  names.reserve(counts_.size());
  for (const auto& [key, count] : counts_) names.push_back(&count);
  std::sort(names.begin(), names.end(), [](const NameCount* left, const NameCount* right) {
    return std::tie(right->records, left->name, left->version) < std::tie(left->records, right->name, right->version);
  });
  return names;
}

}  // namespace thoth::cli
