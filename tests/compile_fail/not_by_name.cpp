// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a message type could be given by their position.
// expects: thoth: a message type begins with the member thoth::ByName
#include "thoth/contract.hpp"

struct Message {
#ifndef THOTH_MUST_FAIL
  thoth::ByName by_name{};
#endif
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  static constexpr auto contract() {
    return thoth::Contract{"thoth.message", "v1", "A message"};
  }
};
const auto& schema = thoth::schema_of<Message>();
