// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json_schema/documents.hpp"

namespace thoth::json_schema {

/// A schema that a discriminator chooses from, and the values that choose it. One without values is an alternative for
/// what is no object.
struct DiscriminatorChoice {
  Spot schema;
  std::vector<std::string> names;
};

/// What a schema's discriminator says.
struct DiscriminatorTerms {
  std::string member;
  std::vector<DiscriminatorChoice> choices;  ///< none: it chooses nothing
  std::string_view list = {};                ///< the keyword whose alternatives are among the choices; may be empty
};

/// Reads the discriminators of AsyncAPI documents: a member's name, or OpenAPI's object of propertyName and mapping.
///
/// As the specification of AsyncAPI has it, the member's value is the name of the schema itself or of one that inherits
/// it, which has it in its allOf. A schema's name is its key among the components, unless the schema gives the member
/// values of its own. Taken too are its title, its $id, and the last part of a dotted key (springwolf's keys are full
/// names of classes, of which messages hold the simple ones), where one choice alone has them.
class Discriminators {
 public:
  /// `root` is the document whose messages are read, one of `documents`.
  Discriminators(Documents& documents, const Resource& root) : documents_(documents), root_(root) {}

  /// `value` is what stands under the keyword of `schema`. Errors: usage (it has neither of the two forms, or its
  /// mapping leads nowhere).
  Result<DiscriminatorTerms> read(const Spot& schema, const json::Node& value);

 private:
  struct Named {
    std::string key;
    Spot schema;
  };
  struct Choices;

  Result<void> add_mapping(const Spot& schema, const json::Node& mapping, Choices& choices);
  void add_list(const Spot& schema, Choices& choices);
  void add_heirs(const Spot& schema, Choices& choices);
  const std::vector<Named>& named();
  void add_named(const Spot& map);
  [[nodiscard]] std::vector<std::string> keys_of(const Spot& schema);
  [[nodiscard]] bool inherits(const Spot& schema, const Spot& ancestor);
  [[nodiscard]] std::optional<Spot> follow(Spot spot);

  Documents& documents_;
  const Resource& root_;
  std::optional<std::vector<Named>> named_;  ///< the schemas that have a key, once they are needed
};

}  // namespace thoth::json_schema
