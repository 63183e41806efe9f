// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/messages/adviser_trigger.hpp"
#include "thoth/messages/base_topic.hpp"
#include "thoth/messages/hash_mismatch.hpp"
#include "thoth/messages/kebechet_run_url_trigger.hpp"
#include "thoth/messages/kebechet_trigger.hpp"
#include "thoth/messages/package_extract_trigger.hpp"
#include "thoth/messages/solved_package.hpp"

using namespace thoth;
using namespace thoth::messages;

namespace {

/// A struct inside structs that holds more of its own kind.
struct Branch {
  Required<std::string> name;
  std::vector<Branch> branches{};
  std::optional<std::vector<std::int64_t>> leaves{};
  std::vector<bool> sides{};

  static constexpr auto contract() {
    using M = Branch;
    return Members{Field{"name", &M::name, "Its name"}, Field{"branches", &M::branches, "What grows from it"},
                   Field{"leaves", &M::leaves, "Its leaves"}, Field{"sides", &M::sides, "Which sides"}};
  }
};

struct Tree : Contents {
  Required<Branch> trunk;
  Required<std::vector<Branch>> roots;
  std::optional<Branch> crown{};
  std::string kind = "oak \"quoted\"";
  std::int64_t age = -7;

  static constexpr auto contract() {
    using M = Tree;
    return Contract{"thoth.tree",
                    "v3",
                    "A tree",
                    Field{"trunk", &M::trunk, "Its trunk"},
                    Field{"roots", &M::roots, "Its roots"},
                    Field{"crown", &M::crown, "Its crown"},
                    Field{"kind", &M::kind, "Its kind"},
                    Field{"age", &M::age, "Its age"}};
  }
};

struct Keyed : Contents {
  Required<std::string> service;
  static constexpr auto contract() {
    return Contract{"thoth.keyed", "v1", "A message with a key", Field{"service", &Keyed::service, "Its name"}}
        .key(Type::string, "Its name")
        .header("trace_id", Type::string, "What it belongs to")
        .header("attempt", Type::integer, "How often it was tried", Presence::optional);
  }
};

struct WrongExample : Contents {
  Required<std::int64_t> count;
  static constexpr auto contract() {
    return Contract{"thoth.wrong", "v1", "", Field{"count", &WrongExample::count, ""}.example("many")};
  }
};

struct WrongDefault : Contents {
  std::string name = "\xff";
  static constexpr auto contract() { return Contract{"thoth.wrong", "v1", "", Field{"name", &WrongDefault::name, ""}}; }
};

SolvedPackage solved() {
  return SolvedPackage{{"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
}

}  // namespace

TEST_CASE("encode writes every member in declared order") {
  CHECK(encode(solved()) ==
        R"({"component_name":"solver","service_version":"1.0","version":"v1","package_name":"numpy",)"
        R"("package_version":"1.22.4","index_url":"https://pypi.org/simple","solver":"solver-fedora-35-py39"})");
  SolvedPackage of_its_own = solved();
  of_its_own.version = "v9";
  CHECK(encode(of_its_own)->find(R"("version":"v9")") != std::string::npos);
}

TEST_CASE("encode fills in defaults and writes absent optionals as null") {
  CHECK(encode(PackageExtractTrigger{{"c", "1"}, "image", "runtime"}) ==
        R"({"component_name":"c","service_version":"1","version":"v2","image":"image","environment_type":"runtime",)"
        R"("is_external":true,"verify_tls":true,"debug":false,"job_id":null,"origin":null,"registry_user":null,)"
        R"("registry_password":null,"graph_sync":false})");
  CHECK(encode(KebechetRunUrlTrigger{{"c", "1"}}) ==
        R"({"component_name":"c","service_version":"1","version":"v2","url":null,"service_name":null,)"
        R"("installation_id":null,"job_id":null,"metadata":{"message_justification":null,"package_name":null,)"
        R"("package_version":null,"package_index":null}})");
}

TEST_CASE("encode escapes what JSON wants escaped and leaves UTF-8 as it is") {
  BaseTopic message{{"a\"\\\n\x01", "žluťoučký 🐍"}};
  CHECK(encode(message) ==
        "{\"component_name\":\"a\\\"\\\\\\n\\u0001\",\"service_version\":\"žluťoučký 🐍\",\"version\":\"v0\"}");
}

TEST_CASE("encode refuses text that is not UTF-8, and says where it stands") {
  SolvedPackage message = solved();
  message.index_url = "\xc3(";
  auto bytes = encode(message);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::invalid);
  CHECK(bytes.error().subject == "thoth.solver.solved-package");
  CHECK(bytes.error().reason == "/index_url is not UTF-8");

  HashMismatch mismatch{{"c", "1"}, "i", "n", "v", {"good", "\xed\xa0\x80"}, {"\xff"}};
  bytes = encode(mismatch);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().reason == "/missing_from_source/1 is not UTF-8");
}

TEST_CASE("encode refuses a free-form member that would nest past what readers take") {
  // The message is one level, the member's own arrays and object the others.
  const auto nested = [](std::size_t levels) {
    return json::Object("{\"[[\\\"\":" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}");
  };
  const auto deepest = encode(KebechetTrigger{{"c", "1"}, nested(json::max_depth - 1)});
  REQUIRE(deepest);
  CHECK(decode<KebechetTrigger>(*deepest));
  const auto deeper = encode(KebechetTrigger{{"c", "1"}, nested(json::max_depth)});
  REQUIRE_FALSE(deeper);
  CHECK(deeper.error().reason == "/webhook_payload nests deeper than 1000");

  Branch branch{"twig"};
  for (std::size_t i = 0; i < json::max_depth / 2; ++i) branch = Branch{"bough", std::vector<Branch>{branch}};
  const auto grown = encode(Tree{{"c", "1"}, branch, std::vector<Branch>{}});
  REQUIRE_FALSE(grown);
  CHECK(grown.error().reason.starts_with("/trunk/branches/0/branches/0"));
}

TEST_CASE("decode gives the struct back") {
  const auto message = decode<SolvedPackage>(*encode(solved()));
  REQUIRE(message);
  CHECK(message->component_name == "solver");
  CHECK(message->service_version == "1.0");
  CHECK(message->version == "v1");
  CHECK(message->package_name == "numpy");
  CHECK(message->solver == "solver-fedora-35-py39");
}

TEST_CASE("decode fills in what may be absent and ignores what is not declared") {
  const auto message = decode<AdviserTrigger>(
      R"({"surplus":[1,{"a":null}],"recommendation_type":"stable","service_version":"2","component_name":"kebechet",
          "count":-9223372036854775808,"limit":9223372036854775807,"stack_info":[{},{"k":[1.10]}],"origin":null})");
  REQUIRE(message);
  CHECK(message->version == "v5");
  CHECK_FALSE(message->dev);
  CHECK(message->count == std::numeric_limits<std::int64_t>::min());
  CHECK(message->limit == std::numeric_limits<std::int64_t>::max());
  CHECK_FALSE(message->origin.has_value());
  CHECK_FALSE(message->justification.has_value());
  REQUIRE(message->stack_info->size() == 2);
  CHECK(message->stack_info->at(1).text() == R"({"k":[1.10]})");
}

