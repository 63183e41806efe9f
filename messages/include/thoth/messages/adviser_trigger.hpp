// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"

namespace thoth::messages {

/// Asks for advice.
struct AdviserTrigger {
  ByName by_name{};
  bool authenticated = false;
  Required<std::string> component_name;
  std::optional<std::int64_t> count{};
  bool debug = false;
  bool dev = false;
  std::optional<std::string> job_id{};
  std::optional<std::vector<json::Object>> justification{};
  std::optional<json::Object> kebechet_metadata{};
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> limit_latest_versions{};
  std::optional<std::string> origin{};
  std::optional<std::string> re_run_adviser_id{};
  Required<std::string> recommendation_type;
  Required<std::string> service_version;
  std::optional<std::string> source_type{};
  std::optional<std::vector<json::Object>> stack_info{};
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = AdviserTrigger;
    return Contract{
        "thoth.adviser-trigger",
        "v5",
        "Asks for advice",
        field<&M::recommendation_type>("recommendation_type", "What the advice should favour").example("latest"),
        field<&M::dev>("dev", "Whether development dependencies are resolved too"),
        field<&M::debug>("debug", "Whether the job runs in debug mode"),
        field<&M::authenticated>("authenticated", "Whether the requester was authenticated"),
        field<&M::count>("count", "How many software stacks to recommend").example("1"),
        field<&M::limit>("limit", "How many software stacks to score").example("1000"),
        field<&M::origin>("origin", "Where the request comes from")
            .example("https://github.com/thoth-station/user-api"),
        field<&M::job_id>("job_id", "Identifier of the job").example("adviser-220601120000-6f708192"),
        field<&M::limit_latest_versions>("limit_latest_versions",
                                         "How many of the latest versions of each package to consider")
            .example("5"),
        field<&M::re_run_adviser_id>("re_run_adviser_id", "Identifier of the advice that this one repeats")
            .example("adviser-220601120000-1b2c3d4e"),
        field<&M::source_type>("source_type", "What kind of client asked").example("KEBECHET"),
        field<&M::kebechet_metadata>("kebechet_metadata", "Metadata that Kebechet sent along")
            .example(R"({"pull_request":12})"),
        field<&M::justification>("justification", "Reasons found so far")
            .example(R"([{"message":"Considering only stable releases","type":"INFO"}])"),
        field<&M::stack_info>("stack_info", "What is known about the software stack")
            .example(R"([{"message":"Consider enabling index hashes","type":"WARNING"}])")};
  }
};

}  // namespace thoth::messages
