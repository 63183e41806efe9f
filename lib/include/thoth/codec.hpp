// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "thoth/declaration.hpp"
#include "thoth/error.hpp"
#include "thoth/required.hpp"
#include "thoth/schema.hpp"
#include "thoth/struct_type.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// From a declared struct to its Schema, to bytes and back.
namespace thoth {

/// Which versions of a message decode() takes.
enum class Versions : std::uint8_t {
  own,  ///< what the type's contract names
  any,  ///< whatever the message says
};

namespace detail {

consteval bool headers_differ(std::span<const HeaderField> headers) {
  for (std::size_t i = 0; i < headers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (headers[i].name == headers[j].name) return false;
    }
  }
  return true;
}

template <class M>
concept HasCommonMembers = requires(const M& message) {
  { message.component_name } -> std::same_as<const Required<std::string>&>;
  { message.service_version } -> std::same_as<const Required<std::string>&>;
  { message.version } -> std::same_as<const std::optional<std::string>&>;
};
template <class M>
concept GivenByName = requires(const M& message) {
  { message.by_name } -> std::same_as<const ByName&>;
};

template <class M>
consteval void check_message() {
  static_assert(Message<M>, "thoth: a message type has a static constexpr contract() that returns thoth::Contract");
  static_assert(HasCommonMembers<M>,
                "thoth: a message type has the members that every message has: thoth::Required<std::string> "
                "component_name and service_version, and std::optional<std::string> version{}");
  static_assert(GivenByName<M>, "thoth: a message type begins with the member thoth::ByName by_name{}");
  static_assert(headers_differ(contract_of<M>.headers()), "thoth: two headers of a contract have the same name");
}

/// The schema of a message type. Throws std::invalid_argument where the contract contradicts itself.
SchemaPtr make_schema(const ContractFacts& contract, const StructType& type);
Result<std::string> encode(const ContractFacts& contract, const StructType& type, const void* message);
/// Fills in a blank message, or says what is wrong with the bytes.
Violations decode(const Schema& schema, const StructType& type, std::string_view bytes, Versions versions,
                  void* message);

}  // namespace detail

/// The message type as plain data, made once. Safe to call from several threads. Throws std::invalid_argument if the
/// contract() itself is wrong in a way the compiler could not see: an example or initializer that is not JSON.
template <class M>
const SchemaPtr& schema_ptr_of() {
  detail::check_message<M>();
  static const SchemaPtr schema = detail::make_schema(detail::contract_of<M>, detail::struct_type<M>());
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
  return detail::encode(detail::contract_of<M>, detail::struct_type<M>(), &message);
}

/// The message that `bytes` (JSON text) hold, or everything that is wrong with them: where, what was expected, what was
/// found. A `version` other than the contract's is a violation, too, unless `versions` says otherwise. Members that the
/// type does not declare are ignored; `version` is always set in what comes out.
template <class M>
[[nodiscard]] tl::expected<M, Violations> decode(std::string_view bytes, Versions versions = Versions::own) {
  tl::expected<M, Violations> message(detail::Blank::make<M>());
  Violations violations = detail::decode(schema_of<M>(), detail::struct_type<M>(), bytes, versions, &*message);
  if (!violations.empty()) message = tl::unexpected<Violations>(std::move(violations));
  return message;
}

}  // namespace thoth

#pragma GCC visibility pop
