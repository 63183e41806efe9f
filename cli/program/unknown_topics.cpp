// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/unknown_topics.hpp"

#include <fmt/format.h>

namespace thoth::cli {
namespace {

/// A file of nothing but mistyped topics must not fill the memory.
constexpr std::size_t max_reported = 1000;

}  // namespace

void UnknownTopics::add(const std::string& file, const Place& place, std::string_view topic_name) {
  if (topic_name == last_) return;
  last_ = topic_name;
  if (reported_.size() > max_reported || !reported_.insert(last_).second) return;
  if (reported_.size() > max_reported) {
    console_.warn("further topics without a message type are not listed");
    return;
  }
  if (catalog_.find(topic_name) != nullptr) {
    console_.warn(fmt::format("{}:{}:{}: unknown-topic: no message type for the data of a CloudEvent in \"{}\": {}",
                              file, place.line, place.column, topic_name, consequence_));
    return;
  }
  const auto near = catalog_.nearest_topic(topic_name);
  console_.warn(fmt::format("{}:{}:{}: unknown-topic: no message type for \"{}\"{}: {} (add one with --catalog)", file,
                            place.line, place.column, topic_name, near ? fmt::format(" (did you mean {}?)", *near) : "",
                            consequence_));
}

}  // namespace thoth::cli
