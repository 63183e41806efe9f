// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"

namespace thoth::messages {

/// Asks where the packages of a software stack come from.
struct ProvenanceCheckerTrigger {
  ByName by_name{};
  bool authenticated = false;
  Required<std::string> component_name;
  bool debug = false;
  std::optional<std::string> job_id{};
  std::optional<std::vector<json::Object>> justification{};
  std::optional<json::Object> kebechet_metadata{};
  std::optional<std::string> origin{};
  Required<std::string> service_version;
  std::optional<std::vector<json::Object>> stack_info{};
  std::optional<std::string> version{};
  std::optional<std::vector<std::string>> whitelisted_sources{};

  static constexpr auto contract() {
    using M = ProvenanceCheckerTrigger;
    return Contract{
        "thoth.provenance-checker-trigger",
        "v4",
        "Asks where the packages of a software stack come from",
        field<&M::debug>("debug", "Whether the job runs in debug mode"),
        field<&M::authenticated>("authenticated", "Whether the requester was authenticated"),
        field<&M::origin>("origin", "Where the request comes from")
            .example("https://github.com/thoth-station/user-api"),
        field<&M::whitelisted_sources>("whitelisted_sources", "Indexes that packages may come from")
            .example(R"(["https://pypi.org/simple"])"),
        field<&M::job_id>("job_id", "Identifier of the job").example("provenance-checker-220601120000-b4c5d6e7"),
        field<&M::kebechet_metadata>("kebechet_metadata", "Metadata that Kebechet sent along")
            .example(R"({"pull_request":12})"),
        field<&M::justification>("justification", "Reasons found so far")
            .example(R"([{"message":"Considering only stable releases","type":"INFO"}])"),
        field<&M::stack_info>("stack_info", "What is known about the software stack")
            .example(R"([{"message":"Consider enabling index hashes","type":"WARNING"}])")};
  }
};

}  // namespace thoth::messages
