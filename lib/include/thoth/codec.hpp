// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/declaration.hpp"
#include "thoth/encoder.hpp"
#include "thoth/error.hpp"
#include "thoth/json.hpp"
#include "thoth/required.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// From a declared struct to its Schema, to bytes and back.
namespace thoth {

namespace detail {

template <class T>
inline constexpr bool is_required = false;
template <class T>
inline constexpr bool is_required<Required<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_members = false;
template <class... Fields>
inline constexpr bool is_members<Members<Fields...>> = true;
template <class T>
inline constexpr bool is_contract = false;
template <class... Fields>
inline constexpr bool is_contract<Contract<Fields...>> = true;

template <class T>
concept Nested = requires {
  requires is_members<decltype(T::contract())>;
};
template <class T>
concept Message = std::derived_from<T, Contents> && requires {
  requires is_contract<decltype(T::contract())>;
};
template <class T>
concept Struct = Nested<T> || Message<T>;

/// All declared members of a struct; a message's begin with those of every message.
template <Struct T>
constexpr auto fields_of() {
  if constexpr (Message<T>) {
    return std::tuple_cat(Contents::contract().fields(), T::contract().fields());
  } else {
    return T::contract().fields();
  }
}

template <Struct T>
consteval bool names_differ() {
  constexpr auto names =
      std::apply([](const auto&... field) { return std::array<std::string_view, sizeof...(field)>{field.name()...}; },
                 fields_of<T>());
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (names[i] == names[j]) return false;
    }
  }
  return true;
}

consteval bool headers_differ(std::span<const HeaderField> headers) {
  for (std::size_t i = 0; i < headers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (headers[i].name == headers[j].name) return false;
    }
  }
  return true;
}

/// The JSON types of a member's values.
template <class T>
constexpr TypeSet types_of() {
  if constexpr (std::same_as<T, std::string>) {
    return Type::string;
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return Type::integer;
  } else if constexpr (std::same_as<T, bool>) {
    return Type::boolean;
  } else if constexpr (is_vector<T>) {
    static_assert(!is_optional<typename T::value_type> && !is_required<typename T::value_type>,
                  "thoth: elements of an array are neither optional nor Required; name their type itself");
    return Type::array;
  } else if constexpr (is_optional<T>) {
    static_assert(!is_optional<typename T::value_type> && !is_required<typename T::value_type>,
                  "thoth: a std::optional member holds neither another optional nor a Required");
    return types_of<typename T::value_type>() | Type::null;
  } else {
    static_assert(std::same_as<T, json::Object> || Struct<T>,
                  "thoth: a member must be a std::string, std::int64_t, bool, thoth::json::Object, a struct whose "
                  "contract() returns thoth::Members, a std::vector of these, or a std::optional or thoth::Required of "
                  "one of them");
    return Type::object;
  }
}

template <class T>
void write_value(Encoder& encoder, const T& value);

template <class Owner, class Member, class T>
void write_field(Encoder& encoder, const Field<Owner, Member>& field, const T& object) {
  encoder.member(field.name());
  write_value(encoder, object.*field.member());
}

template <class Owner, class T>
void write_field(Encoder& encoder, const VersionField<Owner>& field, const T& object) {
  encoder.member(field.name());
  const auto& version = object.*field.member();
  encoder.string(version ? std::string_view(*version) : encoder.version());
}

template <Struct T>
void write_struct(Encoder& encoder, const T& object) {
  encoder.begin_object();
  std::apply([&](const auto&... field) { (write_field(encoder, field, object), ...); }, fields_of<T>());
  encoder.end_object();
}

template <class T>
void write_value(Encoder& encoder, const T& value) {
  if constexpr (is_required<T>) {
    write_value(encoder, *value);
  } else if constexpr (is_optional<T>) {
    if (value) {
      write_value(encoder, *value);
    } else {
      encoder.null();
    }
  } else if constexpr (std::same_as<T, std::string>) {
    encoder.string(value);
  } else if constexpr (std::same_as<T, std::int64_t>) {
    encoder.integer(value);
  } else if constexpr (std::same_as<T, bool>) {
    encoder.boolean(value);
  } else if constexpr (std::same_as<T, json::Object>) {
    encoder.object(value);
  } else if constexpr (is_vector<T>) {
    encoder.begin_array();
    for (const auto& element : value) {
      encoder.item();
      write_value(encoder, element);
    }
    encoder.end_array();
  } else {
    write_struct(encoder, value);
  }
}

