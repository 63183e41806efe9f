// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#pragma GCC visibility push(default)

namespace thoth {

/// A set of JSON types. `integer` is a number without fraction and exponent.
enum class Type : std::uint8_t { null = 1, boolean = 2, integer = 4, number = 8, string = 16, array = 32, object = 64 };

class TypeSet {
 public:
  constexpr TypeSet() = default;
  constexpr TypeSet(Type type) : bits_(static_cast<std::uint8_t>(type)) {}  // NOLINT: a type is a set of one
  constexpr friend TypeSet operator|(TypeSet a, TypeSet b) {
    return TypeSet(static_cast<std::uint8_t>(a.bits_ | b.bits_));
  }
  constexpr friend bool operator==(TypeSet, TypeSet) = default;
  constexpr friend TypeSet operator&(TypeSet a, TypeSet b) {
    return TypeSet(static_cast<std::uint8_t>(a.bits_ & b.bits_));
  }
  [[nodiscard]] constexpr bool has(Type type) const { return (bits_ & static_cast<std::uint8_t>(type)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr std::uint8_t bits() const { return bits_; }

 private:
  constexpr explicit TypeSet(std::uint8_t bits) : bits_(bits) {}
  std::uint8_t bits_ = 0;
};

/// Each type, and its name in JSON Schema.
inline constexpr std::array<std::pair<Type, std::string_view>, 7> type_names{{{Type::null, "null"},
                                                                              {Type::boolean, "boolean"},
                                                                              {Type::integer, "integer"},
                                                                              {Type::number, "number"},
                                                                              {Type::string, "string"},
                                                                              {Type::array, "array"},
                                                                              {Type::object, "object"}}};

constexpr TypeSet operator|(Type a, Type b) {
  return TypeSet(a) | TypeSet(b);
}

inline constexpr TypeSet any_type =
    Type::null | Type::boolean | Type::integer | Type::number | Type::string | Type::array | Type::object;

/// `optional`: may be absent, without a default.
enum class Presence : std::uint8_t { required, defaulted, optional };
enum class Secret : bool { no, yes };
/// What becomes of members that no property declares: a typed object drops them, a free-form one keeps them.
enum class Undeclared : std::uint8_t { drop, keep };

/// What counts as an integer, and what an integer must fit.
enum class Integers : std::uint8_t {
  of_64_bits,  ///< a token without fraction and exponent, of 64 bits
  by_value,    ///< any number without a fractional part, as JSON Schema has it: 1.0 too, and of any size
  by_token,    ///< a token without fraction and exponent, of any size, as draft 4 of JSON Schema has it
};

/// What a rule of a schema that users bring asks for beyond types, properties and items.
struct [[gnu::visibility("hidden")]] Constraints;

class TopicTemplate;

/// Index of a Rule in its Schema. Rules refer to each other by number, so that a schema may refer to itself.
using RuleId = std::uint32_t;

/// A declared member of an object.
struct Property {
  std::string name;
  RuleId rule = 0;
  Presence presence = Presence::required;
  std::string default_json;  ///< canonical JSON written where the member is absent; empty: none
  std::string description;
  Secret secret = Secret::no;
  std::string example_json;  ///< canonical JSON of a value that shows what the member is for; empty: none was declared
};

/// What must hold of one value.
struct Rule {
  TypeSet types;                        ///< allowed types
  std::vector<Property> properties;     ///< of an object, in declaration order, which is the order on the wire
  std::vector<std::uint32_t> required;  ///< of a rule that users bring: which of the properties must be there
  Undeclared undeclared = Undeclared::keep;
  std::optional<RuleId> items;  ///< of an array: what must hold of each element (of those after the constraints'
                                ///< prefix items); none: anything
  Integers integers = Integers::of_64_bits;
  Secret secret = Secret::no;  ///< the value itself must not be shown
  std::uint32_t resource = 0;  ///< the schema document, or the part with its own $id, that it is in
  std::string example_json;    ///< canonical JSON of a value that shows what is meant; empty: none was declared
  std::string location;        ///< "FILE#/pointer" of a rule that users bring; else empty
  std::shared_ptr<const Constraints> constraints;  ///< null where types, properties and items say it all

  /// True for an object that declares nothing and keeps everything.
  [[nodiscard]] bool is_free_form() const {
    return properties.empty() && undeclared == Undeclared::keep && constraints == nullptr;
  }
};

/// Where a $dynamicRef to `name` leads once `resource` has been entered.
struct DynamicAnchor {
  std::uint32_t resource = 0;
  std::string name;
  RuleId rule = 0;
};

/// Who wrote the schema: this program's contracts are closed and canonical; what users bring says itself what it wants.
enum class Origin : std::uint8_t { declared, user_defined };

/// A message type as plain data. Immutable once in a Catalog; safe to share by threads.
struct Schema {
  std::string topic;    ///< base topic name, without the deployment's prefix; empty for a channel that has no topic
  std::string version;  ///< default of the member "version"
  std::string description;
  std::vector<Rule> rules;
  Origin origin = Origin::declared;
  RuleId start = 0;  ///< the rule of the contents
  std::vector<DynamicAnchor> dynamic_anchors = {};
  std::shared_ptr<const TopicTemplate> topic_template = nullptr;  ///< null: `topic` is the name of one topic
  Secret secrets = Secret::yes;             ///< no: nothing in it is secret, so that none need be looked for
  std::vector<std::string> documents = {};  ///< files that describe it differently, of which one must hold; or empty
  std::string channel = {};                 ///< the AsyncAPI channel that it is the type of; else empty
  std::shared_ptr<const Schema> key = nullptr;      ///< what must hold of the key; null: anything
  std::shared_ptr<const Schema> headers = nullptr;  ///< the same of an object of the headers; null: anything
  std::string id = {};  ///< the absolute URI that its $id comes to, of a schema that users bring; else empty

  [[nodiscard]] const Rule& root() const { return rules[start]; }
};

using SchemaPtr = std::shared_ptr<const Schema>;

/// "a string", "an integer or null", … for messages to people.
[[nodiscard]] std::string describe(TypeSet types);

}  // namespace thoth

#pragma GCC visibility pop
