// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/report.hpp"

namespace thoth::test {

/// A finding of an entry that starts at line 7, column 5.
inline Finding finding(const Violation& violation, std::string_view text) {
  return {"dir/f.json", 3, "thoth.t", text, {100, 7, 5}, &violation};
}

/// A finding that stands for records of a topic.
struct InTopic {
  InTopic() { found.sightings = &sightings; }
  Violation violation{Code::missing, "/solver", {}, "a string", "", ""};
  Sightings sightings{7, "pre.t/0/3", "[0] 3 to 9 (6), [1] 4"};
  Finding found{"pre.t", 1, "t", "", {}, &violation};
};

/// What a reporter writes.
struct Text {
  std::string all;
  Sink sink() {
    return [this](std::string_view part) -> Result<void> {
      all += part;
      return {};
    };
  }
};

/// A sink that nothing fits into.
inline Result<void> full(std::string_view /*part*/) {
  return fail(ErrorCode::io, "writing", "f", "full");
}

}  // namespace thoth::test
