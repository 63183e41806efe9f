// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/scratch.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace thoth::cli;

TEST_CASE("bytes of several threads are where they were put, and nothing is left in the folder") {
  std::string folder = "/tmp/thoth-scratch-test-XXXXXX";
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  {
    Scratch scratch(folder);
    std::vector<std::uint64_t> places(4);
    {
      std::vector<std::jthread> threads;
      for (std::size_t index = 0; index < places.size(); ++index) {
        threads.emplace_back(
            [&, index] { places[index] = scratch.put(std::string(100000, static_cast<char>('a' + index))).value(); });
      }
    }
    // Also of a run that is killed nothing must be left.
    CHECK(std::filesystem::is_empty(folder));
    REQUIRE(scratch.seal());
    for (std::size_t index = 0; index < places.size(); ++index) {
      CHECK(scratch.source().whole()->substr(places[index], 100000) ==
            std::string(100000, static_cast<char>('a' + index)));
    }
  }
  {
    const Scratch unused(folder);
    CHECK(std::filesystem::is_empty(folder));
  }
  std::filesystem::remove(folder);
}

TEST_CASE("where there is no room nothing is kept") {
  Scratch scratch("/nowhere");
  CHECK_FALSE(scratch.put("bytes").has_value());
  CHECK_FALSE(scratch.seal());
}
