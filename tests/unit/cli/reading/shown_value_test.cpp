// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/shown_value.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// A record, validated, and what is shown of it.
class Shown {
 public:
  Shown(std::string_view topic, std::optional<std::string_view> value, Secrets secrets = Secrets::masked)
      : values_(secrets) {
    record_.topic = topic;
    record_.value = value;
    contents_.reset(contents_of(record_));
    shown = values_.show(validator_.validate(record_, contents_));
    text = shown.contents.value_or("none");
  }

  ShownValue shown;
  std::string text;

 private:
  RecordValidator validator_{builtin_types(), ""};
  kafka::Record record_;
  json::LazyTree contents_;
  ShownValues values_;
};

constexpr const char* repo_init = "thoth.repo-init";
constexpr const char* secretive = "thoth.package-extract-trigger";
constexpr const char* canonical =
    R"({"component_name":"c","service_version":"v","version":"v1","project_url":"u","job_id":null})";

}  // namespace

TEST_CASE("canonical contents are shown as they are, uncopied") {
  const std::string value = canonical;
  const Shown canonical_form(repo_init, value);
  REQUIRE(canonical_form.shown.contents.has_value());
  CHECK(canonical_form.shown.contents->data() == value.data());
  CHECK_FALSE(canonical_form.shown.with_bytes);
}

TEST_CASE("contents in another form are made compact, and keep their bytes") {
  const Shown valid(repo_init, R"({"component_name": "c", "service_version": "v", "project_url": "u"})");
  CHECK(valid.text == R"({"component_name":"c","service_version":"v","project_url":"u"})");
  CHECK(valid.shown.with_bytes);
  const Shown compact(repo_init, R"({"component_name":"c","service_version":"v","project_url":"u"})");
  CHECK(compact.shown.with_bytes);
}

TEST_CASE("what breaks its contract or has none needs no bytes where it is compact") {
  for (const char* topic : {repo_init, "other"}) {
    CHECK_FALSE(Shown(topic, R"({"a":1})").shown.with_bytes);
    CHECK(Shown(topic, R"({"a": 1})").shown.with_bytes);
    CHECK(Shown(topic, R"({"a": 1})").text == R"({"a":1})");
  }
}

TEST_CASE("no contents: a tombstone, null, and what is no JSON") {
  CHECK_FALSE(Shown("other", std::nullopt).shown.with_bytes);
  for (const char* value : {"null", "no json", R"({"a":1,"a":2})"}) {
    const Shown bytes("other", value);
    CHECK(bytes.text == "none");
    CHECK(bytes.shown.with_bytes);
  }
  CHECK(Shown("other", std::nullopt).text == "none");
}

TEST_CASE("secrets are masked in contents, and shown where that is asked for") {
  constexpr const char* value = R"({"registry_password":["hunter2"],"debug":1})";
  const Shown masked(secretive, value);
  CHECK(masked.shown.masked);
  CHECK_FALSE(masked.shown.with_bytes);
  CHECK(masked.text == R"({"registry_password":"***","debug":1})");
  const Shown open(secretive, value, Secrets::shown);
  CHECK_FALSE(open.shown.masked);
  CHECK(open.text == value);
}

TEST_CASE("where a secret cannot be told from the rest, all is masked") {
  const Shown masked(secretive, R"({"registry_password": hunter2})");
  CHECK(masked.text == R"("***")");
  CHECK(masked.shown.masked);
}

TEST_CASE("contents are shown after a schema registry's frame, and bytes whole") {
  const std::string frame("\0\0\0\0*", 5);
  const std::string framed = frame + canonical;
  const Shown shown(repo_init, framed);
  CHECK(shown.text == canonical);
  CHECK_FALSE(shown.shown.with_bytes);
  const std::string null = frame + "null";
  CHECK(Shown("other", null).shown.with_bytes);
  const std::string spaced = frame + "[ 1 ]";
  const Shown other_form("other", spaced);
  CHECK(other_form.text == "[1]");
  CHECK(other_form.shown.with_bytes);
}

TEST_CASE("a value is printed after a frame if that is JSON") {
  const std::string json("\0\0\0\0*[1]", 8);
  const std::string avro(
      "\0\0\0\0*\x06"
      "abc",
      9);
  for (const auto& [value, printed] : {std::pair(json, std::string("[1]")), std::pair(avro, avro)}) {
    kafka::Record record;
    record.value = value;
    json::LazyTree contents(contents_of(record));
    CHECK(printed_value(record, contents) == printed);
  }
}
