// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Message types, declared once:
///
///     struct Restarted : thoth::Contents {             // component_name, service_version, version
///       thoth::Required<std::string> service;          // must be given
///       std::optional<std::string> reason{};           // may be absent or null; null on the wire then
///       bool planned = false;                          // may be absent; false is written then
///
///       static constexpr auto contract() {
///         using M = Restarted;
///         return thoth::Contract{"thoth.restarted", "v1", "A service was restarted",
///                                thoth::Field{"service", &M::service, "Name of the service"}.example("solver"),
///                                thoth::Field{"reason", &M::reason, "Why"},
///                                thoth::Field{"planned", &M::planned, "Whether it had been announced"}};
///       }
///     };
///
/// From that come thoth::encode and thoth::decode (codec.hpp), the run-time Schema (schema_of) and thus validation,
/// documentation and example. Required members come before the others. A member is a std::string,
/// std::int64_t, bool, json::Object (a free-form object), a struct whose contract() returns thoth::Members, or a
/// std::vector of these. `thoth::Secret::yes` after a description marks what must not be shown.
///
/// What keys and headers must be follows the members: `thoth::Contract{…}.key(thoth::Type::string, "The service's
/// name").header("trace_id", thoth::Type::string)`.
#include "thoth/codec.hpp"        // IWYU pragma: export
#include "thoth/declaration.hpp"  // IWYU pragma: export
#include "thoth/required.hpp"     // IWYU pragma: export
