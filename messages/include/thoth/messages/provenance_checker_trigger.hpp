// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"

namespace thoth::messages {

/// Asks where the packages of a software stack come from.
struct ProvenanceCheckerTrigger : Contents {
  bool debug = false;
  bool authenticated = false;
  std::optional<std::string> origin{};
  std::optional<std::vector<std::string>> whitelisted_sources{};
  std::optional<std::string> job_id{};
  std::optional<json::Object> kebechet_metadata{};
  std::optional<std::vector<json::Object>> justification{};
  std::optional<std::vector<json::Object>> stack_info{};

  static constexpr auto contract() {
    using M = ProvenanceCheckerTrigger;
    return Contract{
        "thoth.provenance-checker-trigger",
        "v4",
        "Asks where the packages of a software stack come from",
        Field{"debug", &M::debug, "Whether the job runs in debug mode"},
        Field{"authenticated", &M::authenticated, "Whether the requester was authenticated"},
        Field{"origin", &M::origin, "Where the request comes from"}.example(
            "https://github.com/thoth-station/user-api"),
        Field{"whitelisted_sources", &M::whitelisted_sources, "Indexes that packages may come from"}.example(
            R"(["https://pypi.org/simple"])"),
        Field{"job_id", &M::job_id, "Identifier of the job"}.example("provenance-checker-220601120000-b4c5d6e7"),
        Field{"kebechet_metadata", &M::kebechet_metadata, "Metadata that Kebechet sent along"}.example(
            R"({"pull_request":12})"),
        Field{"justification", &M::justification, "Reasons found so far"}.example(
            R"([{"message":"Considering only stable releases","type":"INFO"}])"),
        Field{"stack_info", &M::stack_info, "What is known about the software stack"}.example(
            R"([{"message":"Consider enabling index hashes","type":"WARNING"}])")};
  }
};

}  // namespace thoth::messages
