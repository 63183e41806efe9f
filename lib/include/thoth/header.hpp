// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#pragma GCC visibility push(default)

namespace thoth {

/// One header of a Kafka record. Order and duplicates matter; a null value differs from an empty one.
struct Header {
  std::string key;
  std::optional<std::string> value;

  friend bool operator==(const Header&, const Header&) = default;
};

using Headers = std::vector<Header>;

}  // namespace thoth

#pragma GCC visibility pop
