// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/unknown_topic.hpp"

namespace thoth {

Violation unknown_topic(const Catalog& catalog, const std::string& topic_name, Detail detail) {
  const auto near = detail == Detail::full ? catalog.nearest_topic(topic_name) : std::nullopt;
  return {Code::unknown_topic,
          "",
          {},
          "the topic of a known message type",
          "\"" + topic_name + "\"",
          near.value_or("see thoth-msg messages list")};
}

}  // namespace thoth
