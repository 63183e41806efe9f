// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/required.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using thoth::Required;

namespace {

std::size_t size_of(std::string_view text) {
  return text.size();
}

}  // namespace

TEST_CASE("a required member is its value in use") {
  Required<std::string> name = "numpy";
  const std::string copy = name;
  CHECK(copy == "numpy");
  const std::optional<std::string> maybe = name;
  CHECK(maybe == "numpy");
  name = "pandas";
  CHECK(name->size() == 6);
  const std::string taken = std::move(name);
  CHECK(taken == "pandas");
  const Required<bool> truth = true;
  CHECK((truth ? 1 : 0) == 1);
  const Required<std::vector<std::string>> names{"a", "b"};
  CHECK(names->size() == 2);
}

TEST_CASE("a required string is a view of text") {
  const Required<std::string> name = "numpy";
  const std::string_view view = name;
  CHECK(view.data() == name->data());
  CHECK(size_of(name) == 5);
  const std::map<std::string, int, std::less<>> counts{{"numpy", 1}};
  CHECK(counts.find(name) != counts.end());
}

TEST_CASE("a required member compares as its value does") {
  const Required<std::string> name = "numpy";
  const Required<std::string> later = "pandas";
  CHECK(name == "numpy");
  CHECK("numpy" == name);
  CHECK(name != later);
  CHECK(name < later);
  CHECK(name < "nz");
  CHECK(std::string_view("a") < name);
  CHECK(name >= std::string("numpy"));
  const Required<std::int64_t> count = 3;
  CHECK(count == 3);
  CHECK(count < 4);
  CHECK(2 < count);
  CHECK(count + 1 == 4);
}

TEST_CASE("a required string is concatenated with text, on both sides") {
  const Required<std::string> name = "numpy";
  CHECK(name + "!" == "numpy!");
  CHECK("<" + name + ">" == "<numpy>");
  CHECK(name + name == "numpynumpy");
  CHECK(std::string_view("a") + name == "anumpy");
  CHECK(name + std::string("a") == "numpya");
  CHECK('a' + name + 'b' == "anumpyb");
  std::string text = "a";
  text += name;
  CHECK(text == "anumpy");
}

TEST_CASE("a required member is written to streams and formatted as its value") {
  const Required<std::string> name = "numpy";
  const Required<std::int64_t> count = 3;
  std::ostringstream out;
  out << name << ' ' << count;
  CHECK(out.str() == "numpy 3");
  CHECK(fmt::format("{:>6}", name) == " numpy");
#if FMT_VERSION >= 100000
  CHECK(fmt::format("{:02}", count) == "03");
#endif
}

TEST_CASE("a required member takes what is its type without loss, and nothing else") {
  static_assert(!std::is_default_constructible_v<Required<std::string>>);
  static_assert(!std::is_convertible_v<std::nullptr_t, Required<std::string>>);
  static_assert(!std::is_convertible_v<double, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<bool, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<std::uint64_t, Required<std::int64_t>>);
  static_assert(!std::is_convertible_v<int, Required<bool>>);
  static_assert(!std::is_convertible_v<std::optional<std::string>, Required<std::string>>);
  static_assert(std::is_convertible_v<std::string_view, Required<std::string>>);
  static_assert(std::is_convertible_v<std::uint32_t, Required<std::int64_t>>);
}
