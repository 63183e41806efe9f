#include "generation/pattern_text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>
#include <vector>

namespace thoth::generation {
namespace {

using Part = PatternPart;
using Sequence = std::vector<Part>;

constexpr std::size_t largest = 100'000;

std::string printable() {
  std::string all;
  for (char c = ' '; c <= '~'; ++c) all += c;
  return all;
}

std::string but(const std::string& refused) {
  std::string left = printable();
  std::erase_if(left, [&refused](char c) { return refused.find(c) != std::string::npos; });
  return left;
}

std::string range(char first, char last) {
  std::string all;
  for (int c = static_cast<unsigned char>(first); c <= static_cast<unsigned char>(last); ++c) {
    all += static_cast<char>(c);
  }
  return all;
}

std::string digits() {
  return range('0', '9');
}

std::string word_characters() {
  return range('a', 'z') + range('A', 'Z') + digits() + '_';
}

class Reader {
 public:
  explicit Reader(std::string_view pattern) : left_(pattern) {}

  std::optional<std::vector<Sequence>> read() {
    auto all = alternatives(0);
    return left_.empty() ? all : std::nullopt;
  }

 private:
  static constexpr std::size_t deepest = 100;

  std::optional<std::vector<Sequence>> alternatives(std::size_t depth) {
    std::vector<Sequence> all(1);
    if (depth > deepest) return std::nullopt;
    while (!left_.empty() && left_.front() != ')') {
      if (take("|")) {
        all.emplace_back();
      } else if (!take("^") && !take("$")) {
        auto read = part(depth);
        if (!read || !quantify(*read)) return std::nullopt;
        all.back().push_back(std::move(*read));
      }
    }
    return all;
  }

  bool take(std::string_view word) {
    if (!left_.starts_with(word)) return false;
    left_.remove_prefix(word.size());
    return true;
  }

  std::optional<Part> part(std::size_t depth) {
    if (take("(")) return group(depth);
    Part made;
    auto read = take("[") ? set() : take(".") ? printable() : character();
    if (!read) return std::nullopt;
    made.characters = std::move(*read);
    // Beyond ASCII a character is the bytes of its UTF-8.
    if ((static_cast<unsigned char>(made.characters.front()) & 0x80U) == 0) return made;
    Sequence bytes{made};
    while (!left_.empty() && (static_cast<unsigned char>(left_.front()) & 0xC0U) == 0x80) {
      bytes.push_back(Part{std::string(1, left_.front()), {}});
      left_.remove_prefix(1);
    }
    return Part{{}, {std::move(bytes)}};
  }

  std::optional<Part> group(std::size_t depth) {
    if (take("?<") || take("?P<")) {
      left_.remove_prefix(std::min(left_.find('>'), left_.size()));
      if (!take(">")) return std::nullopt;
    } else if (!take("?:") && left_.starts_with('?')) {
      return std::nullopt;
    }
    Part made;
    auto all = alternatives(depth + 1);
    if (!all || !take(")")) return std::nullopt;
    made.alternatives = std::move(*all);
    return made;
  }

  /// One character, or an escape that may stand for several.
  std::optional<std::string> character() {
    if (left_.empty()) return std::nullopt;
    const char c = left_.front();
    left_.remove_prefix(1);
    return c == '\\' ? escape() : std::string(1, c);
  }

  std::optional<std::string> escape() {
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
        return " ";
      case 'S':
        return but(" ");
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 't':
        return "\t";
      case 'f':
        return "\f";
      case 'v':
        return "\v";
      default:
        break;
    }
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) return std::nullopt;
    return std::string(1, letter);
  }

  std::optional<std::string> set() {
    const bool negated = take("^");
    std::string all;
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
    if (negated) return some(but(all));
    std::erase_if(all, [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
    return some(std::move(all));
  }

  static std::optional<std::string> some(std::string characters) {
    return characters.empty() ? std::nullopt : std::optional(std::move(characters));
  }

  bool quantify(Part& part) {
    if (take("*")) {
      part.least = 0;
      part.most = Part::no_end;
    } else if (take("+")) {
      part.most = Part::no_end;
    } else if (take("?")) {
      part.least = 0;
    } else if (left_.size() > 1 && left_[0] == '{' && std::isdigit(static_cast<unsigned char>(left_[1])) != 0) {
      left_.remove_prefix(1);
      part.least = number();
      part.most = !take(",") ? part.least : left_.starts_with('}') ? Part::no_end : number();
      if (!take("}") || part.most < part.least) return false;
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
};

void write(const std::vector<Sequence>& alternatives, Random& random, std::uint32_t room, std::string& out) {
  for (const Part& part : alternatives[random.below(alternatives.size())]) {
    const std::uint32_t most = part.most == Part::no_end ? part.least + room : part.most;
    const auto count = random.between(part.least, most);
    for (std::int64_t i = 0; i < count && out.size() < largest; ++i) {
      if (part.alternatives.empty()) {
        out += part.characters[random.below(part.characters.size())];
      } else {
        write(part.alternatives, random, room, out);
      }
    }
  }
}

}  // namespace

std::optional<PatternText> PatternText::read(std::string_view pattern) {
  auto alternatives = Reader(pattern).read();
  if (!alternatives) return std::nullopt;
  return PatternText(std::move(*alternatives));
}

std::string PatternText::make(Random& random, std::uint32_t room) const {
  std::string text;
  write(alternatives_, random, room, text);
  return text;
}

}  // namespace thoth::generation
