// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "thoth/required.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

/// What a message type's contract() is made of.
namespace thoth {

/// One declared member. What C++ says of it is what JSON must hold: Required<T> must be there; std::optional<T> may be
/// absent or null and is null on the wire then; a plain T with an initializer may be absent, its initial value is
/// written then, and it may not be null.
template <class Owner, class Member>
class Field {
 public:
  constexpr Field(std::string_view name, Member Owner::*member, std::string_view description,
                  Secret secret = Secret::no)
      : name_(name), member_(member), description_(description), secret_(secret) {}

  /// The same with a sample value, which shows readers what the member is for: of a string the text itself, of
  /// everything else JSON text.
  [[nodiscard]] constexpr Field example(std::string_view sample) const {
    Field shown = *this;
    shown.example_ = sample;
    return shown;
  }

  [[nodiscard]] constexpr std::string_view name() const { return name_; }
  [[nodiscard]] constexpr Member Owner::*member() const { return member_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }
  [[nodiscard]] constexpr Secret secret() const { return secret_; }
  [[nodiscard]] constexpr std::string_view example() const { return example_; }

 private:
  std::string_view name_;
  Member Owner::*member_;
  std::string_view description_;
  Secret secret_;
  std::string_view example_;
};

/// The member that holds the version of its contract: absent, the contract's own version is written; never null.
template <class Owner>
class VersionField {
 public:
  using Member = std::optional<std::string>;

  constexpr VersionField(std::string_view name, Member Owner::*member, std::string_view description)
      : name_(name), member_(member), description_(description) {}

  [[nodiscard]] constexpr std::string_view name() const { return name_; }
  [[nodiscard]] constexpr Member Owner::*member() const { return member_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }

 private:
  std::string_view name_;
  Member Owner::*member_;
  std::string_view description_;
};

/// The declared members of a struct inside a message, in the order of the wire.
template <class... Fields>
class Members {
 public:
  constexpr explicit Members(Fields... fields) : fields_(fields...) {}
  [[nodiscard]] constexpr const std::tuple<Fields...>& fields() const { return fields_; }

 private:
  std::tuple<Fields...> fields_;
};

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

/// A message type: its base topic name, its version, its description, and its members in the order of the wire, after
/// the three that every message has. Keys and headers may be anything unless it says what they are.
template <class... Fields>
class Contract {
 public:
  constexpr Contract(std::string_view topic, std::string_view version, std::string_view description, Fields... fields)
      : topic_(topic), version_(version), description_(description), fields_(fields...) {}

  [[nodiscard]] constexpr std::string_view topic() const { return topic_; }
  [[nodiscard]] constexpr std::string_view version() const { return version_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }
  [[nodiscard]] constexpr const std::tuple<Fields...>& fields() const { return fields_; }

  /// The same with what keys must be. They are strings (UTF-8), or JSON of another type; with Type::null among the
  /// types a record may have none.
  [[nodiscard]] constexpr Contract key(TypeSet types, std::string_view description = {}) const {
    Contract keyed = *this;
    keyed.key_ = KeyField{types, description};
    return keyed;
  }
  /// The same with one more header, whose value is a string (UTF-8), or JSON of another type. Headers that no contract
  /// names may be anything.
  [[nodiscard]] constexpr Contract header(std::string_view name, TypeSet types, std::string_view description = {},
                                          Presence presence = Presence::required) const {
    Contract more = *this;
    more.headers_.at(more.header_count_++) = HeaderField{name, types, description, presence};
    return more;
  }
  [[nodiscard]] constexpr const std::optional<KeyField>& key() const { return key_; }
  [[nodiscard]] constexpr std::span<const HeaderField> headers() const {
    return std::span(headers_).first(header_count_);
  }

 private:
  std::string_view topic_;
  std::string_view version_;
  std::string_view description_;
  std::tuple<Fields...> fields_;
  std::optional<KeyField> key_;
  std::array<HeaderField, max_headers> headers_{};
  std::size_t header_count_ = 0;
};

/// What every message begins with. Message types derive from it.
struct Contents {
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    return Members{
        Field{"component_name", &Contents::component_name, "Component that sent the message"}.example("solver"),
        Field{"service_version", &Contents::service_version, "Version of that component"}.example("1.0.0"),
        VersionField{"version", &Contents::version, "Version of the message's contract"}};
  }
};

}  // namespace thoth

#pragma GCC visibility pop
