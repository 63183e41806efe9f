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
struct AdviserTrigger : Contents {
  Required<std::string> recommendation_type;
  bool dev = false;
  bool debug = false;
  bool authenticated = false;
  std::optional<std::int64_t> count{};
  std::optional<std::int64_t> limit{};
  std::optional<std::string> origin{};
  std::optional<std::string> job_id{};
  std::optional<std::int64_t> limit_latest_versions{};
  std::optional<std::string> re_run_adviser_id{};
  std::optional<std::string> source_type{};
  std::optional<json::Object> kebechet_metadata{};
  std::optional<std::vector<json::Object>> justification{};
  std::optional<std::vector<json::Object>> stack_info{};

  static constexpr auto contract() {
    using M = AdviserTrigger;
    return Contract{
        "thoth.adviser-trigger",
        "v5",
        "Asks for advice",
        Field{"recommendation_type", &M::recommendation_type, "What the advice should favour"}.example("latest"),
        Field{"dev", &M::dev, "Whether development dependencies are resolved too"},
        Field{"debug", &M::debug, "Whether the job runs in debug mode"},
        Field{"authenticated", &M::authenticated, "Whether the requester was authenticated"},
        Field{"count", &M::count, "How many software stacks to recommend"}.example("1"),
        Field{"limit", &M::limit, "How many software stacks to score"}.example("1000"),
        Field{"origin", &M::origin, "Where the request comes from"}.example(
            "https://github.com/thoth-station/user-api"),
        Field{"job_id", &M::job_id, "Identifier of the job"}.example("adviser-220601120000-6f708192"),
        Field{"limit_latest_versions", &M::limit_latest_versions,
              "How many of the latest versions of each package to consider"}
            .example("5"),
        Field{"re_run_adviser_id", &M::re_run_adviser_id, "Identifier of the advice that this one repeats"}.example(
            "adviser-220601120000-1b2c3d4e"),
        Field{"source_type", &M::source_type, "What kind of client asked"}.example("KEBECHET"),
        Field{"kebechet_metadata", &M::kebechet_metadata, "Metadata that Kebechet sent along"}.example(
            R"({"pull_request":12})"),
        Field{"justification", &M::justification, "Reasons found so far"}.example(
            R"([{"message":"Considering only stable releases","type":"INFO"}])"),
        Field{"stack_info", &M::stack_info, "What is known about the software stack"}.example(
            R"([{"message":"Consider enabling index hashes","type":"WARNING"}])")};
  }
};

}  // namespace thoth::messages
