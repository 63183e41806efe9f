// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// An inspection is done.
struct InspectionCompleted {
  ByName by_name{};
  Required<std::string> component_name;
  bool force_sync = false;
  Required<std::string> inspection_id;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = InspectionCompleted;
    return Contract{"thoth.inspection-completed", "v1", "An inspection is done",
                    field<&M::inspection_id>("inspection_id", "Identifier of the inspection")
                        .example("inspection-220601120000-5e6f7081"),
                    field<&M::force_sync>("force_sync", "Whether results already stored are stored again")};
  }
};

}  // namespace thoth::messages
