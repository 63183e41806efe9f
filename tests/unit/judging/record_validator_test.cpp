// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/record_validator.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "program/builtin_types.hpp"
#include "support/two_versions.hpp"
#include "unit/json_schema/compiled.hpp"
#include "validation/secrets.hpp"

using namespace thoth;

namespace {

constexpr const char* canonical =
    R"({"component_name":"c","service_version":"v","version":"v1","project_url":"u","job_id":null})";
constexpr const char* no_defaults = R"({"component_name":"c","service_version":"v","project_url":"u"})";

struct Found {
  std::size_t violations;
  bool canonical;
  std::string base;
};

Found validated(std::string_view topic, std::optional<std::string_view> value) {
  RecordValidator validator(cli::builtin_types(), "p");
  kafka::Record record;
  record.topic = topic;
  record.value = value;
  json::LazyTree contents(value.value_or(""));
  const ValidatedRecord found = validator.validate(record, contents);
  CHECK(found.valid() == found.violations.empty());
  return {found.violations.size(), found.canonical, found.topic.base};
}

}  // namespace

TEST_CASE("a record is validated against the type of its topic") {
  CHECK(validated("p.thoth.repo-init", canonical).canonical);
  CHECK(validated("p.thoth.repo-init", canonical).base == "thoth.repo-init");
  const Found other_form = validated("p.thoth.repo-init", no_defaults);
  CHECK(other_form.violations == 0);
  CHECK_FALSE(other_form.canonical);
  CHECK(validated("p.thoth.repo-init", R"({"component_name":1})").violations == 3);
  CHECK(validated("p.thoth.repo-init", "no json").violations == 1);
}

TEST_CASE("a tombstone is valid, and so is anything of no known type") {
  CHECK(validated("p.thoth.repo-init", std::nullopt).violations == 0);
  CHECK(validated("other", "no json").violations == 0);
  CHECK(validated("other", "[1]").canonical);
  CHECK_FALSE(validated("other", "[ 1 ]").canonical);
}

TEST_CASE("contents that are parsed already are validated from that tree") {
  RecordValidator validator(cli::builtin_types(), "");
  std::string value = R"({"component_name":1})";
  kafka::Record record;
  record.topic = "thoth.repo-init";
  record.value = value;
  json::LazyTree contents(value);
  const json::Node* const root = contents.root();
  REQUIRE(root != nullptr);
  const ValidatedRecord found = validator.validate(record, contents);
  CHECK(found.violations.size() == 3);
  CHECK(found.contents.root() == root);
}

TEST_CASE("a value is validated after a schema registry's frame") {
  RecordValidator validator(cli::builtin_types(), "");
  const std::string frame("\0\0\0\0*", 5);
  const auto message = [&](const std::string& rest, const std::vector<Header>& headers = {}) {
    const std::string value = frame + rest;
    kafka::Record record;
    record.topic = "thoth.repo-init";
    record.value = headers.empty() ? std::string_view(value) : std::string_view(rest);
    record.headers = headers;
    json::LazyTree contents(contents_of(record));
    const ValidatedRecord found = validator.validate(record, contents);
    return found.valid() ? std::string(found.canonical ? "canonical" : "valid") : found.violations.front().message();
  };
  CHECK(message(canonical) == "canonical");
  CHECK(message(no_defaults) == "valid");
  CHECK(message("[]") == "expected an object, found an array");
  CHECK(message("{]") == "expected a member name in double quotes or }, found ]");
  const std::string avro =
      "expected JSON, found a value after a schema registry's frame (schema 42) that is not JSON: ";
  CHECK(message("\x06"
                "abc") == avro + "most likely Avro");
  CHECK(message("\x06"
                "abc",
                {{"__value_schema_id", frame}}) ==
        "expected JSON, found a value with the header of a schema registry (schema 42) that is not JSON: most likely "
        "Avro");
  CHECK(message("\x06"
                "abc",
                {{"content-type", "application/vnd.apache.avro"}}) ==
        "expected JSON, found a value that is not JSON: Avro, as its header content-type says "
        "(application/vnd.apache.avro)");
  CHECK(message(canonical, {{"content-type", "application/vnd.apache.avro"}}) == "canonical");
}

TEST_CASE("what is said of a value's format: by its record, or by the document of its topic") {
  Catalog catalog;
  LeftOutSchema left_out{"t", "a.yaml", "its payload is avro/binary", ""};
  left_out.media_type = "avro/binary";
  catalog.leave_out(left_out);
  left_out = {"broken", "b.json", "it is broken", ""};
  catalog.leave_out(left_out);
  RecordValidator validator(catalog, "");
  kafka::Record record;
  CHECK(content_type_of(record, validator.topic_of("t")).text() == "Avro, as the topic's document says (avro/binary)");
  CHECK(content_type_of(record, validator.topic_of("broken")).media_type.empty());
  CHECK(content_type_of(record, validator.topic_of("other")).media_type.empty());
  const std::vector<Header> headers{{"content-type", "application/json"}};
  record.headers = headers;
  CHECK(content_type_of(record, validator.topic_of("t")).media_type == "application/json");
}

