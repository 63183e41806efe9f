// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "thoth/violation.hpp"

namespace thoth {

/// Violations of one message type with the same code and pointer.
struct ViolationKind {
  std::size_t number = 0;  ///< from 0, in the order in which they first came
  std::string_view topic_name;
  std::string_view code;
  std::string_view pointer;  ///< as append_pointer_pattern makes it
  std::uint64_t count = 0;
};

/// Counts violations by message type, code and pointer, so that a million equal mistakes are one line. Of elements of
/// an array the index does not count.
class ViolationKinds {
 public:
  /// Memory is bounded: past `max` kinds, new ones are counted together.
  explicit ViolationKinds(std::size_t max = std::numeric_limits<std::size_t>::max()) : most_(max) {}
  ViolationKinds(ViolationKinds&&) = default;
  ViolationKinds& operator=(ViolationKinds&&) = default;
  ViolationKinds(const ViolationKinds&) = delete;
  ViolationKinds& operator=(const ViolationKinds&) = delete;
  ~ViolationKinds() = default;

  /// Gives the number of the violation's kind; none if it is counted together with others.
  std::optional<std::size_t> add(std::string_view topic_name, const Violation& violation);
  /// The same as adding all that `other` counted, in that order.
  void add(const ViolationKinds& other);
  void clear();

  [[nodiscard]] std::size_t size() const { return kinds_.size(); }
  /// Of all kinds.
  [[nodiscard]] std::uint64_t violations() const;
  /// Those of kinds that were too many.
  [[nodiscard]] std::uint64_t others() const { return others_; }
  /// The most frequent first; equal ones by type, code and pointer. Views live until the next clear().
  [[nodiscard]] std::vector<ViolationKind> sorted() const;

  /// A line for each of the most frequent kinds: count, type, code and pointer; then one for all others.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  struct Kind {
    const std::string* key;  // "topic\0code\0pointer", in places_
    std::uint64_t count;
  };

  void count(const std::string& key, std::uint64_t count);

  std::size_t most_;
  std::vector<Kind> kinds_;  // as they came
  std::unordered_map<std::string, std::size_t> places_;
  std::uint64_t others_ = 0;
  std::string key_;  // for the search, to be used again
  // Mistakes come in series: what was counted last, if that was one of kinds_.
  bool series_ = false;
  std::size_t last_ = 0;
  Code last_code_ = Code::missing;
  std::string last_topic_;
  std::string last_pointer_;
};

}  // namespace thoth
