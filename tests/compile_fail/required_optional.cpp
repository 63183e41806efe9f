// SPDX-License-Identifier: GPL-3.0-or-later
// A member is Required and optional at once.
// expects: thoth: a Required member holds neither
#include "thoth/contract.hpp"

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
#ifdef THOTH_MUST_FAIL
  thoth::Required<std::optional<std::string>> member;
#else
  thoth::Required<std::string> member;
#endif
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
