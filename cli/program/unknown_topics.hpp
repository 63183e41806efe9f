// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "output/console.hpp"
#include "thoth/catalog.hpp"
#include "thoth/place.hpp"

namespace thoth::cli {

/// Warns of topics that no message type is known for, once each.
class UnknownTopics {
 public:
  /// `consequence`: what follows from it, a text that lives on.
  UnknownTopics(const Catalog& catalog, Console& console, std::string_view consequence)
      : catalog_(catalog), console_(console), consequence_(consequence) {}

  /// `place` is the entry's in `file`.
  void add(const std::string& file, const Place& place, std::string_view topic_name);

 private:
  const Catalog& catalog_;
  Console& console_;
  std::string_view consequence_;
  std::string last_;
  std::set<std::string, std::less<>> reported_;
};

}  // namespace thoth::cli
