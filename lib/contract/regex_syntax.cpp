// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/regex_syntax.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace thoth {
namespace {

using LongName = std::pair<std::string_view, std::string_view>;

/// Unicode's general categories by the names that ECMA-262 has for them beside the short ones (table "Value aliases
/// and canonical values for the Unicode property General_Category").
constexpr std::array<LongName, 42> categories{{{"Cased_Letter", "L&"},
                                               {"Close_Punctuation", "Pe"},
                                               {"Combining_Mark", "M"},
                                               {"Connector_Punctuation", "Pc"},
                                               {"Control", "Cc"},
                                               {"Currency_Symbol", "Sc"},
                                               {"Dash_Punctuation", "Pd"},
                                               {"Decimal_Number", "Nd"},
                                               {"Enclosing_Mark", "Me"},
                                               {"Final_Punctuation", "Pf"},
                                               {"Format", "Cf"},
                                               {"Initial_Punctuation", "Pi"},
                                               {"LC", "L&"},
                                               {"Letter", "L"},
                                               {"Letter_Number", "Nl"},
                                               {"Line_Separator", "Zl"},
                                               {"Lowercase_Letter", "Ll"},
                                               {"Mark", "M"},
                                               {"Math_Symbol", "Sm"},
                                               {"Modifier_Letter", "Lm"},
                                               {"Modifier_Symbol", "Sk"},
                                               {"Nonspacing_Mark", "Mn"},
                                               {"Number", "N"},
                                               {"Open_Punctuation", "Ps"},
                                               {"Other", "C"},
                                               {"Other_Letter", "Lo"},
                                               {"Other_Number", "No"},
                                               {"Other_Punctuation", "Po"},
                                               {"Other_Symbol", "So"},
                                               {"Paragraph_Separator", "Zp"},
                                               {"Private_Use", "Co"},
                                               {"Punctuation", "P"},
                                               {"Separator", "Z"},
                                               {"Space_Separator", "Zs"},
                                               {"Spacing_Mark", "Mc"},
                                               {"Symbol", "S"},
                                               {"Titlecase_Letter", "Lt"},
                                               {"Unassigned", "Cn"},
                                               {"Uppercase_Letter", "Lu"},
                                               {"cntrl", "Cc"},
                                               {"digit", "Nd"},
                                               {"punct", "P"}}};

constexpr std::string_view spaces =
    R"(\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
/// All but those, where no set can be negated: in brackets.
constexpr std::string_view no_spaces =
    R"(\x{0}-\x{8}\x{e}-\x{1f}!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_ascii_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

class Translation {
 public:
  Translation(RegexEngine engine, std::string_view pattern) : engine_(engine), left_(pattern) {}