/// Rules under construction, and the C++ type that each was made for.
struct Rules {
  std::string topic;
  std::string version;
  std::vector<Rule> made;
  std::vector<std::pair<const void*, RuleId>> known;
};

template <class T>
inline constexpr char type_mark = 0;

/// Facts of a field that do not depend on its type.
struct FieldFacts {
  std::string_view name;
  std::string_view description;
  Secret secret = Secret::no;
  std::string_view example;
};

/// A property of that rule. Throws std::invalid_argument if the declared example does not fit it.
Property make_property(Rules& rules, RuleId rule, Presence presence, std::string_view default_json,
                       const FieldFacts& facts);
/// The finished schema.
SchemaPtr make_schema(Rules&& rules, std::string_view description, const std::optional<KeyField>& key = std::nullopt,
                      std::span<const HeaderField> headers = {});

template <class T>
RuleId add_rule(Rules& rules);

template <class Owner, class Member, class T>
Property property_of(Rules& rules, const Field<Owner, Member>& field, const T& blank) {
  const FieldFacts facts{field.name(), field.description(), field.secret(), field.example()};
  if constexpr (is_required<Member>) {
    using Value = typename Member::Value;
    static_assert(!is_optional<Value> && !is_required<Value>,
                  "thoth: a Required member holds neither a std::optional nor another Required");
    return make_property(rules, add_rule<Value>(rules), Presence::required, {}, facts);
  } else {
    static_assert(std::is_default_constructible_v<Member>,
                  "thoth: a struct that has Required members has no default; declare the member that holds it as "
                  "thoth::Required or std::optional");
    Encoder initial{rules.version};
    write_value(initial, blank.*field.member());
    // What a program's own initializer says cannot be refused here; make_property looks at it.
    return make_property(rules, add_rule<Member>(rules), Presence::defaulted,
                         std::move(initial).finish(rules.topic).value_or(std::string{}), facts);
  }
}

template <class Owner, class T>
Property property_of(Rules& rules, const VersionField<Owner>& field, const T& /*blank*/) {
  const FieldFacts facts{field.name(), field.description(), Secret::no, {}};
  Encoder own{rules.version};
  own.string(rules.version);
  return make_property(rules, add_rule<std::string>(rules), Presence::defaulted,
                       std::move(own).finish(rules.topic).value_or(std::string{}), facts);
}

template <Struct T>
std::vector<Property> properties_of(Rules& rules) {
  static_assert(names_differ<T>(), "thoth: two members of a contract have the same name");
  std::vector<Property> properties;
  const T blank = Blank::make<T>();
  std::apply([&](const auto&... field) { (properties.push_back(property_of(rules, field, blank)), ...); },
             fields_of<T>());
  return properties;
}

template <class T>
struct Unwrap {
  using Value = T;
};
template <class T>
struct Unwrap<std::optional<T>> {
  using Value = T;
};

/// The rule for a type; made once, so that a struct may hold arrays of its own kind.
template <class T>
RuleId add_rule(Rules& rules) {
  using Value = typename Unwrap<T>::Value;
  for (const auto& [mark, id] : rules.known) {
    if (mark == &type_mark<T>) return id;
  }
  const auto id = static_cast<RuleId>(rules.made.size());
  rules.known.emplace_back(&type_mark<T>, id);
  rules.made.emplace_back();
  rules.made[id].types = types_of<T>();
  if constexpr (Struct<Value>) {
    auto properties = properties_of<Value>(rules);
    rules.made[id].properties = std::move(properties);
    rules.made[id].undeclared = Undeclared::drop;
  } else if constexpr (is_vector<Value>) {
    const RuleId items = add_rule<typename Value::value_type>(rules);
    rules.made[id].items = items;
  }
  return id;
}

/// The valid document that `bytes` are under `schema`, or all that is wrong with them, with line and column.
tl::expected<std::unique_ptr<json::Document>, Violations> read_valid(const Schema& schema, std::string_view bytes);
/// Of a number that is a 64-bit integer.
std::int64_t integer_of(const json::Node& node);
json::Object object_of(const json::Node& node);

template <class T>
void read_value(const json::Node& node, std::string_view version, T& value);