TEST_CASE("a CloudEvent's attributes are validated, and its data against the type that it names") {
  RecordValidator validator(cli::builtin_types(), "p");
  const auto found = [&](const Headers& headers, const std::string& value) {
    kafka::Record record;
    record.topic = "p.other";
    record.value = value;
    record.headers = headers;
    json::LazyTree contents(value);
    const ValidatedRecord validated = validator.validate(record, contents);
    CHECK(validated.topic.base == "other");
    CHECK(validated.topic.event == cloud_event::mode_of(headers));
    return validated.violations;
  };
  const Headers structured{{"content-type", "application/cloudevents+json"}};
  const std::string start = R"({"specversion":"1.0","id":"1","source":"/","type":"thoth.repo-init","data":)";
  CHECK(found(structured, start + canonical + '}').empty());
  const Violations in_data = found(structured, start + "{}}");
  REQUIRE(in_data.size() == 3);
  CHECK(in_data.front().pointer == "/data/component_name");
  REQUIRE(found(structured, "no json").size() == 1);
  CHECK(found(structured, "no json").front().code == Code::json_syntax);

  Headers binary{{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/"}, {"ce_type", "thoth.repo-init"}};
  CHECK(found(binary, canonical).empty());
  CHECK(found(binary, "{}").size() == 3);
  binary.erase(binary.begin() + 1);
  REQUIRE(found(binary, canonical).size() == 1);
  CHECK(found(binary, canonical).front().pointer == "#headers/ce_id");
  binary.back().value = "unknown";
  CHECK(found(binary, "not json").size() == 1);
}

TEST_CASE("an event in structured mode that no header tells of is found where its topic's type is broken") {
  RecordValidator validator(cli::builtin_types(), "");
  kafka::Record record;
  record.topic = "thoth.repo-init";
  const std::string value =
      R"({"specversion":"1.0","id":"1","source":"/","type":"t","data":)" + std::string(canonical) + '}';
  record.value = value;
  json::LazyTree contents(value);
  const ValidatedRecord validated = validator.validate(record, contents);
  CHECK(validated.valid());
  CHECK(validated.topic.event == cloud_event::Mode::structured);
}

TEST_CASE("an event of no header is found in a topic whose type takes anything, so that its secrets are masked") {
  Catalog catalog;
  const auto add = [&](const char* topic, const char* text) {
    Schema schema = *test::compiled(text);
    schema.topic = topic;
    catalog.add(std::make_shared<const Schema>(std::move(schema)));
  };
  add("any", R"({"type":"object"})");
  add("order", R"({"properties":{"pin":{"type":"string","x-secret":true}}})");
  RecordValidator validator(catalog, "");
  kafka::Record record;
  record.topic = "any";
  const std::string value = R"({"specversion":"1.0","id":"1","source":"/","type":"order","data":{"pin":"x"}})";
  record.value = value;
  json::LazyTree contents(value);
  const ValidatedRecord validated = validator.validate(record, contents);
  CHECK(validated.valid());
  CHECK(validated.topic.secretive);
  CHECK(mask(*validated.topic.contract.masked, *contents.root()).hides("/data/pin"));
}

TEST_CASE("an event of no header in a topic without a type is found too") {
  RecordValidator validator(cli::builtin_types(), "");
  kafka::Record record;
  record.topic = "other";
  const std::string value = R"({"specversion":"1.0","id":"1","source":"/","type":"thoth.repo-init","data":{}})";
  record.value = value;
  json::LazyTree contents(value);
  CHECK(validator.validate(record, contents).violations.size() == 3);
}

TEST_CASE("a record is validated against the version that its contents name, and without one against the latest") {
  const Catalog orders = test::two_versions();
  RecordValidator validator(orders, "");
  const auto count = [&](const std::string& members, const Headers& headers = {}) {
    const std::string value = R"({"component_name":"c","service_version":"1")" + members + '}';
    kafka::Record record;
    record.topic = "thoth.order";
    record.value = value;
    record.headers = headers;
    json::LazyTree contents(value);
    return validator.validate(record, contents).violations.size();
  };
  CHECK(count(R"(,"version":"v1","item":"a")") == 0);
  CHECK(count(R"(,"version":"v1","items":[])") == 1);
  CHECK(count(R"(,"version":"v2","items":[])") == 0);
  CHECK(count(R"(,"version":"v2","item":"a")") == 1);
  CHECK(count(R"(,"items":[])") == 0);
  CHECK(count(R"(,"version":"v3","items":[])") == 0);
  CHECK(count(R"(,"version":"v3","item":"a")") == 1);
  CHECK(count(R"(,"version":1,"items":[])") == 1);
  const Headers event{{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/"}, {"ce_type", "thoth.order"}};
  CHECK(count(R"(,"version":"v1","item":"a")", event) == 0);
  CHECK(count(R"(,"version":"v2","item":"a")", event) == 1);
}

TEST_CASE("a record's secrets are those of the version that it is of") {
  const Catalog orders = test::two_versions();
  RecordValidator validator(orders, "");
  for (const auto& [version, secretive] : {std::pair{"v1", true}, {"v2", false}}) {
    const std::string value = std::string(R"({"version":")") + version + R"("})";
    kafka::Record record;
    record.topic = "thoth.order";
    record.value = value;
    json::LazyTree contents(value);
    const ValidatedRecord found = validator.validate(record, contents);
    CHECK(found.topic.schema->version == version);
    CHECK(found.topic.secretive == secretive);
  }
}
