// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/base_topic.hpp"

#include <algorithm>

namespace thoth::contract {
namespace {

/// Kafka's own bound on a topic's name.
constexpr std::size_t max_topic = 249;

}  // namespace

bool is_topic(std::string_view name) {
  return !name.empty() && name.size() <= max_topic && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                  c == '-';
         });
}

}  // namespace thoth::contract
