// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/outputs.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"

using namespace thoth;
using cli::SendOptions;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds no_limit{0};

/// The option that is refused; empty if none is.
std::string refused(const SendOptions& options) {
  const auto checked = cli::check_files(options);
  if (checked) return "";
  CHECK(checked.error().code == ErrorCode::usage);
  return checked.error().subject;
}

}  // namespace

TEST_CASE("input, receipts and undelivered must be files of their own") {
  const test::TemporaryFolder folder;
  folder.write("in", "");
  fs::create_symlink(folder / "in", folder / "link");
  SendOptions options;
  options.files = {folder / "in"};
  options.receipts = folder / "r";
  options.undelivered = folder / "u";
  CHECK(refused(options).empty());
  options.receipts = folder / "u";
  CHECK(refused(options) == "--receipts");
  options.receipts = folder / "link";
  CHECK(refused(options) == "--receipts");
  options.receipts.reset();
  options.undelivered = folder / "link";
  CHECK(refused(options) == "--undelivered");
  options.files.clear();
  options.message_contents = "@" + (folder / "in");
  CHECK(refused(options) == "--undelivered");
  options.message_contents = folder / "in";
  CHECK(refused(options).empty());
  options.undelivered = "-";
  CHECK(refused(options) == "--undelivered");
}

TEST_CASE("what an earlier run did not deliver is not replaced") {
  const test::TemporaryFolder folder;
  SendOptions options;
  options.undelivered = folder / "u";
  for (const char* text : {"", " \n", "[]\n", " [\n] "}) {
    folder.write("u", text);
    CHECK(refused(options).empty());
  }
  for (const char* text : {"[{}]", "{\"topic_name\":\"t\"}\n", "[1]", "notes"}) {
    folder.write("u", text);
    CHECK(refused(options) == "--undelivered");
  }
  options.dry_run = true;
  CHECK(refused(options).empty());
}

TEST_CASE("only what is asked for is opened") {
  const test::TemporaryFolder folder;
  const auto nothing = cli::open_outputs({}, 0, no_limit);
  REQUIRE(nothing);
  CHECK_FALSE(nothing->receipts);
  CHECK_FALSE(nothing->undelivered);
  SendOptions options;
  options.receipts = folder / "r";
  const auto receipts = cli::open_outputs(options, 0, no_limit);
  REQUIRE(receipts);
  CHECK(receipts->receipts);
  CHECK_FALSE(receipts->undelivered);
  options.undelivered = folder / "missing/u";
  folder.write("r", "of the run before");
  CHECK_FALSE(cli::open_outputs(options, 0, no_limit));
  CHECK(fs::file_size(folder / "r") == 17);
}

TEST_CASE("a run without an entry leaves empty files") {
  const test::TemporaryFolder folder;
  SendOptions options;
  options.receipts = folder / "r";
  options.undelivered = folder / "u";
  REQUIRE(cli::write_empty_outputs(options, no_limit));
  CHECK(fs::file_size(folder / "r") == 0);
  CHECK(fs::exists(folder / "u"));
}
