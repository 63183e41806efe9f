// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/pattern_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace thoth::generation {
namespace {

using Part = PatternPart;
using Sequence = std::vector<Part>;

constexpr std::size_t longest_text = 100'000;

using Characters = std::u32string;

/// Of a wide range its ends are enough.
Characters range(char32_t first, char32_t last) {
  constexpr char32_t wide = 200;
  Characters all;
  for (char32_t c = first; c <= last; ++c) {
    if (last - first > wide && c - first == wide / 2) c = last - wide / 2;
    const bool is_surrogate = c >= 0xD800 && c < 0xE000;
    if (!is_surrogate) all += c;
  }
  return all;
}

Characters printable() {
  return range(U' ', U'~');
}

Characters but(const Characters& refused) {
  Characters left = printable();
  std::erase_if(left, [&refused](char32_t c) { return refused.find(c) != Characters::npos; });
  return left;
}

Characters digits() {
  return range(U'0', U'9');
}

Characters word_characters() {
  return range(U'a', U'z') + range(U'A', U'Z') + digits() + U'_';
}

/// Some of what has a property of Unicode, by the names that RE2 and ECMA-262 have for it.
std::optional<Characters> with_property(std::string_view name) {
  if (name == "L" || name == "Letter" || name == "Alphabetic") return range(U'a', U'z') + range(U'A', U'Z') + U"\u00e9";
  if (name == "Lu" || name == "Uppercase_Letter") return range(U'A', U'Z') + U"\u00c9";
  if (name == "Ll" || name == "Lowercase_Letter") return range(U'a', U'z') + U"\u00e9";
  if (name == "N" || name == "Number" || name == "Nd" || name == "Decimal_Number" || name == "digit") return digits();
  if (name == "P" || name == "Punctuation") return Characters(U"!\"#%&'()*,-./:;?@[]_{}");
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(std::string_view pattern) : left_(pattern) {}

  std::optional<std::vector<Sequence>> read() {
    auto all = alternatives(0);
    return left_.empty() ? all : std::nullopt;
  }
  [[nodiscard]] bool looks_around() const { return looks_around_; }

 private:
  static constexpr std::size_t deepest = 100;

  std::optional<std::vector<Sequence>> alternatives(std::size_t depth) {
    std::vector<Sequence> all(1);
    if (depth > deepest) return std::nullopt;
    while (!left_.empty() && left_.front() != ')') {
      if (take("|")) {
        all.emplace_back();
      } else if (!take_empty()) {
        auto read = part(depth);
        if (!read || !quantify(*read)) return std::nullopt;
        all.back().push_back(std::move(*read));
      }
    }
    return all;
  }

  /// What matches no character: texts are made as if it were not there.
  bool take_empty() {
    const auto empty = {"^", "$", "\\b", "\\B", "(?i)", "(?m)", "(?s)"};
    return std::any_of(empty.begin(), empty.end(), [this](const char* word) { return take(word); });
  }

  bool take(std::string_view word) {
    if (!left_.starts_with(word)) return false;
    left_.remove_prefix(word.size());
    return true;
  }

  std::optional<Part> part(std::size_t depth) {
    if (take("(")) return group(depth);
    if (const auto number = reference()) {
      Part repeated;
      repeated.refers_to = *number;
      return repeated;
    }
    auto read = take("[") ? set() : take(".") ? printable() : character();
    if (!read) return std::nullopt;
    return Part{std::move(*read), {}};
  }

  std::optional<Part> group(std::size_t depth) {
    Part made;
    bool is_refused = false;
    if (take("?=") || take("?<=")) {
      made.least = 0;
      looks_around_ = true;
    } else if (take("?!") || take("?<!")) {
      looks_around_ = is_refused = true;
    } else if (take("?<") || take("?P<")) {
      names_.emplace_back(left_.substr(0, left_.find('>')));
      left_.remove_prefix(names_.back().size());
      if (!take(">")) return std::nullopt;
      made.group = static_cast<std::uint32_t>(names_.size());
    } else if (!left_.starts_with('?')) {
      names_.emplace_back();
      made.group = static_cast<std::uint32_t>(names_.size());
    } else if (!take("?:")) {
      return std::nullopt;
    }
    auto all = alternatives(depth + 1);
    if (!all || !take(")")) return std::nullopt;
    made.alternatives = is_refused ? std::vector<Sequence>(1) : std::move(*all);
    return made;
  }

  /// The number of the group that \1 or \k<name> refers to.
  std::optional<std::uint32_t> reference() {
    if (left_.size() > 1 && left_[0] == '\\' && left_[1] >= '1' && left_[1] <= '9') {
      left_.remove_prefix(1);
      return number();
    }
    const std::size_t end = left_.find('>');
    if (!left_.starts_with("\\k<") || end == std::string_view::npos) return std::nullopt;
    const auto named = std::find(names_.begin(), names_.end(), left_.substr(3, end - 3));
    if (named == names_.end()) return std::nullopt;
    left_.remove_prefix(end + 1);
    return static_cast<std::uint32_t>(named - names_.begin() + 1);
  }

  /// One character, or an escape that may stand for several.
  std::optional<Characters> character() {
    if (left_.empty()) return std::nullopt;
    if (take("\\")) return escape();
    const std::size_t length = utf8::length(left_.data(), left_.data() + left_.size());
    if (length == 0) return std::nullopt;
    const char32_t read = utf8::code_point(left_.data(), length);
    left_.remove_prefix(length);
    return Characters(1, read);
  }

  std::optional<Characters> escape() {
    if (left_.empty()) return std::nullopt;
    const char letter = left_.front();
    left_.remove_prefix(1);
    switch (letter) {
      case 'd':
        return digits();
      case 'D':
        return but(digits());
      case 'w':
        return word_characters();
      case 'W':
        return but(word_characters());
      case 's':
        return U" ";
      case 'S':
        return but(U" ");
      case 'p':
        return property();
      case 'c':
        return control();
      case 'u':
        return take("{") ? code_point(left_.find('}'), 1) : code_point(4, 0);
      case 'x':
        return take("{") ? code_point(left_.find('}'), 1) : code_point(2, 0);
      default:
        return plain_escape(letter);
    }
  }

  /// What most languages write so, or a character that is no letter, which stands for itself.
  static std::optional<Characters> plain_escape(char letter) {
    constexpr std::string_view names = "nrtfv0";
    constexpr std::u32string_view means(U"\n\r\t\f\v\0", 6);
    const std::size_t known = names.find(letter);
    if (known != std::string_view::npos) return Characters(1, means[known]);
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) return std::nullopt;
    return Characters(1, static_cast<char32_t>(letter));
  }

