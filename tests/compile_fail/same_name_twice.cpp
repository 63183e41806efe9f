// SPDX-License-Identifier: GPL-3.0-or-later
// Two members have one name.
// expects: thoth: two members of a contract have the same name
#include "thoth/contract.hpp"

#ifdef THOTH_MUST_FAIL
constexpr const char* second = "member";
#else
constexpr const char* second = "other";
#endif

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  bool member = false;
  bool other = false;
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member"),
                           thoth::field<&M::other>(second, "Another")};
  }
};
const auto& schema = thoth::schema_of<Message>();
