// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/declaration.hpp"
#include "thoth/required.hpp"

#pragma GCC visibility push(default)

namespace thoth::json {
class Object;
}  // namespace thoth::json

/// A declared struct as data, which one codec reads for all of them.
namespace thoth::detail {

template <class T>
inline constexpr bool is_members = false;
template <std::size_t count>
inline constexpr bool is_members<Members<count>> = true;

template <class T>
concept Nested = requires {
  requires is_members<decltype(T::contract())>;
};
template <class T>
concept Message = requires {
  requires std::derived_from<decltype(T::contract()), ContractFacts>;
};

/// A declared struct.
struct StructType {
  std::span<const Field> common;  ///< of a message: what every message begins with
  std::span<const Field> own;
  const void* (*blank)();  ///< an instance with the initial values, which lives as long as the program
};

/// How to get at the values of an array, or at the one that an optional has or has not.
struct Sequence {
  std::size_t (*size)(const void* values);
  const void* (*at)(const void* values, std::size_t index);
  void* (*add)(void* values);  ///< a blank one, after the others
  void (*clear)(void* values);
};

enum class ValueKind : std::uint8_t { string, integer, boolean, object, structure, array, booleans, optional };

struct ValueType {
  ValueKind kind = ValueKind::string;
  const StructType& (*structure)() = nullptr;  ///< of a structure
  const ValueType& (*inner)() = nullptr;       ///< of an array's elements; what an optional may hold
  Sequence sequence{};                         ///< of those two
};

template <class T>
struct SequenceOf;

template <class T>
struct SequenceOf<std::vector<T>> {
  using Values = std::vector<T>;
  static std::size_t size(const void* values) { return static_cast<const Values*>(values)->size(); }
  static const void* at(const void* values, std::size_t index) { return &(*static_cast<const Values*>(values))[index]; }
  static void* add(void* values) { return &static_cast<Values*>(values)->emplace_back(Blank::make<T>()); }
  static void clear(void* values) { static_cast<Values*>(values)->clear(); }
};

template <class T>
struct SequenceOf<std::optional<T>> {
  using Values = std::optional<T>;
  static std::size_t size(const void* values) { return static_cast<const Values*>(values)->has_value() ? 1 : 0; }
  static const void* at(const void* values, std::size_t /*index*/) { return &**static_cast<const Values*>(values); }
  static void* add(void* values) { return &static_cast<Values*>(values)->emplace(Blank::make<T>()); }
  static void clear(void* values) { static_cast<Values*>(values)->reset(); }
};

extern template struct SequenceOf<std::vector<std::string>>;
extern template struct SequenceOf<std::vector<std::int64_t>>;
extern template struct SequenceOf<std::vector<json::Object>>;
extern template struct SequenceOf<std::optional<std::string>>;
extern template struct SequenceOf<std::optional<std::int64_t>>;
extern template struct SequenceOf<std::optional<bool>>;
extern template struct SequenceOf<std::optional<json::Object>>;
extern template struct SequenceOf<std::optional<std::vector<std::string>>>;
extern template struct SequenceOf<std::optional<std::vector<std::int64_t>>>;
extern template struct SequenceOf<std::optional<std::vector<json::Object>>>;

template <class T>
const StructType& struct_type();

/// An array of such, or an optional one.
template <class Values>
constexpr ValueType sequence_type(ValueKind kind) {
  using Value = typename Values::value_type;
  static_assert(
      !is_required<Value> && !is_optional<Value>,
      "thoth: elements of an array are neither optional nor Required, and what a std::optional holds is neither; "
      "name their type itself");
  using Of = SequenceOf<Values>;
  return {kind, nullptr, &value_type<Value>, Sequence{&Of::size, &Of::at, &Of::add, &Of::clear}};
}

template <class T>
constexpr ValueType make_value_type() {
  if constexpr (std::same_as<T, std::string>) {
    return {ValueKind::string};
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return {ValueKind::integer};
  } else if constexpr (std::same_as<T, bool>) {
    return {ValueKind::boolean};
  } else if constexpr (std::same_as<T, json::Object>) {
    return {ValueKind::object};
  } else if constexpr (std::same_as<T, std::vector<bool>>) {
    return {ValueKind::booleans, nullptr, &value_type<bool>};
  } else if constexpr (is_vector<T>) {
    return sequence_type<T>(ValueKind::array);
  } else if constexpr (is_optional<T>) {
    return sequence_type<T>(ValueKind::optional);
  } else {
    static_assert(Nested<T> || Message<T>,
                  "thoth: a member must be a std::string, std::int64_t, bool, thoth::json::Object, a struct whose "
                  "contract() returns thoth::Members, a std::vector of these, or a std::optional or thoth::Required of "
                  "one of them");
    return {ValueKind::structure, &struct_type<T>};
  }
}

template <class T>
const ValueType& value_type() {
  static constexpr ValueType type = make_value_type<T>();
  return type;
}

/// What every message begins with.
template <class M>
constexpr std::array<Field, 3> common_fields() {
  const Field version = field<&M::version>("version", "Version of the message's contract");
  Field::Access access = version.access();
  access.absent = Absent::version;
  return {field<&M::component_name>("component_name", "Component that sent the message").example("solver"),
          field<&M::service_version>("service_version", "Version of that component").example("1.0.0"),
          Field{version.name(), version.description(), version.secret(), access}};
}

/// A contract, and what a message's begins with, where the program keeps them.
template <class T>
inline constexpr auto contract_of = T::contract();
template <class M>
inline constexpr std::array<Field, 3> common_fields_of = common_fields<M>();

template <class T>
const void* blank_of() {
  static const T blank = Blank::make<T>();
  return &blank;
}

consteval bool names_differ(std::span<const Field> common, std::span<const Field> own) {
  for (std::size_t i = 0; i < own.size(); ++i) {
    for (const Field& field : common) {
      if (field.name() == own[i].name()) return false;
    }
    for (const Field& field : own.first(i)) {
      if (field.name() == own[i].name()) return false;
    }
  }
  return true;
}

consteval bool are_of(const char* owner, std::span<const Field> fields) {
  for (const Field& field : fields) {  // NOLINT(readability-use-anyofallof): <algorithm> takes long to compile
    if (field.access().owner != owner) return false;
  }
  return true;
}

template <class T>
constexpr StructType make_struct_type() {
  const std::span<const Field> own = contract_of<T>.fields();
  if constexpr (Message<T>) {
    return {common_fields_of<T>, own, &blank_of<T>};
  } else {
    return {{}, own, &blank_of<T>};
  }
}

template <class T>
const StructType& struct_type() {
  static constexpr StructType type = make_struct_type<T>();
  static_assert(names_differ(type.common, type.own), "thoth: two members of a contract have the same name");
  static_assert(are_of(&type_mark<T>, type.own), "thoth: a contract declares members of its own struct");
  return type;
}

}  // namespace thoth::detail

#pragma GCC visibility pop