  /// The letter after \c.
  std::optional<Characters> control() {
    if (left_.empty() || std::isalpha(static_cast<unsigned char>(left_.front())) == 0) return std::nullopt;
    const char32_t value = static_cast<unsigned char>(left_.front()) % 32;
    left_.remove_prefix(1);
    return Characters(1, value);
  }

  /// The name after \p, which may say first what kind of name it is.
  std::optional<Characters> property() {
    std::string_view name = left_.substr(0, 1);
    std::size_t read = 1;
    if (name == "{") {
      const std::size_t end = left_.find('}');
      if (end == std::string_view::npos) return std::nullopt;
      name = left_.substr(1, end - 1);
      if (name.starts_with("General_Category=") || name.starts_with("gc=")) name.remove_prefix(name.find('=') + 1);
      read = end + 1;
    }
    left_.remove_prefix(std::min(read, left_.size()));
    return with_property(name);
  }

  /// Hexadecimal digits, and this many characters after them that say no more.
  std::optional<Characters> code_point(std::size_t count, std::size_t after) {
    if (count > left_.size()) return std::nullopt;
    std::uint32_t value = 0;
    const char* const end = left_.data() + count;
    const auto read = std::from_chars(left_.data(), end, value, 16);
    const bool is_character = value < 0xD800 || (value >= 0xE000 && value < 0x110000);
    if (read.ec != std::errc() || read.ptr != end || !is_character) return std::nullopt;
    left_.remove_prefix(count + after);
    return Characters(1, value);
  }

  std::optional<Characters> set() {
    const bool negated = take("^");
    Characters all;
    for (bool first = true; first || !left_.starts_with(']'); first = false) {
      if (left_.starts_with("[:")) return std::nullopt;
      auto from = character();
      if (!from) return std::nullopt;
      if (from->size() == 1 && left_.size() > 1 && left_[0] == '-' && left_[1] != ']') {
        left_.remove_prefix(1);
        const auto to = character();
        if (!to || to->size() != 1) return std::nullopt;
        from = range(from->front(), to->front());
      }
      all += *from;
    }
    left_.remove_prefix(1);
    if (negated) all = but(all);
    return all.empty() ? std::nullopt : std::optional(std::move(all));
  }

  bool quantify(Part& part) {
    if (take("*")) {
      part.least = 0;
      part.max = Part::no_end;
    } else if (take("+")) {
      part.max = Part::no_end;
    } else if (take("?")) {
      part.least = 0;
    } else if (left_.size() > 1 && left_[0] == '{' && std::isdigit(static_cast<unsigned char>(left_[1])) != 0) {
      left_.remove_prefix(1);
      part.least = number();
      part.max = !take(",") ? part.least : left_.starts_with('}') ? Part::no_end : number();
      if (!take("}") || part.max < part.least) return false;
    } else {
      return true;
    }
    take("?");
    return true;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    while (!left_.empty() && std::isdigit(static_cast<unsigned char>(left_.front())) != 0 && value < 10'000) {
      value = value * 10 + static_cast<std::uint32_t>(left_.front() - '0');
      left_.remove_prefix(1);
    }
    return value;
  }

  std::string_view left_;
  std::vector<std::string> names_;  // of the capturing groups in their order, empty where one has none
  bool looks_around_ = false;
};

/// By its number, what a group was last written as.
using Groups = std::vector<std::string>;

void write(const std::vector<Sequence>& alternatives, Random& random, std::uint32_t room, Groups& groups,
           std::string& out) {
  for (const Part& part : alternatives[random.below(alternatives.size())]) {
    const std::uint32_t max = part.max == Part::no_end ? part.least + room : part.max;
    const auto count = random.between(part.least, max);
    for (std::int64_t i = 0; i < count && out.size() < longest_text; ++i) {
      if (part.refers_to != 0) {
        if (part.refers_to < groups.size()) out += groups[part.refers_to];
      } else if (part.alternatives.empty()) {
        utf8::append(part.characters[random.below(part.characters.size())], out);
      } else {
        const std::size_t start = out.size();
        write(part.alternatives, random, room, groups, out);
        if (part.group == 0) continue;
        if (groups.size() <= part.group) groups.resize(part.group + 1);
        groups[part.group] = out.substr(start);
      }
    }
  }
}

}  // namespace

std::optional<PatternText> PatternText::read(std::string_view pattern) {
  Reader reader(pattern);
  auto alternatives = reader.read();
  if (!alternatives) return std::nullopt;
  return PatternText(std::move(*alternatives), reader.looks_around());
}

std::string PatternText::make(Random& random, std::uint32_t room) const {
  std::string text;
  Groups groups;
  write(alternatives_, random, room, groups, text);
  return text;
}

}  // namespace thoth::generation