  std::string run() && {
    while (!left_.empty()) step();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t none = std::string::npos;
  /// What a repeated part may become, as text.
  static constexpr std::size_t max_repeated = 65'536;

  struct Count {
    std::uint64_t least = 0;
    std::uint64_t max = 0;
    bool is_bounded = true;
    std::size_t size = 0;  // of its text
  };

  [[nodiscard]] bool for_pcre2() const { return engine_ == RegexEngine::pcre2; }
  [[nodiscard]] char second() const { return left_.size() > 1 ? left_[1] : '\0'; }

  void step() {
    switch (left_.front()) {
      case '(':
        return open();
      case ')':
        keep(1);
        atom_ = groups_.empty() ? none : groups_.back();
        if (!groups_.empty()) groups_.pop_back();
        return;
      case '[':
        atom_ = out_.size();
        return brackets();
      case '{':
        return repeat();
      case '\\':
        atom_ = second() == 'b' || second() == 'B' ? none : out_.size();
        return escape(false);
      case '.':
        atom_ = out_.size();
        return dot();
      case '*':
      case '+':
      case '?':
      case '|':
      case '^':
      case '$':
        atom_ = none;
        return keep(1);
      default:
        atom_ = out_.size();
        return keep(utf8::first_character(left_).bytes.size());
    }
  }

  void keep(std::size_t count) {
    count = std::min(count, left_.size());
    out_ += left_.substr(0, count);
    left_.remove_prefix(count);
  }

  void replace(std::size_t count, std::string_view by) {
    out_ += by;
    left_.remove_prefix(std::min(count, left_.size()));
  }

  void open() {
    groups_.push_back(out_.size());
    atom_ = none;
    if (left_.starts_with("(?<") && !left_.starts_with("(?<=") && !left_.starts_with("(?<!")) {
      return for_pcre2() ? keep(3) : replace(3, "(?P<");
    }
    // Where a pattern starts with (*…), PCRE2 takes that for a setting.
    if (left_.starts_with("(*")) return replace(1, "(?:");
    if (!left_.starts_with("(?")) return keep(1);
    const std::string_view flags = left_.substr(2, left_.find_first_of(":)-", 2) - 2);
    const bool are_letters = std::all_of(flags.begin(), flags.end(), is_ascii_letter);
    if (are_letters && flags.find('s') != std::string_view::npos) dot_is_all_ = true;
    keep(2);
    while (!left_.empty() && std::string_view("=!<:").find(left_.front()) != std::string_view::npos) keep(1);
  }

  /// Line ends as ECMA-262 has them; RE2's dot leaves out \n alone, in a smaller automaton.
  void dot() {
    if (!for_pcre2() || dot_is_all_) return keep(1);
    replace(1, R"([^\n\r\x{2028}\x{2029}])");
  }

  void brackets() {
    keep(1);
    if (left_.starts_with('^')) keep(1);
    // ECMA-262 has empty brackets, and so has PCRE2 if it is asked for them; RE2's first ] is a character.
    if (!for_pcre2() && left_.starts_with(']')) keep(1);
    while (!left_.empty() && left_.front() != ']') in_brackets();
    keep(1);
  }

  void in_brackets() {
    if (left_.front() == '\\') {
      const bool of_several = std::string_view("dDsSwWpP").find(second()) != std::string_view::npos;
      escape(true);
      // A hyphen next to such an escape makes no range.
      if (of_several && left_.size() > 1 && left_[0] == '-' && left_[1] != ']') replace(1, "\\-");
    } else if (left_.front() == '-' && left_.size() > 2 && left_[1] == '\\' &&
               std::string_view("dDsSwWpP").find(left_[2]) != std::string_view::npos) {
      replace(1, "\\-");
    } else if (left_.starts_with("[:") && left_.find(":]") != std::string_view::npos) {
      keep(left_.find(":]") + 2);
    } else if (left_.front() == '[') {
      replace(1, "\\[");
    } else {
      keep(utf8::first_character(left_).bytes.size());
    }
  }

  void escape(bool in_brackets) {
    const char letter = second();
    if (letter == 'u' && unicode()) return;
    if (letter == 'Q') {
      keep(std::min(left_.find("\\E"), left_.size() - 2) + 2);
    } else if (letter == 'c' && left_.size() > 2 && is_ascii_letter(left_[2])) {
      character(static_cast<std::uint32_t>(left_[2]) % 32, 3);
    } else if (letter == 's') {
      replace(2, in_brackets ? std::string(spaces) : '[' + std::string(spaces) + ']');
    } else if (letter == 'S') {
      replace(2, in_brackets ? std::string(no_spaces) : "[^" + std::string(spaces) + ']');
    } else if (letter == 'b' && in_brackets) {
      character('\b', 2);
    } else if (letter == 'p' || letter == 'P') {
      property();
    } else {
      keep(1);
      if (!left_.empty()) keep(utf8::first_character(left_).bytes.size());
    }
  }

  void property() {
    const std::size_t close = left_.find('}');
    if (left_.size() < 3 || left_[2] != '{' || close == std::string_view::npos) return keep(2);
    std::string_view name = left_.substr(3, close - 3);
    const std::size_t equals = name.find('=');
    const std::string_view kind = equals == std::string_view::npos ? "" : name.substr(0, equals);
    const std::string_view value = name.substr(equals == std::string_view::npos ? 0 : equals + 1);
    const bool is_script = kind == "Script" || kind == "sc";
    if (kind == "General_Category" || kind == "gc" || (is_script && !for_pcre2())) name = value;
    const auto* const known = std::find_if(categories.begin(), categories.end(),
                                           [name](const LongName& category) { return category.first == name; });
    std::string short_name(known != categories.end() ? known->second : name);
    bool negated = left_[1] == 'P';
    if (short_name == "Assigned") {
      short_name = "Cn";
      negated = !negated;
    }
    replace(close + 1, (negated ? "\\P{" : "\\p{") + short_name + '}');
  }

  void character(std::uint32_t code_point, std::size_t read) {
    std::array<char, 8> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), code_point, 16).ptr;
    replace(read, "\\x{" + std::string(digits.data(), end) + '}');
  }

