// SPDX-License-Identifier: GPL-3.0-or-later
// A message type has no contract of its own.
// expects: thoth: a message type has a static constexpr contract
#include "thoth/contract.hpp"

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  bool member = false;
#ifndef THOTH_MUST_FAIL
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
#endif
};
const auto& schema = thoth::schema_of<Message>();
