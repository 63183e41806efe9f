// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thoth::cli {

/// A key that many records have.
struct FrequentKey {
  std::string key;             ///< its first bytes, at most FrequentKeys::longest_kept
  std::size_t size = 0;        ///< bytes of the whole key
  std::uint64_t at_least = 0;  ///< records that have it
  std::uint64_t at_most = 0;
};

/// Finds the keys that most records have. At most 256 keys are counted at a time; when there are more, as much is taken
/// from all counts as half of them have, and those without any left are forgotten. So a count is too low by at most a
/// 128th of all records, and a key that more have than that is never forgotten. Source: J. Misra and D. Gries, "Finding
/// repeated elements", 1982.
class FrequentKeys {
 public:
  static constexpr std::size_t longest_kept = 256;

  /// A record has this key; `hash` is its sketch_hash().
  void add(std::string_view key, std::uint64_t hash);
  /// The same as adding all that was added to `other`; errors add up.
  void merge(const FrequentKeys& other);

  /// At most `max` of those that at least one in a hundred of `records` surely have, and at least two; the most
  /// frequent first, equal ones in order of their bytes.
  [[nodiscard]] std::vector<FrequentKey> most_frequent(std::uint64_t records, std::size_t max) const;

 private:
  struct Counted {
    std::uint64_t hash = 0;
    std::uint64_t count = 0;
    std::size_t size = 0;
    std::string key;
  };
  static constexpr std::size_t max_keys = 256;
  static constexpr std::size_t places = 4 * max_keys;

  Counted& find(std::string_view key, std::size_t size, std::uint64_t hash);
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const;
  void make_room();

  std::vector<Counted> keys_;  ///< the first held_ of them count; the others keep their memory
  std::size_t held_ = 0;
  std::array<std::uint16_t, places> index_{};  ///< 1 + the number in keys_, by hash with open addressing; 0: none
  std::uint64_t taken_ = 0;                    ///< from each count that was there all the time
};

}  // namespace thoth::cli
