// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/template_modifiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <utility>

#include "thoth/base64.hpp"

namespace thoth::cli {
namespace {

enum class Endian : std::uint8_t { little, big };

/// What stands within "word[…]", "word{…}" or "word##…##", which is how a modifier takes an argument of any text.
std::optional<std::string_view> argument_of(std::string_view modifier, std::string_view word) {
  if (!modifier.starts_with(word)) return std::nullopt;
  modifier.remove_prefix(word.size());
  if (modifier.empty()) return std::nullopt;
  const char open = modifier.front();
  const char close = open == '[' ? ']' : open == '{' ? '}' : open == '(' ? ')' : open;
  if (open != '[' && open != '{' && open != '(' && open != '#') return std::nullopt;
  std::size_t width = 0;
  while (width < modifier.size() && modifier[width] == open) ++width;
  if (open == '#' && width == modifier.size()) width /= 2;
  if (modifier.size() < 2 * width) return std::nullopt;
  const std::string_view end = modifier.substr(modifier.size() - width);
  if (!std::all_of(end.begin(), end.end(), [close](char c) { return c == close; })) return std::nullopt;
  return modifier.substr(width, modifier.size() - 2 * width);
}

void append_bytes(std::uint64_t number, int bytes, Endian endian, std::string& out) {
  for (int i = 0; i < bytes; ++i) {
    const int shift = 8 * (endian == Endian::little ? i : bytes - 1 - i);
    out += static_cast<char>(number >> shift & 0xffU);
  }
}

/// Takes integers off the front of bytes, as the letters of an unpack layout say.
class Unpacking {
 public:
  Unpacking(std::string_view bytes, std::string& out) : rest_(bytes), out_(out) {}

  /// False where the bytes do not fit the layout; what is wrong is appended then.
  bool take(char letter) {
    switch (letter) {
      case '<':
        endian_ = Endian::little;
        return true;
      case '>':
        endian_ = Endian::big;
        return true;
      case 'x':
        out_ += ' ';
        return true;
      case 's':
        out_ += std::exchange(rest_, {});
        return true;
      case '$':
        if (!rest_.empty()) out_ += fmt::format("[{} bytes are left]", rest_.size());
        return rest_.empty();
      case 'c':
      case '.':
        if (rest_.empty()) return fail();
        out_ += rest_.front();
        rest_.remove_prefix(1);
        return true;
      default:
        return integer(letter);
    }
  }

 private:
  bool fail() {
    out_ += "[there are too few bytes]";
    return false;
  }

  bool integer(char letter) {
    constexpr std::string_view letters = "bBhHiIqQ";
    const auto at = letters.find(letter);
    const std::size_t size = std::size_t{1} << at / 2;
    if (rest_.size() < size) return fail();
    const bool is_signed = at % 2 == 0;
    const bool is_negative = is_signed && (byte(0, size) & 0x80U) != 0;
    std::uint64_t number = is_negative ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < size; ++i) number = number << 8U | byte(i, size);
    rest_.remove_prefix(size);
    if (is_signed) {
      out_ += std::to_string(static_cast<std::int64_t>(number));
    } else {
      out_ += std::to_string(number);
    }
    return true;
  }

  /// Of an integer of `size` bytes, the highest being the first.
  [[nodiscard]] std::uint64_t byte(std::size_t index, std::size_t size) const {
    return static_cast<unsigned char>(rest_[endian_ == Endian::big ? index : size - 1 - index]);
  }

  std::string_view rest_;
  std::string& out_;
  Endian endian_ = Endian::big;
};

std::optional<TextWriter> unpacking(std::string_view layout) {
  if (layout.find_first_not_of("x<>bBhHiIqQc.s$") != std::string_view::npos) return std::nullopt;
  return [letters = std::string(layout)](std::string_view bytes, std::string& out) {
    Unpacking unpacking(bytes, out);
    for (const char letter : letters) {
      if (!unpacking.take(letter)) break;
    }
  };
}

void write_base64_raw(std::string_view bytes, std::string& out) {
  const std::size_t begin = out.size();
  file::write_base64(bytes, out);
  while (out.size() > begin && out.back() == '=') out.pop_back();
}

/// hex64, big16, …: how many bits stand after `word`.
std::optional<int> bits_of(std::string_view modifier, std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 5> widths{
      {{"64", 64}, {"32", 32}, {"16", 16}, {"8", 8}, {"4", 4}}};
  if (!modifier.starts_with(word)) return std::nullopt;
  for (const auto& [text, bits] : widths) {
    if (modifier.substr(word.size()) == text) return bits;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TextWriter> text_modifier(std::string_view modifier) {
  if (modifier.empty()) return [](std::string_view text, std::string& out) { out += text; };
  if (modifier == "base64") return &file::write_base64;
  if (modifier == "base64raw") return &write_base64_raw;
  if (modifier == "hex") {
    return [](std::string_view text, std::string& out) {
      for (const char c : text)
        fmt::format_to(std::back_inserter(out), "{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    };
  }
  const auto layout = argument_of(modifier, "unpack");
  return layout ? unpacking(*layout) : std::nullopt;
}

std::optional<NumberWriter> number_modifier(std::string_view modifier) {
  if (modifier.empty() || modifier == "ascii" || modifier == "number") {
    return [](std::int64_t number, std::string& out) { out += std::to_string(number); };
  }
  if (modifier == "hex") {
    return [](std::int64_t number, std::string& out) {
      fmt::format_to(std::back_inserter(out), "{:x}", static_cast<std::uint64_t>(number));
    };
  }
  if (modifier == "bool") {
    return [](std::int64_t number, std::string& out) { out += number == 0 ? "false" : "true"; };
  }
  if (modifier == "byte") modifier = "big8";
  if (const auto bits = bits_of(modifier, "hex")) {
    return [bits = *bits](std::int64_t number, std::string& out) {
      const auto kept = static_cast<std::uint64_t>(number) & (~std::uint64_t{0} >> (64 - bits));
      fmt::format_to(std::back_inserter(out), "{:0{}x}", kept, bits / 4);
    };
  }
  for (const auto& [word, endian] : {std::pair("big", Endian::big), std::pair("little", Endian::little)}) {
    const auto bits = bits_of(modifier, word);
    if (!bits || *bits < 8) continue;
    return [bytes = *bits / 8, endian = endian](std::int64_t number, std::string& out) {
      append_bytes(static_cast<std::uint64_t>(number), bytes, endian, out);
    };
  }
  return std::nullopt;
}

std::optional<NumberWriter> time_modifier(std::string_view modifier) {
  const auto layout = argument_of(modifier, "strftime");
  if (!layout) return number_modifier(modifier);
  return [layout = std::string(*layout)](std::int64_t milliseconds, std::string& out) {
    const auto time = static_cast<std::time_t>(milliseconds / 1000);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 512> text{};
    out.append(text.data(), std::strftime(text.data(), text.size(), layout.c_str(), &parts));
  };
}

}  // namespace thoth::cli
