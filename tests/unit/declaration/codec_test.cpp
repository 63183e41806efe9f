// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/json.hpp"
#include "thoth/messages/adviser_trigger.hpp"
#include "thoth/messages/base_topic.hpp"
#include "thoth/messages/hash_mismatch.hpp"
#include "thoth/messages/kebechet_run_url_trigger.hpp"
#include "thoth/messages/kebechet_trigger.hpp"
#include "thoth/messages/package_extract_trigger.hpp"
#include "thoth/messages/repo_init.hpp"
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
    return Members{field<&M::name>("name", "Its name"), field<&M::branches>("branches", "What grows from it"),
                   field<&M::leaves>("leaves", "Its leaves"), field<&M::sides>("sides", "Which sides")};
  }
};

struct Tree {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
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
                    field<&M::trunk>("trunk", "Its trunk"),
                    field<&M::roots>("roots", "Its roots"),
                    field<&M::crown>("crown", "Its crown"),
                    field<&M::kind>("kind", "Its kind"),
                    field<&M::age>("age", "Its age")};
  }
};

SolvedPackage solved() {
  return SolvedPackage{.component_name = "solver",
                       .index_url = "https://pypi.org/simple",
                       .package_name = "numpy",
                       .package_version = "1.22.4",
                       .service_version = "1.0",
                       .solver = "solver-fedora-35-py39"};
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
  CHECK(encode(PackageExtractTrigger{
            .component_name = "c", .environment_type = "runtime", .image = "image", .service_version = "1"}) ==
        R"({"component_name":"c","service_version":"1","version":"v2","image":"image","environment_type":"runtime",)"
        R"("is_external":true,"verify_tls":true,"debug":false,"job_id":null,"origin":null,"registry_user":null,)"
        R"("registry_password":null,"graph_sync":false})");
  CHECK(encode(KebechetRunUrlTrigger{.component_name = "c", .service_version = "1"}) ==
        R"({"component_name":"c","service_version":"1","version":"v2","url":null,"service_name":null,)"
        R"("installation_id":null,"job_id":null,"metadata":{"message_justification":null,"package_name":null,)"
        R"("package_version":null,"package_index":null}})");
}

TEST_CASE("encode escapes what JSON wants escaped and leaves UTF-8 as it is") {
  BaseTopic message{.component_name = "a\"\\\n\x01", .service_version = "žluťoučký 🐍"};
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

  HashMismatch mismatch{.component_name = "c",
                        .index_url = "i",
                        .missing_from_database = {"\xff"},
                        .missing_from_source = {"good", "\xed\xa0\x80"},
                        .package_name = "n",
                        .package_version = "v",
                        .service_version = "1"};
  bytes = encode(mismatch);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().reason == "/missing_from_source/1 is not UTF-8");
}

TEST_CASE("encode refuses a free-form member that would nest past what readers take") {
  // The message is one level, the member's own arrays and object the others.
  const auto nested = [](std::size_t levels) {
    return json::Object("{\"[[\\\"\":" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}");
  };
  const auto deepest = encode(
      KebechetTrigger{.component_name = "c", .service_version = "1", .webhook_payload = nested(json::max_depth - 1)});
  REQUIRE(deepest);
  CHECK(decode<KebechetTrigger>(*deepest));
  const auto deeper = encode(
      KebechetTrigger{.component_name = "c", .service_version = "1", .webhook_payload = nested(json::max_depth)});
  REQUIRE_FALSE(deeper);
  CHECK(deeper.error().reason == "/webhook_payload nests deeper than 1000");

  Branch branch{"twig"};
  for (std::size_t i = 0; i < json::max_depth / 2; ++i) branch = Branch{"bough", std::vector<Branch>{branch}};
  const auto grown =
      encode(Tree{.component_name = "c", .service_version = "1", .trunk = branch, .roots = std::vector<Branch>{}});
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

TEST_CASE("decode refuses a version that the type does not name, unless told otherwise") {
  const std::string bytes =
      R"({"component_name":"c", "service_version":"1", "project_url":"u",
          "version":"v999"})";
  const auto message = decode<RepoInit>(bytes);
  REQUIRE_FALSE(message);
  REQUIRE(message.error().size() == 1);
  const Violation& violation = message.error().front();
  CHECK(violation.code == Code::value);
  CHECK(violation.pointer == "/version");
  CHECK(violation.expected == "\"v1\"");
  CHECK(violation.found == "the string \"v999\"");
  CHECK(violation.place.line == 2);
  CHECK(violation.place.column == 21);
  CHECK(decode<RepoInit>(bytes, Versions::any)->version == "v999");
  CHECK(decode<RepoInit>(R"({"component_name":"c","service_version":"1","project_url":"u","version":"v1"})"));
}

TEST_CASE("decode reports another version beside what else is wrong, and a version of another type once") {
  const auto message = decode<RepoInit>(R"({"version":"v2","component_name":"c","service_version":"1"})");
  REQUIRE_FALSE(message);
  REQUIRE(message.error().size() == 2);
  CHECK(message.error()[0].pointer == "/project_url");
  CHECK(message.error()[1].pointer == "/version");
  const auto number = decode<RepoInit>(R"({"version":2,"component_name":"c","service_version":"1","project_url":"u"})");
  REQUIRE_FALSE(number);
  REQUIRE(number.error().size() == 1);
  CHECK(number.error().front().code == Code::type);
}

TEST_CASE("decode keeps every byte of meaning of a free-form member") {
  const std::string payload =
      R"({"big":123456789012345678901234567890,"price":1.10,"huge":1e400,"tiny":-0.0,"é":"\u0000","z":[],"a":{}})";
  const auto message =
      decode<KebechetTrigger>(R"({"component_name":"c","service_version":"1","webhook_payload":)" + payload + "}");
  REQUIRE(message);
  CHECK(message->webhook_payload->text() == payload);
  CHECK(encode(*message)->find("\"webhook_payload\":" + payload) != std::string::npos);
  const auto again = decode<KebechetTrigger>(*encode(
      KebechetTrigger{.component_name = "c", .service_version = "1", .webhook_payload = json::Object(payload)}));
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
  Tree tree{.component_name = "c",
            .service_version = "1",
            .trunk = Branch{"trunk", std::vector<Branch>{Branch{"twig"}}},
            .roots = {Branch{"root"}}};
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
