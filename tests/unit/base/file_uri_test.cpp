// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_uri.hpp"

#include <doctest/doctest.h>

using thoth::file_uri;
using thoth::path_of_uri;

TEST_CASE("paths are percent-encoded, and come back") {
  CHECK(file_uri("/home/a b/c%.json") == "file:///home/a%20b/c%25.json");
  CHECK(file_uri("a:b/\xff~.json") == "a%3Ab/%FF~.json");
  CHECK(file_uri("").empty());
  for (const char* path : {"/", "/a b/ä?#.json", "/\xff"}) CHECK(path_of_uri(file_uri(path)) == path);
}

TEST_CASE("other URIs are no paths") {
  CHECK(!path_of_uri("https://example.org/a"));
  CHECK(!path_of_uri("a.json"));
}
