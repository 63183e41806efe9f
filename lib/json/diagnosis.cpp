// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "base/schema_frame.hpp"
#include "json/describe_token.hpp"
#include "json/fault.hpp"

namespace thoth::json {
namespace {

std::string expected_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::value:
      return "a value";
    case Flaw::item_or_end:
      return "a value or ]";
    case Flaw::name:
      return "a member name in double quotes";
    case Flaw::name_or_end:
      return "a member name in double quotes or }";
    case Flaw::colon:
      return "a colon";
    case Flaw::comma_or_end_of_array:
      return "a comma or ]";
    case Flaw::comma_or_end_of_object:
      return "a comma or }";
    case Flaw::end_of_text:
      return "the end of the text";
    case Flaw::rest_of_word:
      return "the rest of true, false or null";
    case Flaw::digit:
      return "a digit";
    case Flaw::leading_zero:
      return "a number without leading zeros";
    case Flaw::string_end:
      return "the rest of the string and its closing quote";
    case Flaw::control_character:
      return "a character of the string or its closing quote";
    case Flaw::escape:
      return R"(one of " \ / b f n r t u after the backslash)";
    case Flaw::hex_digits:
      return "four hexadecimal digits after \\u";
    case Flaw::surrogate_pair:
      return "a pair of surrogate escapes";
    case Flaw::utf8:
      break;
  }
  return "UTF-8";
}

std::string found_at(std::string_view rest, Flaw flaw) {
  switch (flaw) {
    case Flaw::leading_zero:
      return "another digit after 0";
    case Flaw::surrogate_pair:
      return "the lone surrogate " + std::string(rest.substr(0, 6));
    case Flaw::utf8:
      return describe_malformed(rest);
    case Flaw::escape:
    case Flaw::hex_digits:
      return describe_character(rest);
    default:
      return describe_token(rest);
  }
}

std::string hint_inside_string(std::string_view rest, Flaw flaw) {
  switch (flaw) {
    case Flaw::control_character:
      if (rest.front() == '\n') return "write a line break as \\n";
      if (rest.front() == '\t') return "write a tab as \\t";
      if (rest.front() == '\r') return "write a carriage return as \\r";
      return "write a control character as \\u and four hexadecimal digits";
    case Flaw::escape:
      return rest.empty() ? "" : "write a backslash as \\\\";
    case Flaw::surrogate_pair:
      return R"(a character past U+FFFF is \ud800 to \udbff followed by \udc00 to \udfff)";
    case Flaw::utf8:
      return "JSON is UTF-8; is the text in another encoding, such as Latin-1?";
    default:
      return "";
  }
}

bool is_name_flaw(Flaw flaw) {
  return flaw == Flaw::name || flaw == Flaw::name_or_end;
}
bool is_value_flaw(Flaw flaw) {
  return flaw == Flaw::value || flaw == Flaw::item_or_end;
}

