// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for the analysis of a container build.
struct BuildAnalysisTrigger : Contents {
  std::optional<std::string> base_image{};
  std::optional<std::string> base_image_analysis_id{};
  std::optional<std::string> buildlog_document_id{};
  std::optional<std::string> buildlog_parser_id{};
  std::optional<std::string> environment_type{};
  bool debug = false;
  std::optional<std::string> job_id{};
  std::optional<std::string> origin{};
  std::optional<std::string> output_image{};
  std::optional<std::string> output_image_analysis_id{};
  std::optional<std::string> base_registry_password{};
  std::optional<std::string> base_registry_user{};
  bool base_registry_verify_tls = true;
  std::optional<std::string> output_registry_password{};
  std::optional<std::string> output_registry_user{};
  bool output_registry_verify_tls = true;

  static constexpr auto contract() {
    using M = BuildAnalysisTrigger;
    return Contract{
        "thoth.build-analysis-trigger",
        "v1",
        "Asks for the analysis of a container build",
        Field{"base_image", &M::base_image, "Image that the build starts from"}.example(
            "registry.access.redhat.com/ubi9/python-39:latest"),
        Field{"base_image_analysis_id", &M::base_image_analysis_id, "Identifier of the analysis of the base image"}
            .example("package-extract-220601120000-0a1b2c3d"),
        Field{"buildlog_document_id", &M::buildlog_document_id, "Identifier of the build log"}.example(
            "buildlog-220601120000-2b3c4d5e"),
        Field{"buildlog_parser_id", &M::buildlog_parser_id, "Identifier of the parsed build log"}.example(
            "build-analysis-220601120000-3c4d5e6f"),
        Field{"environment_type", &M::environment_type, "Environment that the image is for"}.example("runtime"),
        Field{"debug", &M::debug, "Whether the job runs in debug mode"},
        Field{"job_id", &M::job_id, "Identifier of the job"}.example("build-analysis-220601120000-708192a3"),
        Field{"origin", &M::origin, "Where the request comes from"}.example(
            "https://github.com/thoth-station/user-api"),
        Field{"output_image", &M::output_image, "Image that the build makes"}.example(
            "quay.io/thoth-station/user-api:v0.36.0"),
        Field{"output_image_analysis_id", &M::output_image_analysis_id,
              "Identifier of the analysis of the output image"}
            .example("package-extract-220601120000-4d5e6f70"),
        Field{"base_registry_password", &M::base_registry_password, "Password for the registry of the base image",
              Secret::yes}
            .example("secret"),
        Field{"base_registry_user", &M::base_registry_user, "User of the registry of the base image"}.example("thoth"),
        Field{"base_registry_verify_tls", &M::base_registry_verify_tls,
              "Whether the certificate of the registry of the base image is checked"},
        Field{"output_registry_password", &M::output_registry_password, "Password for the registry of the output image",
              Secret::yes}
            .example("secret"),
        Field{"output_registry_user", &M::output_registry_user, "User of the registry of the output image"}.example(
            "thoth"),
        Field{"output_registry_verify_tls", &M::output_registry_verify_tls,
              "Whether the certificate of the registry of the output image is checked"}};
  }
};

}  // namespace thoth::messages
