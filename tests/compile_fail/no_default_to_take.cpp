// SPDX-License-Identifier: GPL-3.0-or-later
// A struct with required members is declared as a member that may be absent.
// expects: thoth: a struct that has Required members has no default
#include "thoth/contract.hpp"

struct Part {
  thoth::Required<std::string> name;
  static constexpr auto contract() { return thoth::Members{thoth::field<&Part::name>("name", "Its name")}; }
};

struct Message {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};
#ifdef THOTH_MUST_FAIL
  Part member;
#else
  thoth::Required<Part> member;
#endif
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::field<&M::member>("member", "A member")};
  }
};
const auto& schema = thoth::schema_of<Message>();
