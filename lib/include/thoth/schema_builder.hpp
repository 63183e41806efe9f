// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
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

  /// The finished type. Error usage: a topic that Kafka would refuse, two members of one name, a default that is no
  /// JSON or not of its member's type, a member without a type, text that is not UTF-8.
  [[nodiscard]] Result<SchemaPtr> build() const;

 private:
  struct Declared {
    Property property;  ///< its rule and canonical default are found when the type is built
    MemberType type;
  };

  SchemaBuilder& add(Declared declared);
  [[nodiscard]] Result<void> check_names() const;

  std::string topic_;
  std::string version_;
  std::string description_;
  std::vector<Declared> members_;
};

}  // namespace thoth

#pragma GCC visibility pop
