// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// An inspection is done.
struct InspectionCompleted : Contents {
  Required<std::string> inspection_id;
  bool force_sync = false;

  static constexpr auto contract() {
    using M = InspectionCompleted;
    return Contract{"thoth.inspection-completed", "v1", "An inspection is done",
                    Field{"inspection_id", &M::inspection_id, "Identifier of the inspection"}.example(
                        "inspection-220601120000-5e6f7081"),
                    Field{"force_sync", &M::force_sync, "Whether results already stored are stored again"}};
  }
};

}  // namespace thoth::messages
