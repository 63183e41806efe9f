// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/violations_member.hpp"

namespace thoth {

void write_violations(const Violations& violations, json::Writer& entry) {
  entry.key("violations").begin_array();
  for (const Violation& violation : violations) {
    entry.begin_object().member("code", name(violation.code)).member("pointer", violation.pointer);
    entry.member("message", violation.message()).end_object();
  }
  entry.end_array();
}

}  // namespace thoth
