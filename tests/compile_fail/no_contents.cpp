// SPDX-License-Identifier: GPL-3.0-or-later
// A message type does not begin with the members that every message has.
// expects: thoth: a message type derives from thoth::Contents
#include "thoth/contract.hpp"

#ifdef THOTH_MUST_FAIL
struct Message {
#else
struct Message : thoth::Contents {
#endif
  bool member = false;
  static constexpr auto contract() {
    using M = Message;
    return thoth::Contract{"thoth.message", "v1", "A message", thoth::Field{"member", &M::member, "A member"}};
  }
};
const auto& schema = thoth::schema_of<Message>();
