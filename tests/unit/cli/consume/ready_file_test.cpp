// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/ready_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace thoth::cli;

TEST_CASE("it goes when it is prepared and comes when it is time") {
  const std::string path = std::filesystem::temp_directory_path() / ("ready-" + std::to_string(::getpid()));
  std::ofstream(path) << "of an earlier run";
  const auto file = ReadyFile::prepare(path);
  REQUIRE(file.has_value());
  CHECK(!std::filesystem::exists(path));
  CHECK(file->appear().has_value());
  CHECK(std::filesystem::exists(path));
  std::filesystem::remove(path);
}

TEST_CASE("a folder that is not there is told before anything is read") {
  const auto file = ReadyFile::prepare("/no/such/folder/file");
  REQUIRE(!file.has_value());
  CHECK(file.error().code == thoth::ErrorCode::usage);
}
