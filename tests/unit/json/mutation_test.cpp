// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <string>
#include <string_view>

#include "support/json_mutator.hpp"
#include "thoth/json.hpp"

// Tens of thousands of texts that are nearly JSON: what our reader takes, rapidjson's strict reader takes with the same
// meaning, and what ours refuses it refuses, but for the faults listed here.

namespace thoth::json {
namespace {

enum class Outcome {
  accepted,
  refused,
  unknown,  // rapidjson cannot tell
};

/// rapidjson 1.1.0 hands numbers over as strings, and its Writer would quote them.
class NumberKeeper : public rapidjson::Writer<rapidjson::StringBuffer> {
 public:
  using Writer::Writer;
  bool RawNumber(const char* token, rapidjson::SizeType length, bool /*copy*/) {  // NOLINT: rapidjson's name
    return RawValue(token, length, rapidjson::kNumberType);
  }
};

/// Fault: it takes an escaped low surrogate that no high one precedes.
bool has_low_surrogate_escape(std::string_view text) {
  for (auto at = text.find("\\u"); at != std::string_view::npos; at = text.find("\\u", at + 1)) {
    const auto unit = text.substr(at + 2, 2);
    if (unit.size() == 2 && (unit[0] | 0x20) == 'd' &&
        std::string_view("cdefCDEF").find(unit[1]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

Outcome other_outcome(const std::string& text, std::string& canonical) {
  constexpr unsigned strict =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::StringBuffer buffer;
  NumberKeeper writer(buffer);
  rapidjson::Reader reader;
  const auto result = reader.Parse<strict>(stream, writer);
  canonical.assign(buffer.GetString(), buffer.GetSize());
  // Fault: it takes a NUL byte for the end of the text. RFC 8259 allows none anywhere.
  if (text.find('\0') != std::string::npos) return Outcome::refused;
  // Fault: numbers beyond a double's range are refused even where they are not converted.
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) return Outcome::unknown;
  if (!result.IsError() && has_low_surrogate_escape(text)) return Outcome::unknown;
  return result.IsError() ? Outcome::refused : Outcome::accepted;
}

Outcome our_outcome(const std::string& text, std::string& canonical) {
  const auto parsed = parse(text);
  canonical.clear();
  if (parsed.document == nullptr) return Outcome::refused;
  write(parsed.document->root(), canonical);
  return Outcome::accepted;
}

constexpr std::array<std::string_view, 10> seeds{
    R"({"component_name":"solver","service_version":"1.2.3","version":"v1","package_name":"flask","ok":true})",
    R"([1,-0,0.5,-1.25e+10,1E-3,123456789012345678901234567890,0e0])",
    R"({"a":{"b":{"c":[[],{},[{}],null]}},"":"","d/e~f":false})",
    R"(["\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00","plain","žluťoučký kůň","€😀"])",
    " { \"spaced\" : [ 1 , 2 ] ,\r\n\t\"out\" : { \"x\" : null } } \n",
    R"([[[[[[["deep"]]]]]]])",
    R"("just a string that is longer than eight bytes and than sixteen")",
    "-12.5e-7",
    "true",
    R"([{"package_name":"a","n":1},{"package_name":"b","n":2},{"package_name":"c","n":3}])",
};

/// Nearly-JSON, the same in every run.
class Texts {
 public:
  std::string make() {
    std::string text(seeds[mutator_.below(seeds.size())]);
    mutator_.mutate(text, 1 + mutator_.below(3));
    return text;
  }

 private:
  test::JsonMutator mutator_{20230711};
};

TEST_CASE("nearly-JSON gets the verdict and the meaning that another strict reader gives it") {
  constexpr int count = 60'000;
  Texts texts;
  int accepted = 0;
  int unknown = 0;
  for (int i = 0; i < count; ++i) {
    const std::string text = texts.make();
    std::string ours;
    std::string theirs;
    const Outcome expected = other_outcome(text, theirs);
    const Outcome outcome = our_outcome(text, ours);
    if (expected == Outcome::unknown) {
      ++unknown;
      continue;
    }
    accepted += outcome == Outcome::accepted ? 1 : 0;
    const bool same_hex = theirs.find("\\u00") == std::string::npos;  // its \u001F is our \u001f
    const bool agree = outcome == expected && (outcome == Outcome::refused || !same_hex || ours == theirs);
    if (agree) continue;
    CAPTURE(text);
    CAPTURE(ours);
    CAPTURE(theirs);
    FAIL("the readers differ");
  }
  // The comparison means something only if both results are common and few texts are left out.
  CHECK(accepted > count / 10);
  CHECK(accepted < count * 9 / 10);
  CHECK(unknown < count / 20);
}

TEST_CASE("whatever is refused has a place within the text and words for it") {
  Texts texts;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = texts.make();
    const auto parsed = parse(text);
    CAPTURE(text);
    CHECK(parsed.end <= text.size());
    for (const auto& violation : parsed.violations) {
      REQUIRE(violation.place.offset <= text.size());
      REQUIRE(violation.place == advance(Place{}, std::string_view(text).substr(0, violation.place.offset)));
      REQUIRE(!violation.expected.empty());
      // The words must be UTF-8 and printable, whatever the text is: they go into reports.
      const std::string quoted = '"' + violation.expected + violation.found + violation.hint + '"';
      std::string escaped;
      write_string(quoted, escaped);
      REQUIRE(parse(escaped).document != nullptr);
    }
  }
}

TEST_CASE("a prefix of a text is refused or taken as the text is") {
  Texts texts;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = texts.make();
    const auto prefix = parse_prefix(text);
    CAPTURE(text);
    if (prefix.document == nullptr) {
      REQUIRE(parse(text).document == nullptr);
    } else {
      REQUIRE(parse(std::string_view(text).substr(0, prefix.end)).document != nullptr);
      const bool only_space = text.find_first_not_of(" \t\r\n", prefix.end) == std::string::npos;
      REQUIRE((parse(text).document != nullptr) == only_space);
    }
  }
}

}  // namespace
}  // namespace thoth::json
