// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// What a member made at run time may hold: `Type::string`, `Type::integer | Type::string`, `array_of(Type::string)`.
/// `Type::object` is a free-form object, `Type::array` an array of anything.
class MemberType {
 public:
  MemberType(Type type) : types_(type) {}       // NOLINT: meant to be implicit
  MemberType(TypeSet types) : types_(types) {}  // NOLINT: as above
  /// An array whose elements are all of that type.
  static MemberType array_of(MemberType items);

  /// Lets it hold that type too.
  void allow(Type type) { types_ = types_ | TypeSet(type); }

  [[nodiscard]] TypeSet types() const { return types_; }
  /// Of an array: the type of its elements; null if they may be anything.
  [[nodiscard]] const MemberType* items() const { return items_.get(); }

 private:
  TypeSet types_;
  std::shared_ptr<const MemberType> items_;
};

/// Declares a message type while the program runs. It begins with component_name, service_version and version, as every
/// message does, and is validated, written and listed like the types that are declared as structs:
///
///     auto schema = thoth::SchemaBuilder("thoth.restarted", "v1")
///                       .required("service", thoth::Type::string, "Name of the service")
///                       .defaulted("planned", thoth::Type::boolean, "false")
///                       .build();
class SchemaBuilder {
 public:
  SchemaBuilder(std::string topic, std::string version, std::string description = {});

  /// A member that must be given.
  SchemaBuilder& required(std::string name, MemberType type, std::string description = {}, Secret secret = Secret::no);
  /// A member that may be absent or null and is written as null then.
  SchemaBuilder& optional(std::string name, MemberType type, std::string description = {}, Secret secret = Secret::no);
  /// A member that may be absent; the JSON text `default_json` is written then.
  SchemaBuilder& defaulted(std::string name, MemberType type, std::string default_json, std::string description = {},
                           Secret secret = Secret::no);

  /// What keys must be, and a header, as thoth::Contract has them.
  SchemaBuilder& key(TypeSet types, std::string description = {});
  SchemaBuilder& header(std::string name, TypeSet types, std::string description = {},
                        Presence presence = Presence::required);

  /// The finished type. Error usage: a topic that Kafka would refuse, two members or headers of one name, a default
  /// that is no JSON or not of its member's type, a member without a type, text that is not UTF-8.
  [[nodiscard]] Result<SchemaPtr> build() const;

 private:
  struct Declared {
    Property property;  ///< its rule and canonical default are found when the type is built
    MemberType type;
  };

  /// The key, which has no name, or a header.
  struct Named {
    std::string name;
    TypeSet types;
    std::string description;
    Presence presence = Presence::required;
  };

  SchemaBuilder& add(Declared declared);
  [[nodiscard]] Result<void> check_names() const;

  std::string topic_;
  std::string version_;
  std::string description_;
  std::vector<Declared> members_;
  std::optional<Named> key_;
  std::vector<Named> headers_;
};

}  // namespace thoth

#pragma GCC visibility pop
