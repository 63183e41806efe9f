// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/writer.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

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

std::string line(const kafka::Record& record, RecordWriterOptions options = {}, const std::string& prefix = "") {
  RecordValidator validator(builtin_types(), prefix);
  RecordWriter writer(std::move(options));
  std::string out;
  json::LazyTree contents(record.value.value_or(""));
  writer.append(validator.validate(record, contents), out);
  return out;
}

std::string lines(RecordFormat format, const std::vector<kafka::Record>& records) {
  RecordValidator validator(builtin_types(), "");
  RecordWriter writer({.format = format});
  std::string out;
  for (const kafka::Record& record : records) {
    json::LazyTree contents(record.value.value_or(""));
    writer.append(validator.validate(record, contents), out);
  }
  writer.finish(out);
  return out;
}

constexpr const char* after = R"(,"partition":2,"timestamp":1700000000000,)";

}  // namespace

TEST_CASE("a canonical message stands as contents") {
  const std::string value =
      R"({"component_name":"c","service_version":"v","version":"v1","project_url":"u","job_id":null})";
  CHECK(line(record("p.thoth.repo-init", value), {}, "p") == R"({"topic_name":"thoth.repo-init","message_contents":)" +
                                                                 value + after +
                                                                 R"("topic":"p.thoth.repo-init","offset":5})"
                                                                 "\n");
}

TEST_CASE("a valid message in another form keeps its bytes") {
  const std::string value = R"({"component_name":"c","service_version":"v","project_url":"u"})";
  CHECK(
      line(record("thoth.repo-init", value)) ==
      R"({"topic_name":"thoth.repo-init","value_base64":"eyJjb21wb25lbnRfbmFtZSI6ImMiLCJzZXJ2aWNlX3ZlcnNpb24iOiJ2IiwicHJvamVjdF91cmwiOiJ1In0=")" +
          std::string(after) + R"("message_contents":)" + value +
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
          std::string(after) +
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
    shown.secrets = Secrets::shown;
    CHECK(line(record("thoth.package-extract-trigger", value), shown).find("masked") == std::string::npos);
  }
}

TEST_CASE("one array, also of nothing") {
  CHECK(lines(RecordFormat::json, {}) == "[]\n");
  const std::string entry =
      R"({"topic_name":"t","message_contents":1,"partition":2,"timestamp":1700000000000,"topic":"t","offset":5})";
  CHECK(lines(RecordFormat::json, {record("t", "1")}) == "[\n" + entry + "\n]\n");
  CHECK(lines(RecordFormat::json, {record("t", "1"), record("t", "1")}) == "[\n" + entry + ",\n" + entry + "\n]\n");
}

TEST_CASE("selected members, as objects and as rows") {
  const auto selected = [](RecordFormat format, const std::vector<kafka::Record>& records) {
    RecordValidator validator(builtin_types(), "");
    RecordWriterOptions options{.format = format};
    options.selection = *Selection::parse({"/a,/registry_password"});
    RecordWriter writer(std::move(options));
    std::string out;
    for (const kafka::Record& record : records) {
      json::LazyTree contents(record.value.value_or(""));
      writer.append(validator.validate(record, contents), out);
    }
    writer.finish(out);
    return out;
  };
  const auto secret = record("thoth.package-extract-trigger", R"({"registry_password":"hunter2","a":[1]})");
  const auto unreadable = record("thoth.package-extract-trigger", "hunter2");
  const auto tombstone = record("t", std::nullopt);
  CHECK(selected(RecordFormat::ndjson, {secret, unreadable, tombstone}) ==
        "{\"a\":[1],\"registry_password\":\"***\"}\n{}\n{}\n");
  CHECK(selected(RecordFormat::json, {secret}) == "[\n{\"a\":[1],\"registry_password\":\"***\"}\n]\n");
  CHECK(selected(RecordFormat::csv, {secret, unreadable, record("t", R"({"a":"x,y"})")}) ==
        "a,registry_password\n[1],***\n,\n\"x,y\",\n");
  CHECK(selected(RecordFormat::csv, {}) == "a,registry_password\n");
}

TEST_CASE("a template takes parts of values without their secrets") {
  RecordWriterOptions options;
  options.layout = *RecordTemplate::parse("%v{/registry_password} %v{/a}");
  CHECK(line(record("thoth.package-extract-trigger", R"({"registry_password":["hunter2"],"a":1})"),
             std::move(options)) == "*** 1");
}

TEST_CASE("with marks, what is written is safe for a terminal") {
  RecordWriterOptions options{.format = RecordFormat::contents};
  options.marks = *MatchMarks::parse("J");
  CHECK(line(record("t", "a\x1b[2Jb"), std::move(options)) == "a\\u001b[2\x1b[7mJ\x1b[27mb\n");
}

TEST_CASE("bytes as they are, with and without a line break") {
  CHECK(lines(RecordFormat::raw, {record("t", "a"), record("t", std::nullopt), record("t", "\xff")}) == "a\xff");
  CHECK(lines(RecordFormat::contents, {record("t", "a"), record("t", std::nullopt)}) == "a\n\n");
}

TEST_CASE("for people: nothing that a record holds moves the cursor") {
  const std::vector<Header> headers{{"h\x1b[2J", "\r\nvalue"}, {"none", std::nullopt}};
  kafka::Record hostile = record("t", "\x1b]0;title\x07");
  hostile.key =
      "\xe2\x80\xae"
      "k";
  hostile.headers = headers;
  const std::string page = lines(RecordFormat::pretty, {hostile});
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find('\x07') == std::string::npos);
  CHECK(page.find('\r') == std::string::npos);
  CHECK(page.find("\xe2\x80\xae") == std::string::npos);
  CHECK(page.find(R"(  header h\u001b[2J: "\r\nvalue")") != std::string::npos);
  CHECK(page.find("  header none: null\n") != std::string::npos);
  CHECK(page.find(R"(  \u001b]0;title\u0007  (10 bytes, not JSON))") != std::string::npos);
}

TEST_CASE("for people: contents are indented, and violations stand above them") {
  const std::string page =
      lines(RecordFormat::pretty, {record("thoth.repo-init", R"({"project_url":1,"x":"\u001b"})")});
  CHECK(page.find("thoth.repo-init [2] @ 5  20") == 0);
  CHECK(page.find("  ! type at /project_url: expected a string, found the number 1\n") != std::string::npos);
  CHECK(page.find("  {\n    \"project_url\": 1,\n    \"x\": \"\\u001b\"\n  }\n\n") != std::string::npos);
}
