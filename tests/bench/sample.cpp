// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample.hpp"

#include <fmt/format.h>

#include <iterator>

namespace thoth::bench {

namespace {

constexpr auto canonical_line =
    R"({{"topic_name":"thoth.solver.solved-package","message_contents":{{"component_name":"solver",)"
    R"("service_version":"1.12.3","version":"v1","package_name":"tensorflow-io-gcs-filesystem-{0}",)"
    R"("package_version":"0.23.{1}.post2021{0}","index_url":"https://pypi.org/simple/tensorflow-io-gcs-filesystem",)"
    R"("solver":"solver-rhel-8-py38-with-extra-build-tools-and-a-name-as-long-as-these-are-in-a-cluster-{1}"}}}})"
    "\n";

constexpr auto spaced_line =
    R"({{"topic_name": "thoth.solver.solved-package", "message_contents": {{"component_name": "solver", )"
    R"("service_version": "1.12.3", "version": "v1", "package_name": "tensorflow-io-gcs-filesystem-{0}", )"
    R"("package_version": "0.23.{1}.post2021{0}", )"
    R"("index_url": "https://pypi.org/simple/tensorflow-io-gcs-filesystem", )"
    R"("solver": "solver-rhel-8-py38-with-extra-build-tools-and-a-name-as-long-as-these-are-in-a-cluster-{1}"}}}})"
    "\n";

}  // namespace

void append_entry(std::uint64_t number, Form form, std::string& out) {
  const std::uint64_t minor = number % 97;
  if (form == Form::canonical) {
    fmt::format_to(std::back_inserter(out), canonical_line, number, minor);
  } else {
    fmt::format_to(std::back_inserter(out), spaced_line, number, minor);
  }
}

void append_trigger(std::uint64_t number, std::string& out) {
  const auto into = std::back_inserter(out);
  fmt::format_to(
      into,
      R"({{"topic_name":"thoth.adviser-trigger","message_contents":{{"component_name":"user-api",)"
      R"("service_version":"0.35.1","version":"v5","recommendation_type":"latest","dev":false,"debug":false,)"
      R"("authenticated":false,"count":1,"limit":{0},"origin":null,"job_id":"adviser-{0}",)"
      R"("limit_latest_versions":null,"re_run_adviser_id":null,"source_type":"CLI","kebechet_metadata":null,)"
      R"("justification":null,"stack_info":[)",
      number);
  const std::size_t end = out.size() + 19'400;
  for (int item = 0; out.size() < end; ++item) {
    fmt::format_to(
        into,
        R"({}{{"type":"WARNING","message":"Package tensorflow-io-gcs-filesystem in version 0.23.{} comes from an )"
        R"(index whose \"hashes\" are not checked","link":"https://thoth-station.ninja/j/hashes_{}",)"
        R"("package_name":"tensorflow-io-gcs-filesystem","advisory":[{},null,true]}})",
        item == 0 ? "" : ",", item, number, item);
  }
  out += "]}}\n";
}

}  // namespace thoth::bench
