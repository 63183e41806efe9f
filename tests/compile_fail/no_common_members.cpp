// SPDX-License-Identifier: GPL-3.0-or-later
// A message type lacks a member that every message has.
// expects: thoth: a message type has the members that every message has
#include "thoth/contract.hpp"

struct Message {
  thoth::ByName by_name{};
#ifndef THOTH_MUST_FAIL
  thoth::Required<std::string> component_name;
#endif
  bool member = false;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
