// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// A deployment's topic: "prefix.base", or just the base name where the prefix is empty.
[[nodiscard]] std::string full_topic(std::string_view prefix, std::string_view base);

/// The base name of a deployment's topic; none if the topic does not carry the prefix. An empty prefix fits all.
[[nodiscard]] std::optional<std::string> base_topic(std::string_view prefix, std::string_view full);

/// The topics of all known types, in the catalog's order, then those whose schemas were left out; none for templates,
/// which name no topic.
[[nodiscard]] std::vector<std::string> full_topics(const Catalog& catalog, std::string_view prefix);

/// Checks a name against Kafka's rule: 1 to 249 of a-z A-Z 0-9 . _ -, and neither "." nor "..".
/// Errors: usage, naming the character or length that is wrong.
Result<void> check_topic_name(std::string_view name);

}  // namespace thoth::kafka

#pragma GCC visibility pop
