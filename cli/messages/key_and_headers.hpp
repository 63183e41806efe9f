// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "json/writer.hpp"
#include "thoth/error.hpp"
#include "thoth/header.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

/// The key and the headers of an entry that is made: the texts that Kafka gets.
struct MadeKeyAndHeaders {
  std::optional<std::string> key;  ///< none: null
  Headers headers;
};

/// Makes JSON that is valid for a schema.
using Maker = std::function<Result<std::string>(const Schema&)>;

/// The text that JSON becomes as a key or a header's value: of a string itself, of null none, else its JSON.
[[nodiscard]] std::optional<std::string> text_of(const json::Node& value);
/// A header for each member of an object.
[[nodiscard]] Headers headers_of(const json::Node& object);

/// Makes a key and headers where the type says what they are. Errors: the maker's.
[[nodiscard]] Result<MadeKeyAndHeaders> make_key_and_headers(const Schema& type, const Maker& make);
/// Writes them as an entry's members "key" and "headers".
void write_key_and_headers(const Schema& type, const MadeKeyAndHeaders& made, json::Writer& out);

}  // namespace thoth::cli
