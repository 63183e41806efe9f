// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/duplicate_names.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

#include "json/same_text.hpp"

namespace thoth::json {
namespace {

/// Below this many names, comparing each with each is faster than hashing.
constexpr std::size_t few = 8;

bool stands_before(std::span<const std::string_view> names, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i) {
    if (same_text(names[i], names[index])) return true;
  }
  return false;
}

bool any_of_few(std::span<const std::string_view> names) {
  NameLooks looks;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!looks.add(names[i]) && stands_before(names, i)) return true;
  }
  return false;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ b) * 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ULL;
  return x ^ (x >> 29);
}

/// Asking for randomness takes as long as reading a small document: once will do.
std::uint64_t process_seed() {
  static const std::uint64_t seed = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
  return seed;
}

}  // namespace

DuplicateNames::DuplicateNames() : seed_(process_seed()) {}

std::uint64_t DuplicateNames::hash(std::string_view name) const {
  std::uint64_t state = mix(seed_, name.size());
  for (; name.size() >= 8; name.remove_prefix(8)) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, name.data(), 8);
    state = mix(state, chunk);
  }
  std::uint64_t rest = 0;
  if (!name.empty()) std::memcpy(&rest, name.data(), name.size());  // an empty view may have no address
  return mix(state, rest);
}

/// Makes room for that many names.
void DuplicateNames::clear_slots(std::size_t names) {
  slots_.assign(std::bit_ceil(names * 2), 0);
}

/// Enters a name; false if an equal one is there already.
bool DuplicateNames::enter(std::span<const std::string_view> names, std::size_t index) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash(names[index]) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (names[slots_[slot] - 1] == names[index]) return false;
  }
  slots_[slot] = static_cast<std::uint32_t>(index + 1);
  return true;
}

bool DuplicateNames::any(std::span<const std::string_view> names) {
  if (names.size() <= few) return any_of_few(names);
  clear_slots(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!enter(names, i)) return true;
  }
  return false;
}

std::vector<std::size_t> DuplicateNames::all(std::span<const std::string_view> names) {
  std::vector<std::size_t> repeated;
  const bool is_few = names.size() <= few;
  if (!is_few) clear_slots(names.size());
  NameLooks looks;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_few ? !looks.add(names[i]) && stands_before(names, i) : !enter(names, i)) repeated.push_back(i);
  }
  return repeated;
}

}  // namespace thoth::json
