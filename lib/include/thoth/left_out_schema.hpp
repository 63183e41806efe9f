// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "thoth/error.hpp"

#pragma GCC visibility push(default)

namespace thoth {

class TopicTemplate;

/// A schema of a catalog that could not be loaded, or whose payloads are in a format that is not read. Its topic is
/// known, but its messages are not validated.
struct LeftOutSchema {
  std::string topic;   ///< base topic name, or template; empty: the document is broken before it names one
  std::string place;   ///< "FILE:LINE:COLUMN", or "FILE"
  std::string reason;  ///< what is wrong
  std::string advice;  ///< what to do about it; may be empty
  std::shared_ptr<const TopicTemplate> topic_template = nullptr;  ///< null: `topic` is the name of one topic
  /// The media type of its payloads, which are not read, in lower case and without parameters; empty: it is not known,
  /// only that of their schema is. None: the schema could not be loaded.
  std::optional<std::string> media_type = std::nullopt;
  std::string channel = {};  ///< the AsyncAPI channel that it is of; else empty

  /// True if the schema could not be loaded, and has to be mended.
  [[nodiscard]] bool is_fault() const { return !media_type; }
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
