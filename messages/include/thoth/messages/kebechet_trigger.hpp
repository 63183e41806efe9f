// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"

namespace thoth::messages {

/// Asks Kebechet to act on a webhook.
struct KebechetTrigger {
  ByName by_name{};
  Required<std::string> component_name;
  std::optional<std::string> job_id{};
  Required<std::string> service_version;
  std::optional<std::string> version{};
  Required<json::Object> webhook_payload;

  static constexpr auto contract() {
    using M = KebechetTrigger;
    return Contract{
        "thoth.kebechet-trigger", "v1", "Asks Kebechet to act on a webhook",
        field<&M::webhook_payload>("webhook_payload", "The webhook, as the service sent it")
            .example(R"({"action":"opened","number":12,"repository":{"full_name":"thoth-station/user-api"}})"),
        field<&M::job_id>("job_id", "Identifier of the job").example("kebechet-job-220601120000-92a3b4c5")};
  }
};

}  // namespace thoth::messages
