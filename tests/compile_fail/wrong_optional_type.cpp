// SPDX-License-Identifier: GPL-3.0-or-later
// A string is assigned to an optional integer.
// expects: error: no (match for|viable overloaded) .*=
#include "thoth/messages/adviser_trigger.hpp"

void limit(thoth::messages::AdviserTrigger& trigger) {
#ifdef THOTH_MUST_FAIL
  trigger.limit = "1000";
#else
  trigger.limit = 1000;
#endif
}
