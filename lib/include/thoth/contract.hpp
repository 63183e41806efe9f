// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Message types, declared once:
///
///     struct Restarted {
///       thoth::ByName by_name{};                       // members are given by name
///       thoth::Required<std::string> component_name;   // in every message, as are service_version and version
///       bool planned = false;                          // may be absent; false is written then
///       std::optional<std::string> reason{};           // may be absent or null; null on the wire then
///       thoth::Required<std::string> service;          // must be given
///       thoth::Required<std::string> service_version;
///       std::optional<std::string> version{};          // absent, the contract's is written
///
///       static constexpr auto contract() {
///         using M = Restarted;
///         return thoth::Contract{"thoth.restarted", "v1", "A service was restarted",
///                                thoth::field<&M::service>("service", "Name of the service").example("solver"),
///                                thoth::field<&M::reason>("reason", "Why"),
///                                thoth::field<&M::planned>("planned", "Whether it had been announced")};
///       }
///     };
///
///     const Restarted message{.component_name = "watchdog", .service = "solver", .service_version = "1.0.0"};
///
/// From that come thoth::encode and thoth::decode (codec.hpp), the run-time Schema (schema_of) and thus validation,
/// documentation and example. The contract has the order of the wire, after the three members of every message; the
/// struct is in alphabetical order, which is that of the initializers. A member is a std::string, std::int64_t, bool,
/// json::Object (a free-form object), a struct whose contract() returns thoth::Members, or a std::vector of these.
/// `thoth::Secret::yes` after a description marks what must not be shown.
///
/// What keys and headers must be follows the members: `thoth::Contract{…}.key(thoth::Type::string, "The service's
/// name").header("trace_id", thoth::Type::string)`.
#include "thoth/codec.hpp"        // IWYU pragma: export
#include "thoth/declaration.hpp"  // IWYU pragma: export
#include "thoth/required.hpp"     // IWYU pragma: export
