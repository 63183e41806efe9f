// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::service {

/// Reads TOPIC[PARTITION]@OFFSET. Errors: usage.
[[nodiscard]] Result<kafka::Position> parse_place(std::string_view text);
/// Writes it.
[[nodiscard]] std::string text_of(const kafka::Position& place);

}  // namespace thoth::service
