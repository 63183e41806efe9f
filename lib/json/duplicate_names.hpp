#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace thoth::json {

/// Finds out whether names repeat, in linear time also for many names with long equal beginnings. Keeps scratch memory.
class DuplicateNames {
 public:
  DuplicateNames();
  [[nodiscard]] bool any(std::span<const std::string_view> names);
  /// Indices of all names that stand further to the front already, ascending.
  [[nodiscard]] std::vector<std::size_t> all(std::span<const std::string_view> names);

 private:
  [[nodiscard]] std::uint64_t hash(std::string_view name) const;
  void clear_slots(std::size_t names);
  [[nodiscard]] bool enter(std::span<const std::string_view> names, std::size_t index);

  std::uint64_t seed_;  // chosen anew by each process, so that no input can be made to collide
  std::vector<std::uint32_t> slots_;
};

}  // namespace thoth::json
