// SPDX-License-Identifier: GPL-3.0-or-later
// Text is given for a free-form object without being read as one.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/kebechet_trigger.hpp"

thoth::messages::KebechetTrigger trigger() {
#ifdef THOTH_MUST_FAIL
  return {{"c", "1.0"}, "{}"};
#else
  return {{"c", "1.0"}, thoth::json::Object("{}")};
#endif
}
