// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"

namespace thoth::messages {

/// Asks Kebechet to act on a webhook.
struct KebechetTrigger : Contents {
  Required<json::Object> webhook_payload;
  std::optional<std::string> job_id{};

  static constexpr auto contract() {
    using M = KebechetTrigger;
    return Contract{"thoth.kebechet-trigger", "v1", "Asks Kebechet to act on a webhook",
                    Field{"webhook_payload", &M::webhook_payload, "The webhook, as the service sent it"}.example(
                        R"({"action":"opened","number":12,"repository":{"full_name":"thoth-station/user-api"}})"),
                    Field{"job_id", &M::job_id, "Identifier of the job"}.example("kebechet-job-220601120000-92a3b4c5")};
  }
};

}  // namespace thoth::messages
