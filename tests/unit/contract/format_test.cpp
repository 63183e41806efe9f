// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/format.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

using thoth::Format;
using thoth::format_named;
using thoth::has_format;

namespace {

void check(Format format, std::initializer_list<std::string_view> right,
           std::initializer_list<std::string_view> wrong) {
  CAPTURE(name(format));
  for (const std::string_view text : right) {
    CAPTURE(text);
    CHECK(has_format(text, format));
  }
  for (const std::string_view text : wrong) {
    CAPTURE(text);
    CHECK_FALSE(has_format(text, format));
  }
}

}  // namespace

TEST_CASE("formats are known by their names, and others are not judged") {
  for (const std::string_view known : {"date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6",
                                       "uri", "uri-reference", "uuid", "json-pointer", "regex"}) {
    const auto format = format_named(known);
    REQUIRE(format);
    CHECK(name(*format) == known);
  }
  CHECK_FALSE(format_named("iri"));
  CHECK_FALSE(format_named(""));
}

TEST_CASE("dates and leap years") {
  check(Format::date, {"2024-02-29", "2000-02-29", "2023-12-31"},
        {"2023-02-29", "1900-02-29", "2023-04-31", "2023-00-01", "2023-13-01", "2023-01-00", "2023-1-1", "2023/01/01",
         "12023-01-01", ""});
}

TEST_CASE("times have an offset, and a leap second ends a day in Greenwich") {
  check(Format::time, {"00:00:00Z", "23:59:59.123456789z", "12:00:00+23:59", "23:59:60Z", "15:59:60-08:00"},
        {"12:00:00", "24:00:00Z", "12:60:00Z", "12:00:61Z", "12:00:00.Z", "12:00:00+24:00", "12:00:00+0100",
         "22:59:60Z", "12:00Z"});
  check(Format::date_time, {"2024-02-29T12:00:00Z", "2024-02-29t12:00:00-01:00"},
        {"2024-02-29 12:00:00Z", "2023-02-29T12:00:00Z", "2024-02-29T12:00:00", "2024-02-29", "T12:00:00Z"});
}

TEST_CASE("durations name units in their order without a gap, or weeks alone") {
  check(Format::duration, {"P1Y2M3D", "P1M2D", "PT1H2M3S", "P1DT1S", "P4W"},
        {"", "P", "PT", "P1", "P1Y2D", "P2M1Y", "P1YT", "P1W2D", "1D", "PT1H3S", "P-1D"});
}

TEST_CASE("host names have labels of letters, digits and inner hyphens") {
  const std::string longest(63, 'a');
  check(Format::hostname, {"localhost", "a-b.example", longest}, {"", "-a", "a-", "a..b", "a.", "a_b", "é"});
  CHECK_FALSE(has_format(longest + "a", Format::hostname));
  const std::string many = longest + "." + longest + "." + longest + "." + std::string(61, 'a');
  CHECK(has_format(many, Format::hostname));
  CHECK_FALSE(has_format(many + "a", Format::hostname));
}

TEST_CASE("mail addresses") {
  check(Format::email, {"me@example.org", "a.b+c@localhost", R"("a \" b"@x.y)", "me@[127.0.0.1]", "me@[IPv6:::1]"},
        {"me", "@x", "me@", ".me@x", "me.@x", "a..b@x", "a b@x", R"("a"b"@x)", R"("a\"@x)", "me@[1.2.3]", "me@[::1]",
         "me@[127.0.0.1"});
}

TEST_CASE("addresses") {
  check(Format::ipv4, {"0.0.0.0", "255.255.255.255"}, {"1.2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", ""});
  check(Format::ipv6, {"::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"}, {"1:2:3", ":::", "12345::", "::1%eth0", ""});
  CHECK_FALSE(has_format(std::string_view("::1\0", 4), Format::ipv6));
}

TEST_CASE("URIs have a scheme, references need none") {
  check(Format::uri, {"https://a.b/c?d#e", "urn:x:y"}, {"a/b", "//a", "http://a b", "http://[::1", "%"});
  check(Format::uri_reference, {"a/b", "//a", "#x", "", "https://a"}, {"a b", "\\", "%zz"});
}

TEST_CASE("the rest") {
  check(Format::uuid, {"123e4567-E89B-12d3-a456-426614174000"},
        {"123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g",
         "123e4567-e89b-12d3-a456-4266141740001"});
  check(Format::json_pointer, {"", "/", "/a~0b~1c"}, {"a", "/~", "/~2"});
  check(Format::regex, {"", "^a+$"}, {"(", "["});
}
