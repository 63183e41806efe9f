// SPDX-License-Identifier: GPL-3.0-or-later
// A member has the name of one that every message has.
// expects: thoth: two members of a contract have the same name
#include "thoth/contract.hpp"

#ifdef THOTH_MUST_FAIL
constexpr const char* name = "version";
#else
constexpr const char* name = "member";
#endif

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  bool member = false;
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>(name, "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