std::string hint_for_word(std::string_view rest, Flaw flaw) {
  const auto size =
      std::find_if(rest.begin(), rest.end(), [](char c) { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'); }) -
      rest.begin();
  const std::string word = lower_case(rest.substr(0, static_cast<std::size_t>(size)));
  if (is_name_flaw(flaw)) return "member names need double quotes";
  if (word == "nan" || word == "infinity" || word == "inf") return "JSON has no NaN and no Infinity";
  if (flaw == Flaw::digit || !is_value_flaw(flaw)) return "";
  for (const char* const known : {"true", "false", "null"}) {
    if (word == known) return "JSON writes " + word + " in lower case";
  }
  if (word == "none" || word == "nil" || word == "undefined") return "JSON writes null";
  return "strings need double quotes";
}

/// The last byte before `rest` that is no white space; NUL if there is none.
char byte_before(std::string_view text, std::size_t offset) {
  const auto last = text.substr(0, offset).find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? '\0' : text[last];
}

struct Advice {
  std::string_view start;
  std::string_view hint;
};

/// What habits from elsewhere bring into JSON, by how it starts.
constexpr std::array<Advice, 15> habits{{
    {"\xEF\xBB\xBF", "save the text without a byte order mark"},
    {"\xFF\xFE", "JSON is UTF-8: convert the text"},
    {"\xFE\xFF", "JSON is UTF-8: convert the text"},
    {std::string_view("\0", 1), "is the text UTF-16, or not text at all?"},
    {"//", "JSON has no comments"},
    {"/*", "JSON has no comments"},
    {"#", "JSON has no comments"},
    {"'", "strings need double quotes"},
    {"`", "strings need double quotes"},
    {"\xE2\x80\x98", "strings need straight double quotes"},
    {"\xE2\x80\x99", "strings need straight double quotes"},
    {"\xE2\x80\x9C", "strings need straight double quotes"},
    {"\xE2\x80\x9D", "strings need straight double quotes"},
    {"\xC2\xA0", "white space is space, tab, line feed and carriage return only"},
    {"\xE3\x80\x80", "white space is space, tab, line feed and carriage return only"},
}};

std::string hint_for_habit(std::string_view rest) {
  for (const auto& [start, hint] : habits) {
    if (rest.substr(0, start.size()) == start) return std::string(hint);
  }
  return "";
}

std::string hint_for_separator(std::string_view text, std::size_t offset, Flaw flaw) {
  const char first = text[offset];
  const char before = byte_before(text, offset);
  if ((first == ']' || first == '}') && before == ',') return "JSON has no trailing commas";
  if (flaw == Flaw::comma_or_end_of_array || flaw == Flaw::comma_or_end_of_object) {
    if (first == '"' || first == '{' || first == '[') return "is a comma missing before it?";
  }
  if (flaw == Flaw::end_of_text && (first == ']' || first == '}')) return "one closing bracket too many";
  if (flaw == Flaw::end_of_text && first == ',') return "put several values in [ and ]";
  return "";
}

std::string hint_for_number(std::string_view text, std::size_t offset, Flaw flaw) {
  const char first = text[offset];
  const bool after_zero = offset > 0 && text[offset - 1] == '0';
  if (is_value_flaw(flaw) && first == '+') return "numbers have no leading +";
  if (is_value_flaw(flaw) && first == '.') return "write a digit before the decimal point: 0.5";
  if (flaw == Flaw::digit && offset > 0 && text[offset - 1] == '.') return "write a digit after the decimal point: 1.0";
  if (after_zero && (first == 'x' || first == 'X')) return "numbers are decimal";
  if (is_name_flaw(flaw) && first >= '0' && first <= '9') return "member names need double quotes";
  return "";
}

std::string hint_at(std::string_view text, std::size_t offset, Flaw flaw) {
  const std::string_view rest = text.substr(offset);
  std::string hint = hint_inside_string(rest, flaw);
  if (!hint.empty() || rest.empty()) return hint;
  const bool inside_string = flaw == Flaw::string_end || flaw == Flaw::hex_digits || flaw == Flaw::escape;
  if (inside_string) return "";
  hint = hint_for_habit(rest);
  if (hint.empty()) hint = hint_for_number(text, offset, flaw);
  if (hint.empty()) hint = hint_for_separator(text, offset, flaw);
  const char first = rest.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  if (hint.empty() && letter) hint = hint_for_word(rest, flaw);
  return hint;
}

/// A text that is not JSON from its first byte on, but of a format that Kafka's values often have.
std::optional<Violation> name_format(std::string_view text) {
  const SchemaFrame frame = split_frame(FramedPart::value, text);
  auto binary = binary_violation(frame);
  if (binary || !frame.is_there()) return binary;
  return Violation{Code::json_syntax,
                   "",
                   {},
                   "JSON",
                   "a schema registry's frame (schema " + frame.schema() + ") before JSON",
                   "leave out its " + std::to_string(frame.bytes.size()) + " bytes"};
}

}  // namespace

Violation diagnose(std::string_view text, const Fault& fault) {
  const auto offset = static_cast<std::size_t>(fault.at - text.data());
  const std::string_view rest = text.substr(offset);
  if (offset == 0) {
    if (auto named = name_format(text)) return *named;
  }
  Violation violation;
  violation.code = Code::json_syntax;
  violation.place.offset = offset;
  violation.expected = expected_of(fault.flaw);
  violation.found = found_at(rest, fault.flaw);
  violation.hint = hint_at(text, offset, fault.flaw);
  return violation;
}

}  // namespace thoth::json
