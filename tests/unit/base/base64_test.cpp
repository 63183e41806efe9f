// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/base64.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::file::decode_base64;

TEST_CASE("base64 of every length comes back") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    thoth::file::write_base64(bytes, text);
    CHECK(decode_base64(text) == bytes);
    bytes.push_back(static_cast<char>(i * 7));
  }
}

TEST_CASE("base64 as RFC 4648 shows it") {
  std::string text;
  thoth::file::write_base64("foobar", text);
  CHECK(text == "Zm9vYmFy");
  CHECK(decode_base64("Zm9vYg==") == "foob");
  CHECK(decode_base64("Zm9vYmE=") == "fooba");
}

TEST_CASE("what is no base64") {
  for (const char* text :
       {"A", "AB", "ABC", "AB=C", "====", "A===", "Zm9vYg", "Zm9v Yg==", "Zm9vYh==", "Zm9-", "Zm9vYmF="}) {
    CAPTURE(text);
    CHECK(decode_base64(text) == std::nullopt);
  }
}
