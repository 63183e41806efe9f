// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "thoth/required.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth::detail {

struct ValueType;

/// What the codec knows of a type of members.
template <class T>
const ValueType& value_type();

/// The struct and the type that a pointer to a member names.
template <auto member>
struct Pointed;
template <class S, class T, T S::*member>
struct Pointed<member> {
  using Struct = S;
  using Member = T;
};

template <class T>
inline constexpr bool is_required = false;
template <class T>
inline constexpr bool is_required<Required<T>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct Unwrap {
  using Value = T;
};
template <class T>
struct Unwrap<Required<T>> {
  using Value = T;
};

/// Where an object has the value of a member; of a Required one, what it holds.
template <auto member>
const void* reach(const void* object) {
  const auto& found = static_cast<const typename Pointed<member>::Struct*>(object)->*member;
  if constexpr (is_required<typename Pointed<member>::Member>) {
    return &*found;
  } else {
    return &found;
  }
}

/// A mark for each type, to compare types by.
template <class T>
inline constexpr char type_mark = 0;

/// What becomes of a member that is absent.
enum class Absent : std::uint8_t { refused, initial, version };

}  // namespace thoth::detail

/// What a message type's contract() is made of.
namespace thoth {

/// The first member of every message type: `thoth::ByName by_name{};`. Nothing converts to it, so that members are
/// given by their names: `RepoInit{.component_name = "cli", …}`.
struct ByName {
  explicit ByName() = default;
  friend bool operator==(ByName, ByName) = default;
};

/// One declared member, as field() makes it.
class Field {
 public:
  /// What the codec needs to reach a member's value.
  struct Access {
    const void* (*reach)(const void* object);
    const detail::ValueType& (*type)();
    const char* owner;  ///< the type_mark of its struct
    detail::Absent absent;
  };

  constexpr Field(std::string_view name, std::string_view description, Secret secret, Access access)
      : name_(name), description_(description), access_(access), secret_(secret) {}

  /// The same with a sample value, which shows readers what the member is for: of a string the text itself, of
  /// everything else JSON text.
  [[nodiscard]] constexpr Field example(std::string_view sample) const {
    Field shown = *this;
    shown.example_ = sample;
    return shown;
  }

  [[nodiscard]] constexpr std::string_view name() const { return name_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }
  [[nodiscard]] constexpr std::string_view example() const { return example_; }
  [[nodiscard]] constexpr Secret secret() const { return secret_; }
  [[nodiscard]] constexpr const Access& access() const { return access_; }

 private:
  std::string_view name_;
  std::string_view description_;
  std::string_view example_;
  Access access_;
  Secret secret_;
};

/// Declares a member: `field<&M::reason>("reason", "Why")`. What C++ says of it is what JSON must hold: Required<T>
/// must be there; std::optional<T> may be absent or null and is null on the wire then; a plain T with an initializer
/// may be absent, its initial value is written then, and it may not be null.
template <auto member>
constexpr Field field(std::string_view name, std::string_view description, Secret secret = Secret::no) {
  using Struct = typename detail::Pointed<member>::Struct;
  using Member = typename detail::Pointed<member>::Member;
  using Value = typename detail::Unwrap<Member>::Value;
  constexpr bool required = detail::is_required<Member>;
  static_assert(!required || !(detail::is_optional<Value> || detail::is_required<Value>),
                "thoth: a Required member holds neither a std::optional nor another Required");
  static_assert(required || std::is_default_constructible_v<Member>,
                "thoth: a struct that has Required members has no default; declare the member that holds it as "
                "thoth::Required or std::optional");
  return Field{name, description, secret,
               Field::Access{&detail::reach<member>, &detail::value_type<Value>, &detail::type_mark<Struct>,
                             required ? detail::Absent::refused : detail::Absent::initial}};
}

/// The declared members of a struct inside a message, in the order of the wire.
template <std::size_t count>
class Members {
 public:
  template <std::same_as<Field>... Fields>
  constexpr explicit Members(const Fields&... fields) : fields_{fields...} {}
  [[nodiscard]] constexpr std::span<const Field> fields() const { return fields_; }

 private:
  std::array<Field, count> fields_;
};
template <class... Fields>
Members(const Fields&...) -> Members<sizeof...(Fields)>;

/// What a contract says of its records' keys.
struct KeyField {
  TypeSet types;
  std::string_view description;
};

/// What a contract says of one header of its records.
struct HeaderField {
  std::string_view name;
  TypeSet types;
  std::string_view description;
  Presence presence = Presence::required;
};

/// So many headers a contract can declare.
inline constexpr std::size_t max_headers = 16;

/// What a contract says of its messages besides their members.
class ContractFacts {
 public:
  constexpr ContractFacts(std::string_view topic, std::string_view version, std::string_view description)
      : topic_(topic), version_(version), description_(description) {}

  [[nodiscard]] constexpr std::string_view topic() const { return topic_; }
  [[nodiscard]] constexpr std::string_view version() const { return version_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }
  [[nodiscard]] constexpr const std::optional<KeyField>& key() const { return key_; }
  [[nodiscard]] constexpr std::span<const HeaderField> headers() const {
    return std::span(headers_).first(header_count_);
  }

 protected:
  constexpr void set_key(KeyField key) { key_ = key; }
  constexpr void add_header(HeaderField header) { headers_.at(header_count_++) = header; }

 private:
  std::string_view topic_;
  std::string_view version_;
  std::string_view description_;
  std::optional<KeyField> key_;
  std::array<HeaderField, max_headers> headers_{};
  std::size_t header_count_ = 0;
};

/// A message type: its base topic name, its version, its description, and its members in the order of the wire, after
/// the three that every message has. Keys and headers may be anything unless it says what they are.
template <std::size_t count>
class Contract : public ContractFacts {
 public:
  template <std::same_as<Field>... Fields>
  constexpr Contract(std::string_view topic, std::string_view version, std::string_view description,
                     const Fields&... fields)
      : ContractFacts(topic, version, description), fields_{fields...} {}

  [[nodiscard]] constexpr std::span<const Field> fields() const { return fields_; }

  using ContractFacts::key;
  /// The same with what keys must be. They are strings (UTF-8), or JSON of another type; with Type::null among the
  /// types a record may have none.
  [[nodiscard]] constexpr Contract key(TypeSet types, std::string_view description = {}) const {
    Contract keyed = *this;
    keyed.set_key({types, description});
    return keyed;
  }
  /// The same with one more header, whose value is a string (UTF-8), or JSON of another type. Headers that no contract
  /// names may be anything.
  [[nodiscard]] constexpr Contract header(std::string_view name, TypeSet types, std::string_view description = {},
                                          Presence presence = Presence::required) const {
    Contract more = *this;
    more.add_header({name, types, description, presence});
    return more;
  }

 private:
  std::array<Field, count> fields_;
};
template <class... Fields>
Contract(std::string_view, std::string_view, std::string_view, const Fields&...) -> Contract<sizeof...(Fields)>;

}  // namespace thoth

#pragma GCC visibility pop
