// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "json/writer.hpp"
#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

/// Makes JSON that is valid for a schema.
using Maker = std::function<Result<std::string>(const Schema&)>;

/// Writes an entry's members "key" and "headers", where the type says what they are. A string is written as itself, as
/// are the bytes that Kafka gets, everything else as its JSON. Errors: the maker's.
Result<void> write_key_and_headers(const Schema& type, const Maker& make, json::Writer& out);

}  // namespace thoth::cli
