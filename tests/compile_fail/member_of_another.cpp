// SPDX-License-Identifier: GPL-3.0-or-later
// A contract declares a member of another struct.
// expects: thoth: a contract declares members of its own struct
#include "thoth/contract.hpp"

struct Other {
  bool member = false;
};
struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  bool member = false;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  static constexpr auto contract() {
#ifdef THOTH_MUST_FAIL
    using M = Other;
#else
    using M = Message;
#endif
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
