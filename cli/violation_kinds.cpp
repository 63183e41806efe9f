#include "violation_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "output.hpp"
#include "pointer_pattern.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t most_kinds = 10'000;
constexpr std::size_t most_lines = 20;

}  // namespace

void ViolationKinds::add(std::string_view topic_name, const Violation& violation) {
  key_.assign(topic_name);
  key_ += '\0';
  key_ += name(violation.code);
  key_ += '\0';
  append_pointer_pattern(violation.pointer, key_);
  const auto found = counts_.find(key_);
  if (found != counts_.end()) {
    ++found->second;
  } else if (counts_.size() < most_kinds) {
    counts_.emplace(key_, 1);
  } else {
    ++others_;
  }
}

std::vector<std::string> ViolationKinds::lines() const {
  std::vector<std::pair<std::uint64_t, std::string_view>> kinds;
  kinds.reserve(counts_.size());
  for (const auto& [key, count] : counts_) kinds.emplace_back(count, key);
  std::sort(kinds.begin(), kinds.end(), [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first > right.first : left.second < right.second;
  });
  std::vector<std::string> lines;
  std::uint64_t others = others_;
  for (const auto& [count, key] : kinds) {
    if (lines.size() == most_lines) {
      others += count;
      continue;
    }
    const auto topic_end = key.find('\0');
    const auto code_end = key.find('\0', topic_end + 1);
    const std::string_view topic = topic_end == 0 ? "(no topic)" : key.substr(0, topic_end);
    const std::string_view pointer = key.substr(code_end + 1);
    std::string line = fmt::format("{:>9}  ", count);
    append_terminal_safe(fmt::format("{}: {}{}{}", topic, key.substr(topic_end + 1, code_end - topic_end - 1),
                                     pointer.empty() ? "" : " at ", pointer),
                         line);
    lines.push_back(std::move(line));
  }
  if (others > 0) lines.push_back(fmt::format("{:>9}  of other kinds", others));
  return lines;
}

}  // namespace thoth::cli
