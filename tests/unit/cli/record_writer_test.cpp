#include "record_writer.hpp"

#include <doctest/doctest.h>

#include "builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

kafka::Record record(std::string_view topic, std::optional<std::string_view> value) {
  kafka::Record result;
  result.topic = topic;
  result.partition = 2;
  result.offset = 5;
  result.timestamp = 1700000000000;
  result.value = value;
  return result;
}

std::string line(const kafka::Record& record, RecordWriterOptions options = {}) {
  RecordWriter writer(builtin_types(), std::move(options));
  std::string out;
  writer.append(record, out);
  return out;
}

constexpr const char* behind = R"(,"partition":2,"timestamp":1700000000000,)";

}  // namespace

TEST_CASE("a canonical message stands as contents") {
  const std::string value =
      R"({"component_name":"c","service_version":"v","version":"v1","project_url":"u","job_id":null})";
  RecordWriterOptions options;
  options.topic_prefix = "p";
  CHECK(line(record("p.thoth.repo-init", value), options) == R"({"topic_name":"thoth.repo-init","message_contents":)" +
                                                                 value + behind +
                                                                 R"("topic":"p.thoth.repo-init","offset":5})"
                                                                 "\n");
}

TEST_CASE("a valid message in another form keeps its bytes") {
  const std::string value = R"({"component_name":"c","service_version":"v","project_url":"u"})";
  CHECK(
      line(record("thoth.repo-init", value)) ==
      R"({"topic_name":"thoth.repo-init","value_base64":"eyJjb21wb25lbnRfbmFtZSI6ImMiLCJzZXJ2aWNlX3ZlcnNpb24iOiJ2IiwicHJvamVjdF91cmwiOiJ1In0=")" +
          std::string(behind) + R"("message_contents":)" + value +
          R"(,"topic":"thoth.repo-init","offset":5})"
          "\n");
}

TEST_CASE("tombstones, and key and headers of any bytes") {
  const std::vector<Header> headers{{"h", "\xff"}, {"h", std::nullopt}};
  kafka::Record tombstone = record("t", std::nullopt);
  tombstone.key = "\xff";
  tombstone.headers = headers;
  CHECK(
      line(tombstone) ==
      R"({"topic_name":"t","message_contents":null,"key_base64":"/w==","headers":[{"key":"h","value_base64":"/w=="},{"key":"h","value":null}])" +
          std::string(behind) +
          R"("topic":"t","offset":5})"
          "\n");
}

TEST_CASE("secrets are masked, whatever form they come in") {
  for (
      const char* value :
      {R"({"component_name":"c","service_version":"v","version":"v2","image":"i","environment_type":"e","is_external":true,"verify_tls":true,"debug":false,"job_id":null,"origin":null,"registry_user":null,"registry_password":"hunter2","graph_sync":false})",
       R"({"registry_password": "hunter2"})", R"({"registry_password": ["hunter2"], "x": 1})",
       R"({"registry_password": "hunter2")", R"({"registry_password": "hunter2", "registry_password": "hunter2"})",
       R"("hunter2" x)"}) {
    const std::string masked = line(record("thoth.package-extract-trigger", value));
    CHECK_MESSAGE(masked.find("hunter2") == std::string::npos, masked);
    CHECK(masked.find("***") != std::string::npos);
    CHECK(masked.find(R"("masked":true)") != std::string::npos);
    CHECK(masked.find("base64") == std::string::npos);
    RecordWriterOptions shown;
    shown.show_secrets = true;
    CHECK(line(record("thoth.package-extract-trigger", value), shown).find("masked") == std::string::npos);
  }
}
