// SPDX-License-Identifier: GPL-3.0-or-later
// Text is given for a free-form object without being read as one.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/kebechet_trigger.hpp"

thoth::messages::KebechetTrigger trigger() {
  return {.component_name = "c",
          .service_version = "1.0",
#ifdef THOTH_MUST_FAIL
          .webhook_payload = "{}"
#else
          .webhook_payload = thoth::json::Object("{}")
#endif
  };
}
