// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ecma_regex.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "contract/backtracking.hpp"
#include "contract/regex_syntax.hpp"

namespace thoth {
namespace {

/// ECMA-262, table "Binary Unicode property aliases", each between blanks.
constexpr std::string_view binary_properties =
    " ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C Bidi_Mirrored Bidi_M"
    " Case_Ignorable CI Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM"
    " Changes_When_Lowercased CWL Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT"
    " Changes_When_Uppercased CWU Dash Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji"
    " Emoji_Component EComp Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres"
    " Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex"
    " IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS Ideographic Ideo"
    " Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math Noncharacter_Code_Point NChar"
    " Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI"
    " Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase"
    " Upper Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS ";

bool is_digit_of_regex(char c) {
  return c >= '0' && c <= '9';
}

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

class EcmaRegex {
 public:
  explicit EcmaRegex(std::string_view pattern) : left_(pattern) { find_groups(); }

  /// Without recursion: groups may be as deep as the pattern is long.
  bool check() {
    open_.push_back({false, next_id_++, 0});
    while (!left_.empty()) {
      if (!term()) return false;
    }
    return open_.size() == 1 && names_differ();
  }

 private:
  /// A group that is not closed yet, or the whole pattern: which of its alternatives this is.
  struct Open {
    bool can_repeat = true;  // once it is closed
    std::size_t id = 0;
    std::size_t alternative = 0;
  };
  /// What an escape, or what is in brackets, stands for: one character, or several.
  struct Meaning {
    bool is_one = false;
    char32_t character = 0;
  };
  using Path = std::vector<std::pair<std::size_t, std::size_t>>;

  bool take(std::string_view word) {
    if (!left_.starts_with(word)) return false;
    left_.remove_prefix(word.size());
    return true;
  }

  /// How many groups there are, and what names: references may come before what they refer to.
  void find_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const std::string_view rest = left_.substr(i);
      if (rest.front() == '\\') ++i;
      if (rest.front() == '[') in_class = true;
      if (rest.front() == ']') in_class = false;
      if (rest.front() != '(' || in_class) continue;
      const bool is_named = rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!");
      if (is_named) known_names_.emplace_back(rest.substr(3, std::min(rest.find('>'), rest.size()) - 3));
      if (is_named || !rest.starts_with("(?")) ++groups_;
    }
  }

  bool term() {
    switch (left_.front()) {
      case '^':
      case '$':
        left_.remove_prefix(1);
        can_repeat_ = false;
        return true;
      case '|':
        left_.remove_prefix(1);
        ++open_.back().alternative;
        can_repeat_ = false;
        return true;
      case '(':
        left_.remove_prefix(1);
        return open();
      case ')':
        left_.remove_prefix(1);
        if (open_.size() == 1) return false;
        can_repeat_ = open_.back().can_repeat;
        open_.pop_back();
        return true;
      case '[':
        left_.remove_prefix(1);
        can_repeat_ = true;
        return brackets();
      case '\\':
        left_.remove_prefix(1);
        can_repeat_ = !left_.starts_with('b') && !left_.starts_with('B');
        return escape();
      case '*':
      case '+':
      case '?':
        left_.remove_prefix(1);
        return repeat();
      case '{':
        return brace();
      default:
        left_.remove_prefix(utf8::first_character(left_).bytes.size());
        can_repeat_ = true;
        return true;
    }
  }

  bool repeat() {
    take("?");
    return std::exchange(can_repeat_, false);
  }

  /// A count, or else a character.
  bool brace() {
    left_.remove_prefix(1);
    const std::size_t close = left_.find('}');
    const std::string_view text = left_.substr(0, close);
    const std::size_t comma = text.find(',');
    const std::string_view least = text.substr(0, comma);
    const std::string_view max = comma == std::string_view::npos ? least : text.substr(comma + 1);
    const auto is_number = [](std::string_view digits) {
      return std::all_of(digits.begin(), digits.end(), is_digit_of_regex);
    };
    if (close == std::string_view::npos || least.empty() || !is_number(least) || !is_number(max)) {
      can_repeat_ = true;
      return true;
    }
    left_.remove_prefix(close + 1);
    return (max.empty() || !is_less(max, least)) && repeat();
  }

