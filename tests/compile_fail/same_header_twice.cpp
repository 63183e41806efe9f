// SPDX-License-Identifier: GPL-3.0-or-later
// Two headers have one name.
// expects: thoth: two headers of a contract have the same name
#include "thoth/contract.hpp"

#ifdef THOTH_MUST_FAIL
constexpr const char* second = "trace_id";
#else
constexpr const char* second = "attempt";
#endif

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
  bool member = false;
  static constexpr auto contract() {
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&Message::member>("member", "A member")}
        .header("trace_id", thoth::Type::string)
        .header(second, thoth::Type::integer);
  }
};
const auto& schema = thoth::schema_of<Message>();
