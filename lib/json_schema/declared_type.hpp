// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "json_schema/discriminator.hpp"
#include "json_schema/documents.hpp"
#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::json_schema {

/// What is known of the payloads of a topic.
enum class Payloads : std::uint8_t {
  schemas,   ///< one of the alternatives must hold
  anything,  ///< there is a message without a schema
};

/// What is known of the keys of a topic, or of the headers: one of the alternatives must hold, which is that all of its
/// schemas do.
struct DeclaredPart {
  bool anything = false;  ///< there is a message that says nothing of it
  std::vector<std::vector<Spot>> alternatives{};
};

/// A message type as one document declares it, not compiled yet. Its topic may be empty where it has a fault, and where
/// it is apart.
struct DeclaredType {
  Schema heading;  ///< topic, template, channel and description
  Spot at;         ///< of the channel, or the schema
  Payloads payloads = Payloads::schemas;
  std::vector<Spot> alternatives;
  DeclaredPart key{};
  DeclaredPart headers{};
  std::shared_ptr<Discriminators> discriminators = nullptr;  ///< of the AsyncAPI document; null: it is none
  std::optional<Error> fault = std::nullopt;                 ///< why it cannot be compiled
  std::optional<std::string> media_type = std::nullopt;      ///< the fault is that payloads are not read: LeftOutSchema
  bool is_apart = false;                                     ///< an AsyncAPI channel that is known by its name alone
};

}  // namespace thoth::json_schema
