// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/place.hpp"

namespace thoth {

/// The parts of an entry's text, or of bare contents, that no excerpt may show, in order: values of secret members of
/// the topic's type. Where the text is no JSON, or its type is not known, all of it if it may hold a secret.
[[nodiscard]] std::vector<ByteRange> hidden_parts(const Catalog& catalog, std::string_view topic_name,
                                                  std::string_view text);

}  // namespace thoth
