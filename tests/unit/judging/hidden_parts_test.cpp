// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/hidden_parts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "program/builtin_types.hpp"
#include "support/two_versions.hpp"

using namespace thoth;

namespace {

constexpr const char* secretive = "thoth.package-extract-trigger";

/// The text with "***" in place of what is hidden.
std::string shown(std::string_view topic, const std::string& text) {
  std::string result;
  std::size_t at = 0;
  for (const ByteRange& part : hidden_parts(cli::builtin_types(), topic, text)) {
    result += text.substr(at, part.begin - at) + "***";
    at = part.end;
  }
  return result + text.substr(at);
}

}  // namespace

TEST_CASE("secrets are hidden in entries and in bare contents") {
  CHECK(shown(secretive, R"({"registry_password":"hunter2","image":1})") == R"({"registry_password":***,"image":1})");
  CHECK(shown(secretive, R"({"topic_name":"t","message_contents":{"registry_password":["hunter2"]},"key":"k"})") ==
        R"({"topic_name":"t","message_contents":{"registry_password":***},"key":"k"})");
  CHECK(shown(secretive, R"({"topic":"t","value":{"registry_password":"hunter2","image":1},"key":"k"})") ==
        R"({"topic":"t","value":{"registry_password":***,"image":1},"key":"k"})");
  const std::string frame("\0\0\0\0*", 5);
  CHECK(shown(secretive, frame + R"({"registry_password":"hunter2","image":1})") ==
        frame + R"({"registry_password":***,"image":1})");
}

TEST_CASE("a member of an entry that may be the value is hidden") {
  CHECK(shown(secretive, R"({"topic_name":"t","mesage_contents":{"registry_password":"hunter2"},"partition":1})") ==
        R"({"topic_name":"t","mesage_contents":***,"partition":1})");
  CHECK(shown(secretive, R"({"topic_name":"t","value_base64":"aHVudGVyMg=="})") ==
        R"({"topic_name":"t","value_base64":***})");
}

TEST_CASE("what is no JSON is hidden as a whole") {
  CHECK(shown(secretive, R"({"image": hunter2)") == "***");
}

TEST_CASE("a type without secrets hides nothing, an unknown one what mentions a secret of another") {
  const std::string text = R"({"message_contents":{"registry_password": hunter2)";
  CHECK(shown("thoth.repo-init", text) == text);
  CHECK(shown("", text) == "***");
  CHECK(shown("", R"({"message_contents":{"a": None)") == R"({"message_contents":{"a": None)");
  CHECK(shown("", R"({"value_base64": "aHVudGVyMg==)") == "***");
}

TEST_CASE("an event may have secrets of any type, wherever it has them") {
  CHECK(shown("other", R"({"specversion":"1.0","data":{"registry_password":"hunter2"}})") == "***");
  CHECK(shown(secretive,
              R"({"topic_name":"t","message_contents":{"registry_password":"x"},"headers":[{"key":"ce_id"}]})") ==
        "***");
  CHECK(shown(secretive,
              R"({"headers":[{"value":"Application/CloudEvents+JSON"}],"value":{"registry_password":"x"}})") == "***");
  CHECK(shown("other", R"({"spec\u0076ersion":"1.0","data":{"registry_password":"hunter2"}})") == "***");
  CHECK(shown(secretive, R"({"specversion":"1.0","data":{"n":1}})") == R"({"specversion":"1.0","data":{"n":1}})");
}

TEST_CASE("what is secret in any version of a type is hidden") {
  const Catalog orders = test::two_versions();
  const std::string text = R"({"note":"hunter2"})";
  const std::vector<ByteRange> parts = hidden_parts(orders, "thoth.order", text);
  REQUIRE(parts.size() == 1);
  CHECK(text.substr(parts[0].begin, parts[0].end - parts[0].begin) == "\"hunter2\"");
  CHECK(hidden_parts(orders, "thoth.order", "{").size() == 1);
}