  bool unicode() {
    if (left_.substr(2).starts_with('{')) {
      const auto close = left_.find('}');
      const auto value = close == std::string_view::npos ? std::nullopt : hexadecimal(left_.substr(3, close - 3));
      if (value) character(*value, close + 1);
      return value.has_value();
    }
    const auto first = left_.size() < 6 ? std::nullopt : hexadecimal(left_.substr(2, 4));
    if (!first) return false;
    const bool leads = *first >= 0xD800 && *first < 0xDC00 && left_.size() >= 12 && left_.substr(6, 2) == "\\u";
    const auto second = leads ? hexadecimal(left_.substr(8, 4)) : std::nullopt;
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      character(0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00), 12);
    } else {
      character(*first, 6);
    }
    return true;
  }

  /// {n}, {n,} or {n,m}.
  [[nodiscard]] std::optional<Count> count() const {
    Count count;
    const char* const end = left_.data() + left_.size();
    auto read = std::from_chars(left_.data() + 1, end, count.least);
    if (read.ec != std::errc() || read.ptr == end) return std::nullopt;
    count.max = count.least;
    if (*read.ptr == ',') {
      const char* const after = read.ptr + 1;
      read = std::from_chars(after, end, count.max);
      if (read.ec == std::errc::result_out_of_range) return std::nullopt;
      count.is_bounded = read.ptr != after;
    }
    if (read.ptr == end || *read.ptr != '}') return std::nullopt;
    count.size = static_cast<std::size_t>(read.ptr + 1 - left_.data());
    return count;
  }

  void repeat() {
    const auto found = count();
    if (!found) {
      // A brace that opens no count is a character, also where an engine would take {,5} for a count.
      atom_ = out_.size();
      return replace(1, "\\{");
    }
    const std::uint64_t limit = for_pcre2() ? 65'535 : 1'000;
    const std::uint64_t highest = found->is_bounded ? found->max : found->least;
    // To repeat a group would shift the numbers that references go by.
    const bool can_be_split = atom_ != none && !(for_pcre2() && out_[atom_] == '(');
    const std::size_t copies = highest / limit + 1;
    if (highest <= limit || !can_be_split || copies > max_repeated / (out_.size() - atom_)) return keep(found->size);
    write_in_parts(*found, limit);
    left_.remove_prefix(found->size);
    // Which text is tried first does not matter for whether one matches.
    if (left_.starts_with('?')) left_.remove_prefix(1);
    atom_ = none;
  }

  /// x{1,1024} as x{1,1000}x{0,24}: what each part may be adds up to the same counts.
  void write_in_parts(Count left, std::uint64_t limit) {
    const std::string part = out_.substr(atom_);
    out_.resize(atom_);
    const auto write = [this, &part](std::uint64_t least, const std::string& max) {
      out_ += part + '{' + std::to_string(least) + ',' + max + '}';
    };
    while (left.is_bounded ? left.max > 0 : left.least > limit) {
      const std::uint64_t least = std::min(left.least, limit);
      const std::uint64_t max = left.is_bounded ? std::min(left.max, limit) : least;
      write(least, std::to_string(max));
      left.least -= least;
      left.max -= std::min(left.max, max);
    }
    if (!left.is_bounded) write(left.least, "");
  }

  RegexEngine engine_;
  std::string_view left_;
  std::string out_;
  std::vector<std::size_t> groups_;  // where the open ones start in out_
  std::size_t atom_ = none;          // where what a count would repeat starts in out_
  bool dot_is_all_ = false;
};

}  // namespace

bool is_category(std::string_view name) {
  return std::any_of(categories.begin(), categories.end(), [name](const LongName& category) {
    return category.first == name || (category.second == name && name != "L&");
  });
}

std::string regex_for(RegexEngine engine, std::string_view pattern) {
  return Translation(engine, pattern).run();
}

}  // namespace thoth
