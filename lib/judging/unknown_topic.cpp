// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/unknown_topic.hpp"

namespace thoth {

Violation unknown_topic(const Catalog& catalog, const std::string& topic_name, Detail detail) {
  if (catalog.find(topic_name) != nullptr) {
    return {Code::unknown_topic,
            "",
            {},
            "a CloudEvent with data of a known message type",
            "one without in \"" + topic_name + "\"",
            "see thoth-msg messages list"};
  }
  const auto near = detail == Detail::full ? catalog.nearest_topic(topic_name) : std::nullopt;
  return {Code::unknown_topic,
          "",
          {},
          "the topic of a known message type",
          "\"" + topic_name + "\"",
          near.value_or("see thoth-msg messages list")};
}

}  // namespace thoth
