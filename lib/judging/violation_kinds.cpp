// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/violation_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/terminal_text.hpp"
#include "judging/pointer_pattern.hpp"

namespace thoth {
namespace {

constexpr std::size_t max_kind_lines = 20;

}  // namespace

std::optional<std::size_t> ViolationKinds::add(std::string_view topic_name, const Violation& violation) {
  if (series_ && violation.code == last_code_ && violation.pointer == last_pointer_ && topic_name == last_topic_) {
    ++kinds_[last_].count;
    return last_;
  }
  key_.assign(topic_name);
  key_ += '\0';
  key_ += name(violation.code);
  key_ += '\0';
  append_pointer_pattern(violation.pointer, key_);
  count(key_, 1);
  last_code_ = violation.code;
  last_topic_ = topic_name;
  last_pointer_ = violation.pointer;
  return series_ ? std::optional(last_) : std::nullopt;
}

void ViolationKinds::add(const ViolationKinds& other) {
  for (const Kind& kind : other.kinds_) count(*kind.key, kind.count);
  others_ += other.others_;
  series_ = false;
}

void ViolationKinds::count(const std::string& key, std::uint64_t count) {
  const auto found = places_.find(key);
  series_ = true;
  if (found != places_.end()) {
    last_ = found->second;
    kinds_[last_].count += count;
  } else if (kinds_.size() < most_) {
    last_ = kinds_.size();
    kinds_.push_back({&places_.emplace(key, last_).first->first, count});
  } else {
    series_ = false;
    others_ += count;
  }
}

void ViolationKinds::clear() {
  kinds_.clear();
  places_.clear();
  others_ = 0;
  series_ = false;
}

std::uint64_t ViolationKinds::violations() const {
  return std::accumulate(kinds_.begin(), kinds_.end(), others_,
                         [](std::uint64_t sum, const Kind& kind) { return sum + kind.count; });
}

std::vector<ViolationKind> ViolationKinds::sorted() const {
  std::vector<ViolationKind> kinds;
  kinds.reserve(kinds_.size());
  for (std::size_t number = 0; number < kinds_.size(); ++number) {
    const std::string_view key = *kinds_[number].key;
    const auto topic_end = key.find('\0');
    const auto code_end = key.find('\0', topic_end + 1);
    kinds.push_back({number, key.substr(0, topic_end), key.substr(topic_end + 1, code_end - topic_end - 1),
                     key.substr(code_end + 1), kinds_[number].count});
  }
  std::sort(kinds.begin(), kinds.end(), [](const ViolationKind& left, const ViolationKind& right) {
    return std::tie(right.count, left.topic_name, left.code, left.pointer) <
           std::tie(left.count, right.topic_name, right.code, right.pointer);
  });
  return kinds;
}

std::vector<std::string> ViolationKinds::lines() const {
  std::vector<std::string> lines;
  std::uint64_t others = others_;
  for (const ViolationKind& kind : sorted()) {
    if (lines.size() == max_kind_lines) {
      others += kind.count;
      continue;
    }
    std::string line = fmt::format("{:>9}  ", kind.count);
    append_terminal_line(fmt::format("{}: {}{}{}", kind.topic_name.empty() ? "(no topic)" : kind.topic_name, kind.code,
                                     kind.pointer.empty() ? "" : " at ", kind.pointer),
                         line);
    lines.push_back(std::move(line));
  }
  if (others > 0) lines.push_back(fmt::format("{:>9}  of other kinds", others));
  return lines;
}

}  // namespace thoth
