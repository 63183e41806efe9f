#include "send/undelivered.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t ranges_shown = 1000;

}  // namespace

void Undelivered::add(std::uint64_t entry, std::string_view topic, std::string_view reason) {
  entries_[{std::string(topic), std::string(reason)}].push_back(entry);
  ++count_;
}

std::vector<std::uint64_t> Undelivered::numbers() const {
  std::vector<std::uint64_t> all;
  all.reserve(count_);
  for (const auto& group : entries_) all.insert(all.end(), group.second.begin(), group.second.end());
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> Undelivered::lines() const {
  std::vector<std::string> result;
  for (const auto& group : entries_) {
    std::vector<std::uint64_t> numbers = group.second;
    std::sort(numbers.begin(), numbers.end());
    result.push_back(fmt::format(
        "undelivered to {}: {} ({}): {}", group.first.first, counted(numbers.size(), "message", "messages"),
        (numbers.size() == 1 ? "entry " : "entries ") + ranges_text(numbers, ranges_shown), group.first.second));
  }
  return result;
}

}  // namespace thoth::cli
