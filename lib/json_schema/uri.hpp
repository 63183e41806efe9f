// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace thoth::json_schema {

/// A reference resolved against its base (RFC 3986); none if it or the base is not a URI.
[[nodiscard]] std::optional<std::string> resolve_uri(const std::string& base, const std::string& reference);

/// A URI without its fragment, and the fragment with its percent signs decoded.
struct SplitUri {
  std::string document;
  std::string fragment;
};
[[nodiscard]] SplitUri split_uri(const std::string& uri);

}  // namespace thoth::json_schema
