// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// How often advisers gave one justification.
struct AdviseJustification : Contents {
  Required<std::string> message;
  Required<std::string> justification_type;
  Required<std::int64_t> count;
  Required<std::string> adviser_version;

  static constexpr auto contract() {
    using M = AdviseJustification;
    return Contract{
        "thoth.advise-reporter.advise-justification",
        "v1",
        "How often advisers gave one justification",
        Field{"message", &M::message, "What the adviser said"}.example(
            "Package is not installable on the requested environment"),
        Field{"justification_type", &M::justification_type, "Severity of the justification"}.example("WARNING"),
        Field{"count", &M::count, "How often the justification was given"}.example("3"),
        Field{"adviser_version", &M::adviser_version, "Version of the adviser"}.example("0.21.0")};
  }
};

}  // namespace thoth::messages