  /// Of numbers of any size.
  static bool is_less(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }

  bool open() {
    Open group{true, next_id_++, 0};
    can_repeat_ = false;
    if (take("?")) {
      if (take("=") || take("!")) {
        // Annex B lets what looks ahead be repeated.
      } else if (take("<=") || take("<!")) {
        group.can_repeat = false;
      } else if (take("<")) {
        const auto name = group_name();
        if (!name) return false;
        named_[*name].push_back(path());
      } else if (!modifiers()) {
        return false;
      }
    }
    open_.push_back(group);
    return true;
  }

  [[nodiscard]] Path path() const {
    Path path;
    for (const Open& group : open_) path.emplace_back(group.id, group.alternative);
    return path;
  }

  /// Groups of the same name must be in different alternatives.
  [[nodiscard]] bool names_differ() const {
    const auto exclude = [](const Path& a, const Path& b) {
      for (std::size_t i = 0; i < a.size() && i < b.size() && a[i].first == b[i].first; ++i) {
        if (a[i].second != b[i].second) return true;
      }
      return false;
    };
    return std::all_of(named_.begin(), named_.end(), [&exclude](const auto& group) {
      const std::vector<Path>& paths = group.second;
      for (std::size_t i = 0; i < paths.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (!exclude(paths[i], paths[j])) return false;
        }
      }
      return true;
    });
  }

  /// Up to the >.
  std::optional<std::string> group_name() {
    const std::size_t close = left_.find('>');
    if (close == std::string_view::npos || close == 0) return std::nullopt;
    const std::string_view name = left_.substr(0, close);
    const bool is_fit = !is_digit_of_regex(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
      return c == '_' || c == '$' || std::isalnum(static_cast<unsigned char>(c)) != 0 || utf8::byte(&c) >= 0x80;
    });
    left_.remove_prefix(close + 1);
    return is_fit ? std::optional<std::string>(name) : std::nullopt;
  }

  /// `ims-ims:`, each letter once; before a lone colon there may be none.
  bool modifiers() {
    std::string seen;
    bool removes = false;
    while (!left_.empty() && left_.front() != ':') {
      const char c = left_.front();
      left_.remove_prefix(1);
      if (c == '-' ? removes : !is_one_of(c, "ims") || is_one_of(c, seen)) return false;
      removes = removes || c == '-';
      if (c != '-') seen += c;
    }
    return take(":") && (!removes || !seen.empty());
  }

  bool escape() {
    if (left_.empty()) return false;
    const char letter = left_.front();
    if (is_one_of(letter, "bB")) return take(left_.substr(0, 1));
    if (letter == 'k') {
      left_.remove_prefix(1);
      if (!take("<")) return false;
      const auto name = group_name();
      return name && std::find(known_names_.begin(), known_names_.end(), *name) != known_names_.end();
    }
    if (letter >= '1' && letter <= '9') {
      std::size_t number = 0;
      const auto read = std::from_chars(left_.data(), left_.data() + left_.size(), number);
      left_.remove_prefix(static_cast<std::size_t>(read.ptr - left_.data()));
      return read.ec == std::errc() && number <= groups_;
    }
    return character_escape().has_value();
  }

  static Meaning one(char32_t character) { return {true, character}; }

  /// None where it has no meaning.
  std::optional<Meaning> character_escape() {
    const auto character = utf8::first_character(left_);
    left_.remove_prefix(character.bytes.size());
    const char letter = character.bytes.front();
    if (is_one_of(letter, "dDwWsS")) return Meaning();
    if (letter == 'p' || letter == 'P') return property() ? std::optional(Meaning()) : std::nullopt;
    if (letter == 'c') {
      if (left_.empty() || std::isalpha(static_cast<unsigned char>(left_.front())) == 0) return std::nullopt;
      const char32_t value = utf8::byte(left_.data()) % 32;
      left_.remove_prefix(1);
      return one(value);
    }
    if (letter == 'x') return hexadecimal(2);
    if (letter == 'u') return unicode();
    if (letter == '0') {
      if (!left_.empty() && is_digit_of_regex(left_.front())) return std::nullopt;
      return one(U'\0');
    }
    constexpr std::string_view controls = "tnvfr";
    constexpr std::u32string_view meanings = U"\t\n\v\f\r";
    const std::size_t control = controls.find(letter);
    if (control != std::string_view::npos) return one(meanings[control]);
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) return std::nullopt;
    return one(character.code_point);
  }

  std::optional<Meaning> hexadecimal(std::size_t digits) {
    std::uint32_t value = 0;
    if (left_.size() < digits) return std::nullopt;
    const auto read = std::from_chars(left_.data(), left_.data() + digits, value, 16);
    if (read.ec != std::errc() || read.ptr != left_.data() + digits) return std::nullopt;
    left_.remove_prefix(digits);
    return one(value);
  }

  std::optional<Meaning> unicode() {
    if (!take("{")) {
      const auto first = hexadecimal(4);
      const bool leads = first && first->character >= 0xD800 && first->character < 0xDC00 && left_.starts_with("\\u");
      if (!leads || left_.size() < 6) return first;
      const std::string_view before = left_;
      left_.remove_prefix(2);
      const auto second = hexadecimal(4);
      if (second && second->character >= 0xDC00 && second->character < 0xE000) {
        return one(0x10000 + ((first->character - 0xD800) << 10U) + (second->character - 0xDC00));
      }
      left_ = before;
      return first;
    }
    const std::size_t close = left_.find('}');
    if (close == std::string_view::npos || close == 0) return std::nullopt;
    const auto value = hexadecimal(close);
    return value && value->character < 0x110000 && take("}") ? value : std::nullopt;
  }

  bool property() {
    const std::size_t close = left_.find('}');
    if (!left_.starts_with('{') || close == std::string_view::npos) return false;
    const std::string_view name = left_.substr(1, close - 1);
    left_.remove_prefix(close + 1);
    const std::size_t equals = name.find('=');
    if (equals == std::string_view::npos) {
      return is_category(name) || (!name.empty() && name.find(' ') == std::string_view::npos &&
                                   binary_properties.find(' ' + std::string(name) + ' ') != std::string_view::npos);
    }
    const std::string_view kind = name.substr(0, equals);
    const std::string value(name.substr(equals + 1));
    if (kind == "General_Category" || kind == "gc") return is_category(value);
    if (kind != "Script" && kind != "sc" && kind != "Script_Extensions" && kind != "scx") return false;
    // PCRE2 knows Unicode's scripts, and takes their names in lower case too.
    const bool is_word = !value.empty() && std::isupper(static_cast<unsigned char>(value.front())) != 0 &&
                         std::all_of(value.begin(), value.end(), [](char c) {
                           return c == '_' || std::isalpha(static_cast<unsigned char>(c)) != 0;
                         });
    return is_word && Backtracking::compile("\\p{sc:" + value + '}').has_value();
  }

  /// What is between brackets, up to and with the closing one.
  bool brackets() {
    take("^");
    while (!left_.empty() && left_.front() != ']') {
      const auto from = class_member();
      if (!from) return false;
      if (left_.size() < 2 || left_[0] != '-' || left_[1] == ']') continue;
      left_.remove_prefix(1);
      const auto to = class_member();
      // Next to what stands for several, a hyphen makes no range.
      if (!to || (from->is_one && to->is_one && from->character > to->character)) return false;
    }
    return take("]");
  }

  std::optional<Meaning> class_member() {
    if (!take("\\")) {
      const auto character = utf8::first_character(left_);
      left_.remove_prefix(character.bytes.size());
      return one(character.code_point);
    }
    if (left_.empty()) return std::nullopt;
    if (take("b")) return one(U'\b');
    return character_escape();
  }

  std::string_view left_;
  std::size_t groups_ = 0;
  std::vector<std::string> known_names_;
  std::map<std::string, std::vector<Path>> named_;
  std::vector<Open> open_;
  std::size_t next_id_ = 0;
  bool can_repeat_ = false;  // whether a quantifier may follow
};

}  // namespace

bool is_ecma_regex(std::string_view text) {
  return EcmaRegex(text).check();
}

}  // namespace thoth
