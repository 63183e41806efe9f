// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "thoth/error.hpp"

#pragma GCC visibility push(default)

namespace thoth {

class TopicTemplate;

/// A schema of a catalog that could not be loaded. Its topic is known, but its messages are not validated.
struct LeftOutSchema {
  std::string topic;   ///< base topic name, or template; empty: the document is broken before it names one
  std::string place;   ///< "FILE:LINE:COLUMN", or "FILE"
  std::string reason;  ///< what is wrong
  std::string advice;  ///< what to do about it; may be empty
  std::shared_ptr<const TopicTemplate> topic_template = nullptr;  ///< null: `topic` is the name of one topic

  /// "PLACE: REASON".
  [[nodiscard]] std::string why() const;
  /// "PLACE: TOPIC is not validated: REASON (ADVICE)", for a warning.
  [[nodiscard]] std::string text() const;
  /// The usage error of a run that loads it and may leave nothing out.
  [[nodiscard]] Error loading_error() const;
  /// The usage error of a run that needs it. `doing`: "validating".
  [[nodiscard]] Error using_error(std::string doing) const;
};

}  // namespace thoth

#pragma GCC visibility pop
