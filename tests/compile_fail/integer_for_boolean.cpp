// SPDX-License-Identifier: GPL-3.0-or-later
// An integer is given for a boolean.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/update_provides_source_distro.hpp"

thoth::messages::UpdateProvidesSourceDistro update() {
#ifdef THOTH_MUST_FAIL
  return {{"c", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", 1};
#else
  return {{"c", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", true};
#endif
}
