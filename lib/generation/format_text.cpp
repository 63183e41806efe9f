// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/format_text.hpp"

#include <fmt/format.h>

namespace thoth::generation {
namespace {

std::string letters(Random& random) {
  std::string text;
  const std::size_t size = 3 + random.below(8);
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + random.below(26));
  return text;
}

std::string date(Random& random) {
  return fmt::format("{}-{:02}-{:02}", 2000 + random.below(40), 1 + random.below(12), 1 + random.below(28));
}

std::string time(Random& random) {
  return fmt::format("{:02}:{:02}:{:02}Z", random.below(24), random.below(60), random.below(60));
}

std::string uuid(Random& random) {
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", random.next() >> 32U, random.below(0x10000),
                     random.below(0x1000), random.below(0x1000), random.next() >> 16U);
}

}  // namespace

std::string format_text(Format format, Random& random) {
  switch (format) {
    case Format::date_time:
      return date(random) + 'T' + time(random);
    case Format::date:
      return date(random);
    case Format::time:
      return time(random);
    case Format::duration:
      return fmt::format("P{}DT{}H", random.below(100), random.below(24));
    case Format::email:
      return letters(random) + "@example.com";
    case Format::hostname:
      return letters(random) + ".example.com";
    case Format::ipv4:
      return fmt::format("192.0.2.{}", random.below(256));
    case Format::ipv6:
      return fmt::format("2001:db8::{:x}", 1 + random.below(0xFFFF));
    case Format::uri:
    case Format::uri_reference:
      return "https://example.com/" + letters(random);
    case Format::uuid:
      return uuid(random);
    case Format::json_pointer:
      return '/' + letters(random);
    case Format::regex:
      break;
  }
  return letters(random) + '+';
}

}  // namespace thoth::generation