template <class Owner, class Member, class T>
void read_field(const json::Node& node, std::string_view version, const Field<Owner, Member>& field, T& object) {
  if (const json::Node* found = node.find(field.name())) read_value(*found, version, object.*field.member());
}

template <class Owner, class T>
void read_field(const json::Node& node, std::string_view version, const VersionField<Owner>& field, T& object) {
  const json::Node* found = node.find(field.name());
  object.*field.member() = std::string(found != nullptr ? found->text : version);
}

/// Moves a valid value into its member.
template <class T>
void read_value(const json::Node& node, std::string_view version, T& value) {
  if constexpr (is_required<T>) {
    read_value(node, version, *value);
  } else if constexpr (is_optional<T>) {
    value.reset();
    if (node.kind == json::Kind::null) return;
    auto given = Blank::make<typename T::value_type>();
    read_value(node, version, given);
    value = std::move(given);
  } else if constexpr (std::same_as<T, std::string>) {
    value = std::string(node.text);
  } else if constexpr (std::same_as<T, std::int64_t>) {
    value = integer_of(node);
  } else if constexpr (std::same_as<T, bool>) {
    value = node.truth;
  } else if constexpr (std::same_as<T, json::Object>) {
    value = object_of(node);
  } else if constexpr (is_vector<T>) {
    value.clear();
    for (const json::Node& item : node.items) {
      auto element = Blank::make<typename T::value_type>();
      read_value(item, version, element);
      value.push_back(std::move(element));
    }
  } else {
    std::apply([&](const auto&... field) { (read_field(node, version, field, value), ...); }, fields_of<T>());
  }
}

template <class M>
consteval void check_message() {
  static_assert(std::derived_from<M, Contents>, "thoth: a message type derives from thoth::Contents");
  static_assert(Message<M>, "thoth: a message type has a static constexpr contract() that returns thoth::Contract");
  static_assert(headers_differ(M::contract().headers()), "thoth: two headers of a contract have the same name");
}

}  // namespace detail

/// The message type as plain data, made once. Safe to call from several threads. Throws std::invalid_argument if the
/// contract() itself is wrong in a way the compiler could not see: an example or initializer that is not JSON.
template <class M>
const SchemaPtr& schema_ptr_of() {
  detail::check_message<M>();
  static const SchemaPtr schema = [] {
    constexpr auto contract = M::contract();
    detail::Rules rules{std::string(contract.topic()), std::string(contract.version()), {}, {}};
    detail::add_rule<M>(rules);
    return detail::make_schema(std::move(rules), contract.description(), contract.key(), contract.headers());
  }();
  return schema;
}

/// The same as a reference, which lives as long as the program.
template <class M>
const Schema& schema_of() {
  return *schema_ptr_of<M>();
}

/// The message's bytes on the wire: canonical JSON, every member in its declared order. Error invalid: a string that is
/// not UTF-8, or a free-form member that nests too deep for JSON's readers.
template <class M>
[[nodiscard]] Result<std::string> encode(const M& message) {
  detail::check_message<M>();
  constexpr auto contract = M::contract();
  detail::Encoder encoder{contract.version()};
  detail::write_struct(encoder, message);
  return std::move(encoder).finish(contract.topic());
}

/// The message that `bytes` (JSON text) hold, or everything that is wrong with them: where, what was expected, what was
/// found. Members that the type does not declare are ignored; `version` is always set in what comes out.
template <class M>
[[nodiscard]] tl::expected<M, Violations> decode(std::string_view bytes) {
  const Schema& schema = schema_of<M>();
  auto document = detail::read_valid(schema, bytes);
  if (!document) return tl::unexpected<Violations>(std::move(document).error());
  M message = detail::Blank::make<M>();
  detail::read_value((*document)->root(), schema.version, message);
  return message;
}

/// Message types by name, to make a Catalog of or to loop over.
template <class... M>
struct TypeList {
  static constexpr std::size_t size = sizeof...(M);

  /// Calls `visit.template operator()<M>()` for each type in order.
  template <class Visit>
  static void for_each(Visit&& visit) {
    (visit.template operator()<M>(), ...);
  }

  /// A catalog of all of them, in order.
  [[nodiscard]] static Catalog catalog() {
    Catalog catalog;
    (catalog.add(schema_ptr_of<M>()), ...);
    return catalog;
  }
};

}  // namespace thoth

#pragma GCC visibility pop
