// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/name_counts.hpp"

#include <algorithm>
#include <tuple>

#include "base/cut_text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t max_names = 1000;
constexpr std::size_t longest_part = 120;

void append_part(const std::optional<std::string_view>& text, std::string& key) {
  key += text ? '+' : '-';
  if (text) key += cut_text(*text, longest_part);
  key += '\0';
}

std::optional<std::string> kept_part(const std::optional<std::string_view>& text) {
  if (!text) return std::nullopt;
  return std::string(cut_text(*text, longest_part));
}

}  // namespace

void NameCounts::add(const Name& name) {
  if (last_ != nullptr && Name{last_->name, last_->version} == name) {
    ++last_->records;
    return;
  }
  key_.clear();
  append_part(name.name, key_);
  append_part(name.version, key_);
  auto found = counts_.find(key_);
  if (found == counts_.end()) {
    if (counts_.size() == max_names) {
      ++others_;
      return;
    }
    found = counts_.emplace(key_, NameCount{kept_part(name.name), kept_part(name.version), 0}).first;
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
