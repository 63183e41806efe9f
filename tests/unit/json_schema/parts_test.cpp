// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/parts.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/file_uri.hpp"
#include "support/temporary_folder.hpp"

using namespace thoth;
using namespace thoth::json_schema;

TEST_CASE("whatever an AsyncAPI document refers to is a part of it, and what that refers to") {
  const test::TemporaryFolder folder;
  folder.write("api.yaml", R"(
asyncapi: 3.0.0
servers: {s: {$ref: servers.yaml#/s}}
channels: {c: {bindings: {$ref: 'bindings.yaml'}, messages: {m: {$ref: 'sub/message.yaml#/m'}}}}
x: {y: [{$ref: '#/servers'}, {$ref: 'https://example.com/x'}, {$ref: 'missing.yaml'}]}
)");
  folder.write("servers.yaml", "s: {}");
  folder.write("bindings.yaml", "a: 1\na: 2");
  folder.write("sub/message.yaml", "m: {payload: {$id: 'https://example.com/sub/', x: {$ref: order}, y: {$ref: '#'}}}");
  folder.write("order.json", R"({"$id":"https://example.com/sub/order","$ref":"api.yaml"})");
  folder.write("own.json", R"({"$ref":"servers.yaml"})");
  Documents documents{Reach(folder.path())};
  const auto api = documents.read(folder / "api.yaml");
  REQUIRE(api);
  for (const char* const name : {"servers.yaml", "sub/message.yaml", "order.json", "own.json"}) {
    REQUIRE(documents.read(folder / name));
  }
  CHECK_FALSE(documents.read(folder / "bindings.yaml"));
  const auto parts = parts_of({*api}, documents);
  std::set<std::string> wanted;
  for (const char* const name : {"servers.yaml", "bindings.yaml", "sub/message.yaml", "order.json"}) {
    wanted.insert(file_uri(folder / name));
  }
  CHECK(std::set<std::string>(parts.begin(), parts.end()) == wanted);
}
