// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/shrinker.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace thoth::comparison {
namespace {

constexpr std::size_t plenty = 1'000'000;

std::string shrunk_while(const std::string& text, const Keeps& keeps) {
  std::size_t work = plenty;
  return shrunk(text, keeps, work);
}

Keeps has(std::string_view part) {
  return [part](const std::string& text) { return text.find(part) != std::string::npos; };
}

TEST_CASE("what is not needed is left out, at any depth") {
  CHECK(shrunk_while(R"({"x":1,"needed":[1,2,{"y":[3],"z":"keep"}],"w":{}})", has("keep")) ==
        R"({"a":[{"z":"keep"}]})");
  CHECK(shrunk_while(R"({"x":1,"needed":[1,2,{"y":[3]}],"w":{}})", has(R"("needed":)")) == R"({"needed":0})");
  CHECK(shrunk_while("[1,2,3,4,5,6,7]", has("4")) == "[4]");
  CHECK(shrunk_while(R"({"a":[],"b":{}})", [](const std::string&) { return true; }) == "0");
}

TEST_CASE("texts and names become shorter, and then of simpler characters") {
  CHECK(shrunk_while(R"("a long text")", [](const std::string& text) { return text.size() >= 6; }) == R"("0000")");
  CHECK(shrunk_while(R"("\u00e4bcx\u00f6")", has("x")) == R"("x")");
  CHECK(shrunk_while(R"({"some name":1})",
                     [](const std::string& text) { return text.front() == '{' && text.size() > 2; }) == R"({"a":0})");
}

TEST_CASE("numbers come closer to zero, and lose their fraction") {
  const auto above = [](long least) {
    return [least](const std::string& text) { return std::strtol(text.c_str(), nullptr, 10) > least; };
  };
  CHECK(shrunk_while("98765", above(4)) == "5");
  CHECK(shrunk_while("98765", above(1234)) == "1235");
  CHECK(shrunk_while("98765.25", above(1234)) == "1235");
}

TEST_CASE("equal elements may have to change together") {
  const Keeps twice = [](const std::string& text) {
    const auto comma = text.find(',');
    return comma != std::string::npos && text.substr(1, comma - 1) == text.substr(comma + 1, text.size() - comma - 2);
  };
  CHECK(shrunk_while(R"(["same","same"])", twice) == "[0,0]");
}

TEST_CASE("without work left, or if nothing else does, the text stays") {
  std::size_t work = 0;
  CHECK(shrunk("[1,2]", has("["), work) == "[1,2]");
  CHECK(shrunk_while("[1,2]", [](const std::string&) { return false; }) == "[1,2]");
}

TEST_CASE("each attempt takes work") {
  std::size_t work = plenty;
  (void)shrunk("[1,2,3]", has("["), work);
  CHECK(work < plenty);
}

}  // namespace
}  // namespace thoth::comparison
