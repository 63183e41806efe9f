#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "thoth/violation.hpp"

namespace thoth {

/// Counts violations by message type, code and pointer, so that a million equal mistakes are one line. Of elements of
/// an array the index does not count.
class ViolationKinds {
 public:
  /// Past `most` kinds, new ones are counted together.
  explicit ViolationKinds(std::size_t most = std::numeric_limits<std::size_t>::max()) : most_(most) {}
  ViolationKinds(ViolationKinds&&) = default;
  ViolationKinds& operator=(ViolationKinds&&) = default;
  ViolationKinds(const ViolationKinds&) = delete;
  ViolationKinds& operator=(const ViolationKinds&) = delete;
  ~ViolationKinds() = default;

  void add(std::string_view topic_name, const Violation& violation);
  /// The same as adding all that `other` counted, in that order.
  void add(const ViolationKinds& other);
  void clear();

  [[nodiscard]] std::size_t size() const { return kinds_.size(); }
  /// Of all kinds.
  [[nodiscard]] std::uint64_t violations() const;

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