TEST_CASE("decode keeps every byte of meaning of a free-form member") {
  const std::string payload =
      R"({"big":123456789012345678901234567890,"price":1.10,"huge":1e400,"tiny":-0.0,"é":"\u0000","z":[],"a":{}})";
  const auto message =
      decode<KebechetTrigger>(R"({"component_name":"c","service_version":"1","webhook_payload":)" + payload + "}");
  REQUIRE(message);
  CHECK(message->webhook_payload->text() == payload);
  CHECK(encode(*message)->find("\"webhook_payload\":" + payload) != std::string::npos);
  const auto again = decode<KebechetTrigger>(*encode(KebechetTrigger{{"c", "1"}, json::Object(payload)}));
  REQUIRE(again);
  CHECK(again->webhook_payload == json::Object(payload));
}

TEST_CASE("decode says all that is wrong, with line and column, in the order of the text") {
  const auto message = decode<SolvedPackage>(
      "{\n  \"component_name\": \"žž\", \"service_version\": 1,\n  \"package_name\": null,\n"
      "  \"index_url\": [], \"package_version\": \"1\"\n}");
  REQUIRE_FALSE(message);
  const Violations& violations = message.error();
  REQUIRE(violations.size() == 4);
  CHECK(violations[0].code == Code::missing);
  CHECK(violations[0].pointer == "/solver");
  CHECK(violations[0].place == Place{0, 1, 1});
  CHECK(violations[1].code == Code::type);
  CHECK(violations[1].pointer == "/service_version");
  CHECK(violations[1].place.line == 2);
  CHECK(violations[1].place.column == 46);
  CHECK(violations[2].pointer == "/package_name");
  CHECK(violations[2].place.line == 3);
  CHECK(violations[2].place.column == 19);
  CHECK(violations[3].pointer == "/index_url");
  CHECK(violations[3].place.line == 4);
  CHECK(violations[3].place.column == 16);
}

TEST_CASE("decode refuses what is no JSON value of its own") {
  for (const char* text : {"", " ", "{", "nul", "{} {}", "\xef\xbb\xbf{}", "{\"a\":\"\\ud800\"}", "{'a':1}"}) {
    CAPTURE(text);
    const auto message = decode<BaseTopic>(text);
    REQUIRE_FALSE(message);
    CHECK(message.error().front().code == Code::json_syntax);
  }
  const auto twice = decode<BaseTopic>(R"({"component_name":"a","service_version":"1","component_name":"b"})");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().front().code == Code::json_duplicate_key);
  const auto deep = decode<BaseTopic>(std::string(200000, '['));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().front().code == Code::json_depth);
}

