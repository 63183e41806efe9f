// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/uri.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth::json_schema;

TEST_CASE("a reference is taken from where it stands") {
  const std::string base = "https://a.example/b/c.json#d";
  CHECK(resolve_uri(base, "") == "https://a.example/b/c.json");
  CHECK(resolve_uri(base, "#x") == "https://a.example/b/c.json#x");
  CHECK(resolve_uri(base, "e.json") == "https://a.example/b/e.json");
  CHECK(resolve_uri(base, "../e.json#/x") == "https://a.example/e.json#/x");
  CHECK(resolve_uri(base, "/e") == "https://a.example/e");
  CHECK(resolve_uri(base, "//f.example/e") == "https://f.example/e");
  CHECK(resolve_uri(base, "urn:x:y") == "urn:x:y");
}

TEST_CASE("what is no URI resolves to nothing") {
  CHECK_FALSE(resolve_uri("https://a.example/", "a b"));
  CHECK_FALSE(resolve_uri("https://a.example/", "http://[::1"));
  CHECK_FALSE(resolve_uri("a b", "c"));
  // There is nothing that it could be relative to.
  CHECK_FALSE(resolve_uri("a", "b"));
}

TEST_CASE("a URI is split at its fragment, which is decoded") {
  CHECK(split_uri("a#b%20c%2F").document == "a");
  CHECK(split_uri("a#b%20c%2F").fragment == "b c/");
  CHECK(split_uri("a%20b").document == "a%20b");
  CHECK(split_uri("a%20b").fragment.empty());
  CHECK(split_uri("#").document.empty());
}
