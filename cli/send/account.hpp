#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "send/ledger.hpp"

namespace thoth::cli {

/// The account of a run in words.
struct AccountText {
  const Ledger& ledger;
  std::uint64_t handed;        ///< entries that were on their way, the first of the input
  std::uint64_t entries;       ///< of the input
  const std::string& reason;   ///< why those after them were not sent
  const std::string& void_by;  ///< why a transaction came to nothing; empty: it did not

  /// A line for each kind of failure, saying which entries. None: all was acknowledged.
  [[nodiscard]] std::vector<std::string> lines() const;
  /// "sent 3 messages, 1.2 kB in 0.10 s, 0 undelivered"
  [[nodiscard]] std::string summary(double seconds) const;
};

}  // namespace thoth::cli
