// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/format_text.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace thoth;

TEST_CASE("a text that is made of a format has it, and texts differ") {
  for (const Format format :
       {Format::date_time, Format::date, Format::time, Format::duration, Format::email, Format::hostname, Format::ipv4,
        Format::ipv6, Format::uri, Format::uri_reference, Format::uuid, Format::json_pointer, Format::regex}) {
    CAPTURE(name(format));
    generation::Random random(1);
    std::set<std::string> texts;
    for (int i = 0; i < 50; ++i) {
      const std::string text = generation::format_text(format, random);
      CAPTURE(text);
      CHECK(has_format(text, format));
      texts.insert(text);
    }
    CHECK(texts.size() > 10);
  }
}
