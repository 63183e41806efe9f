// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/same_text.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::json::same_text;

TEST_CASE("texts are the same if every byte is, whatever their size") {
  for (std::size_t size = 0; size < 40; ++size) {
    std::string left;
    for (std::size_t i = 0; i < size; ++i) left.push_back(static_cast<char>('a' + i % 23));
    CHECK(same_text(left, std::string(left)));
    CHECK_FALSE(same_text(left, left + "x"));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = left;
      other[at] = '\xff';
      CHECK_FALSE(same_text(left, other));
      CHECK_FALSE(same_text(other, left));
    }
  }
}