TEST_CASE("structs nest, also in arrays of their own kind") {
  Tree tree{{"c", "1"}, Branch{"trunk", std::vector<Branch>{Branch{"twig"}}}, {Branch{"root"}}};
  tree.trunk->leaves = {1, 2};
  tree.trunk->sides = {true, false};
  const auto bytes = encode(tree);
  CHECK(
      bytes ==
      R"({"component_name":"c","service_version":"1","version":"v3","trunk":{"name":"trunk","branches":[{"name":"twig",)"
      R"("branches":[],"leaves":null,"sides":[]}],"leaves":[1,2],"sides":[true,false]},"roots":[{"name":"root",)"
      R"("branches":[],"leaves":null,"sides":[]}],"crown":null,"kind":"oak \"quoted\"","age":-7})");
  const auto message = decode<Tree>(*bytes);
  REQUIRE(message);
  CHECK(encode(*message) == *bytes);
  CHECK(message->trunk->branches.at(0).name == "twig");
  CHECK(message->trunk->sides == std::vector<bool>{true, false});

  const auto broken = decode<Tree>(
      R"({"component_name":"c","service_version":"1","trunk":{"name":"t","branches":[{"branches":[{"name":1}]}]},"roots":[],"crown":{}})");
  REQUIRE_FALSE(broken);
  std::vector<std::string> pointers;
  for (const auto& violation : broken.error()) pointers.push_back(violation.pointer);
  CHECK(pointers ==
        std::vector<std::string>{"/trunk/branches/0/name", "/trunk/branches/0/branches/0/name", "/crown/name"});
}

TEST_CASE("schema_of says what the struct says") {
  const Schema& schema = schema_of<Tree>();
  CHECK(&schema == &schema_of<Tree>());
  CHECK(schema.topic == "thoth.tree");
  CHECK(schema.version == "v3");
  CHECK(schema.description == "A tree");
  const auto& properties = schema.root().properties;
  REQUIRE(properties.size() == 8);
  CHECK(schema.root().undeclared == Undeclared::drop);
  CHECK(properties[0].name == "component_name");
  CHECK(properties[0].presence == Presence::required);
  CHECK(properties[2].name == "version");
  CHECK(properties[2].default_json == "\"v3\"");
  CHECK(schema.rules[properties[2].rule].types == TypeSet(Type::string));
  CHECK(properties[5].default_json == "null");
  CHECK(schema.rules[properties[5].rule].types == (Type::object | Type::null));
  CHECK(properties[6].default_json == R"("oak \"quoted\"")");
  CHECK(properties[7].default_json == "-7");

  const Rule& trunk = schema.rules[properties[3].rule];
  CHECK(trunk.undeclared == Undeclared::drop);
  const Rule& branches = schema.rules[trunk.properties.at(1).rule];
  CHECK(branches.items == properties[3].rule);
}

TEST_CASE("schema_of keeps descriptions, examples and secrets") {
  const Schema& schema = schema_of<PackageExtractTrigger>();
  std::vector<std::string> secrets;
  for (const Property& property : schema.root().properties) {
    CHECK_FALSE(property.description.empty());
    if (property.secret == Secret::yes) secrets.push_back(property.name);
  }
  CHECK(secrets == std::vector<std::string>{"registry_password"});
  CHECK(schema_of<SolvedPackage>().root().properties.at(3).example_json == "\"numpy\"");
}

TEST_CASE("schema_of says what keys and headers must be") {
  const Schema& schema = schema_of<Keyed>();
  REQUIRE(schema.key);
  CHECK(schema.key->root().types == TypeSet(Type::string));
  CHECK(schema.key->description == "Its name");
  REQUIRE(schema.headers);
  const std::vector<Property>& headers = schema.headers->root().properties;
  REQUIRE(headers.size() == 2);
  CHECK(headers[0].name == "trace_id");
  CHECK(headers[0].presence == Presence::required);
  CHECK(headers[1].presence == Presence::optional);
  CHECK(schema.headers->rules[headers[1].rule].types == TypeSet(Type::integer));
  CHECK(schema_of<Tree>().key == nullptr);
  CHECK(schema_of<Tree>().headers == nullptr);
}

TEST_CASE("schema_of refuses a declaration that contradicts itself") {
  CHECK_THROWS_AS(schema_of<WrongExample>(), std::invalid_argument);
  CHECK_THROWS_AS(schema_of<WrongDefault>(), std::invalid_argument);
}

TEST_CASE("a required member is its value in use") {
  SolvedPackage message = solved();
  const std::string copy = message.package_name;
  CHECK(copy == "numpy");
  message.package_name = "pandas";
  CHECK(message.package_name->size() == 6);
  CHECK(*message.package_name + "!" == "pandas!");
  CHECK(message.package_name != copy);
  const std::string taken = std::move(message.package_name);
  CHECK(taken == "pandas");
  static_assert(!std::is_default_constructible_v<SolvedPackage>);
  static_assert(!std::is_convertible_v<std::nullptr_t, Required<std::string>>);
  static_assert(!std::is_convertible_v<double, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<bool, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<std::uint64_t, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<int, Required<bool>>);
  static_assert(!std::is_convertible_v<std::optional<std::string>, Required<std::string>>);
  static_assert(std::is_convertible_v<std::string_view, Required<std::string>>);
  static_assert(std::is_convertible_v<std::uint32_t, Required<std::int64_t>>);
}
