// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/receipts.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "support/temporary_folder.hpp"

using namespace thoth;
using cli::Receipts;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("each entry's end is a line, and what is not known is null") {
  const test::TemporaryFolder folder;
  folder.write("r", "of the run before");
  auto receipts = Receipts::open(folder / "r");
  REQUIRE(receipts);
  REQUIRE(receipts->clear());
  REQUIRE(receipts->add(
      {.entry = 1, .topic = "a.t", .partition = 0, .offset = 7, .timestamp = 1700000000000, .error = ""}));
  REQUIRE(receipts->add({.entry = 2, .topic = "a\"", .error = "too \"large\""}));
  REQUIRE(receipts->close());
  CHECK(read(folder / "r") ==
        R"({"entry":1,"topic":"a.t","partition":0,"offset":7,"timestamp":1700000000000,"error":null})"
        "\n"
        R"({"entry":2,"topic":"a\"","partition":null,"offset":null,"timestamp":null,"error":"too \"large\""})"
        "\n");
}

TEST_CASE("a file that cannot be opened is a usage error") {
  const auto refused = Receipts::open("/no/such/folder/r");
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::usage);
  CHECK(refused.error().subject == "/no/such/folder/r");
}

TEST_CASE("what cannot be written is an error") {
  auto receipts = Receipts::open("/dev/full");
  REQUIRE(receipts);
  REQUIRE(receipts->add({.entry = 1, .topic = "t", .error = ""}));
  const auto closed = receipts->close();
  REQUIRE(!closed);
  CHECK(closed.error().code == ErrorCode::io);
}
