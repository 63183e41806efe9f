// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for the analysis of a container build.
struct BuildAnalysisTrigger {
  ByName by_name{};
  std::optional<std::string> base_image{};
  std::optional<std::string> base_image_analysis_id{};
  std::optional<std::string> base_registry_password{};
  std::optional<std::string> base_registry_user{};
  bool base_registry_verify_tls = true;
  std::optional<std::string> buildlog_document_id{};
  std::optional<std::string> buildlog_parser_id{};
  Required<std::string> component_name;
  bool debug = false;
  std::optional<std::string> environment_type{};
  std::optional<std::string> job_id{};
  std::optional<std::string> origin{};
  std::optional<std::string> output_image{};
  std::optional<std::string> output_image_analysis_id{};
  std::optional<std::string> output_registry_password{};
  std::optional<std::string> output_registry_user{};
  bool output_registry_verify_tls = true;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = BuildAnalysisTrigger;
    return Contract{
        "thoth.build-analysis-trigger",
        "v1",
        "Asks for the analysis of a container build",
        field<&M::base_image>("base_image", "Image that the build starts from")
            .example("registry.access.redhat.com/ubi9/python-39:latest"),
        field<&M::base_image_analysis_id>("base_image_analysis_id", "Identifier of the analysis of the base image")
            .example("package-extract-220601120000-0a1b2c3d"),
        field<&M::buildlog_document_id>("buildlog_document_id", "Identifier of the build log")
            .example("buildlog-220601120000-2b3c4d5e"),
        field<&M::buildlog_parser_id>("buildlog_parser_id", "Identifier of the parsed build log")
            .example("build-analysis-220601120000-3c4d5e6f"),
        field<&M::environment_type>("environment_type", "Environment that the image is for").example("runtime"),
        field<&M::debug>("debug", "Whether the job runs in debug mode"),
        field<&M::job_id>("job_id", "Identifier of the job").example("build-analysis-220601120000-708192a3"),
        field<&M::origin>("origin", "Where the request comes from")
            .example("https://github.com/thoth-station/user-api"),
        field<&M::output_image>("output_image", "Image that the build makes")
            .example("quay.io/thoth-station/user-api:v0.36.0"),
        field<&M::output_image_analysis_id>("output_image_analysis_id",
                                            "Identifier of the analysis of the output image")
            .example("package-extract-220601120000-4d5e6f70"),
        field<&M::base_registry_password>("base_registry_password", "Password for the registry of the base image",
                                          Secret::yes)
            .example("secret"),
        field<&M::base_registry_user>("base_registry_user", "User of the registry of the base image").example("thoth"),
        field<&M::base_registry_verify_tls>("base_registry_verify_tls",
                                            "Whether the certificate of the registry of the base image is checked"),
        field<&M::output_registry_password>("output_registry_password", "Password for the registry of the output image",
                                            Secret::yes)
            .example("secret"),
        field<&M::output_registry_user>("output_registry_user", "User of the registry of the output image")
            .example("thoth"),
        field<&M::output_registry_verify_tls>(
            "output_registry_verify_tls", "Whether the certificate of the registry of the output image is checked")};
  }
};

}  // namespace thoth::messages
