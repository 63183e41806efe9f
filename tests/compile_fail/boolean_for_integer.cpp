// SPDX-License-Identifier: GPL-3.0-or-later
// A boolean is given for an integer.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/advise_justification.hpp"

#ifdef THOTH_MUST_FAIL
constexpr auto count = true;
#else
constexpr auto count = 1;
#endif

thoth::messages::AdviseJustification justification() {
  return {.adviser_version = "0.21.0",
          .component_name = "c",
          .count = count,
          .justification_type = "INFO",
          .message = "text",
          .service_version = "1.0"};
}
