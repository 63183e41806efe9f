// SPDX-License-Identifier: GPL-3.0-or-later
// An integer is given for a boolean.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/update_provides_source_distro.hpp"

#ifdef THOTH_MUST_FAIL
constexpr auto value = 1;
#else
constexpr auto value = true;
#endif

thoth::messages::UpdateProvidesSourceDistro update() {
  return {.component_name = "c",
          .index_url = "https://pypi.org/simple",
          .package_name = "numpy",
          .package_version = "1.22.4",
          .service_version = "1.0",
          .value = value};
}
