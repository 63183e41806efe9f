#include "json/duplicate_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

TEST_CASE("repeated names are found, few or many, whatever they begin with") {
  thoth::json::DuplicateNames duplicates;
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{9}, std::size_t{5000}}) {
    std::vector<std::string> names;
    const std::string prefix(200, 'p');
    for (std::size_t i = 0; i < count; ++i) names.push_back(prefix + std::to_string(i));
    std::vector<std::string_view> views(names.begin(), names.end());
    CAPTURE(count);
    CHECK_FALSE(duplicates.any(views));
    if (count == 0) continue;
    const std::string again = names[count / 2];
    views.emplace_back(again);
    CHECK(duplicates.any(views));
  }
}

TEST_CASE("names that differ in length alone are different") {
  thoth::json::DuplicateNames duplicates;
  std::vector<std::string> names;
  for (std::size_t length = 0; length < 40; ++length) names.emplace_back(length, '\0');
  CHECK_FALSE(duplicates.any(std::vector<std::string_view>(names.begin(), names.end())));
}
