// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of an array are optional.
// expects: thoth: elements of an array
#include "thoth/contract.hpp"

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
#ifdef THOTH_MUST_FAIL
  std::vector<std::optional<std::string>> member{};
#else
  std::optional<std::vector<std::string>> member{};
#endif
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
