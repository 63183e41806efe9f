// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// How often advisers gave one justification.
struct AdviseJustification {
  ByName by_name{};
  Required<std::string> adviser_version;
  Required<std::string> component_name;
  Required<std::int64_t> count;
  Required<std::string> justification_type;
  Required<std::string> message;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = AdviseJustification;
    return Contract{
        "thoth.advise-reporter.advise-justification",
        "v1",
        "How often advisers gave one justification",
        field<&M::message>("message", "What the adviser said")
            .example("Package is not installable on the requested environment"),
        field<&M::justification_type>("justification_type", "Severity of the justification").example("WARNING"),
        field<&M::count>("count", "How often the justification was given").example("3"),
        field<&M::adviser_version>("adviser_version", "Version of the adviser").example("0.21.0")};
  }
};

}  // namespace thoth::messages
