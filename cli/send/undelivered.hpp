#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thoth::cli {

/// The entries that were not acknowledged, by topic and reason.
class Undelivered {
 public:
  void add(std::uint64_t entry, std::string_view topic, std::string_view reason);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Their numbers, ascending.
  [[nodiscard]] std::vector<std::uint64_t> numbers() const;
  /// A line for each topic and reason, with the entries' numbers.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  std::map<std::pair<std::string, std::string>, std::vector<std::uint64_t>> entries_;
  std::uint64_t count_ = 0;
};

}  // namespace thoth::cli
