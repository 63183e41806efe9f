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

}  // namespace thoth::bench
