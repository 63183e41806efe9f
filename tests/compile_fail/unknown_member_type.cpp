// SPDX-License-Identifier: GPL-3.0-or-later
// A member has a type that contracts do not know.
// expects: thoth: a member must be a std::string
#include "thoth/contract.hpp"

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
#ifdef THOTH_MUST_FAIL
  double member = 0;
#else
  std::int64_t member = 0;
#endif
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
