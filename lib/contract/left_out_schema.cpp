// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/left_out_schema.hpp"

#include <utility>

namespace thoth {

std::string LeftOutSchema::why() const {
  return place + ": " + reason;
}

std::string LeftOutSchema::text() const {
  std::string text = place + ": " + (topic.empty() ? "" : topic + " is ") + "not validated: " + reason;
  if (!advice.empty()) text += " (" + advice + ')';
  return text;
}

Error LeftOutSchema::loading_error() const {
  return {ErrorCode::usage, "reading the schema", place, reason, advice};
}

Error LeftOutSchema::using_error(std::string doing) const {
  return {ErrorCode::usage, std::move(doing), topic,
          (is_fault() ? "its schema was not loaded: " : "not validated: ") + why(), advice};
}

}  // namespace thoth
