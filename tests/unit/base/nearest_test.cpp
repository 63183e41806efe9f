// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/nearest.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ctime>
#include <string>
#include <vector>

namespace thoth {
namespace {

const std::vector<std::string> members{"component_name", "service_version", "version", "package_name", "solver"};

TEST_CASE("one mistake of each kind is forgiven") {
  CHECK(nearest("package_nam", members) == "package_name");
  CHECK(nearest("packagee_name", members) == "package_name");
  CHECK(nearest("packabe_name", members) == "package_name");
  CHECK(nearest("pacakge_name", members) == "package_name");
  CHECK(nearest("sovler", members) == "solver");
}

TEST_CASE("case does not count") {
  CHECK(nearest("SOLVER", members) == "solver");
  CHECK(nearest("Package_Name", members) == "package_name");
}

TEST_CASE("what is too far away is no suggestion") {
  CHECK(!nearest("index_url", members));
  CHECK(!nearest("", members));
  CHECK(!nearest("solver", std::vector<std::string>{}));
  CHECK(nearest("abcdxy", std::vector<std::string>{"abcdef"}) == "abcdef");
  CHECK(!nearest("abcxyz", std::vector<std::string>{"abcdef"}));
}

TEST_CASE("the least distance wins, and the first of equals") {
  CHECK(nearest("versiom", std::vector<std::string>{"verse", "versions", "version"}) == "version");
  CHECK(nearest("cat", std::vector<std::string>{"bat", "hat"}) == "bat");
}

TEST_CASE("a swap costs one, so it beats two replacements") {
  CHECK(nearest("abdc", std::vector<std::string>{"abcd"}) == "abcd");
  CHECK(nearest("ba", std::vector<std::string>{"ab"}) == std::nullopt);
  CHECK(nearest("bac", std::vector<std::string>{"abc"}) == "abc");
}

TEST_CASE("names over 100 characters get no suggestion, and are none") {
  const std::string longest(thoth::max_suggestible_name, 's');
  CHECK(nearest(longest, std::vector<std::string>{longest.substr(1)}) == longest.substr(1));
  CHECK(!nearest(longest + 's', std::vector<std::string>{longest}));
  CHECK(!nearest(longest, std::vector<std::string>{longest + 's'}));
}

TEST_CASE("a name far from many long candidates is told at once") {
  // The same characters in another order: only the order tells them apart.
  std::vector<std::string> candidates;
  for (int i = 0; i < 2000; ++i) candidates.push_back(std::string(50, 'a') + std::string(50, 'b'));
  const std::string typed = std::string(50, 'b') + std::string(50, 'a');
  const std::clock_t started = std::clock();
  for (int i = 0; i < 500; ++i) CHECK(!nearest(typed, candidates));
  CHECK((std::clock() - started) / CLOCKS_PER_SEC < 5);
}

TEST_CASE("the right name is found among thousands") {
  std::vector<std::string> candidates;
  for (int i = 0; i < 4900; ++i) candidates.push_back("team-" + std::to_string(i) + ".events.user-logged-in");
  candidates.emplace_back("thoth.solver.solved-package");
  CHECK(nearest("thoth.solver.solved-pakage", candidates) == "thoth.solver.solved-package");
}

TEST_CASE("candidates may be views, and a name of a million characters is no trouble") {
  constexpr std::array<std::string_view, 2> candidates{"solver", "version"};
  CHECK(nearest("solvr", std::span<const std::string_view>(candidates)) == "solver");
  CHECK(!nearest(std::string(1'000'000, 's'), std::span<const std::string_view>(candidates)));
}

}  // namespace
}  // namespace thoth
