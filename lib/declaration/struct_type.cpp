// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/struct_type.hpp"

#include "thoth/json.hpp"

namespace thoth::detail {

template struct SequenceOf<std::vector<std::string>>;
template struct SequenceOf<std::vector<std::int64_t>>;
template struct SequenceOf<std::vector<json::Object>>;
template struct SequenceOf<std::optional<std::string>>;
template struct SequenceOf<std::optional<std::int64_t>>;
template struct SequenceOf<std::optional<bool>>;
template struct SequenceOf<std::optional<json::Object>>;
template struct SequenceOf<std::optional<std::vector<std::string>>>;
template struct SequenceOf<std::optional<std::vector<std::int64_t>>>;
template struct SequenceOf<std::optional<std::vector<json::Object>>>;

}  // namespace thoth::detail
