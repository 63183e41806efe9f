// SPDX-License-Identifier: GPL-3.0-or-later
// A boolean is given for an integer.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/advise_justification.hpp"

thoth::messages::AdviseJustification justification() {
#ifdef THOTH_MUST_FAIL
  return {{"c", "1.0"}, "text", "INFO", true, "0.21.0"};
#else
  return {{"c", "1.0"}, "text", "INFO", 1, "0.21.0"};
#endif
}
