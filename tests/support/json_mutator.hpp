// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace thoth::test {

/// Changes texts at random so that they are nearly JSON. The same seed makes the same changes in every run.
class JsonMutator {
 public:
  explicit JsonMutator(std::uint64_t seed) : random_(seed) {}

  /// A number below `bound`, which is not 0.
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void mutate(std::string& text, std::size_t times) {
    for (; times != 0; --times) mutate(text);
  }

 private:
  void mutate(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(text.size() - at, 1 + below(4));
    switch (below(7)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, pieces[below(pieces.size())]);
        break;
      case 2:
        text.replace(at, length, pieces[below(pieces.size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), 1 + below(12)));
        break;
      case 4:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 5:
        if (at != text.size()) text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        break;
      default:
        text.resize(at);
        break;
    }
  }

  static constexpr std::array<std::string_view, 44> pieces{"{",
                                                           "}",
                                                           "[",
                                                           "]",
                                                           ",",
                                                           ":",
                                                           "\"",
                                                           "\\",
                                                           "\\u",
                                                           "\\ud800",
                                                           "\\udc00",
                                                           "0",
                                                           "1",
                                                           "-",
                                                           "+",
                                                           ".",
                                                           "e",
                                                           "E",
                                                           "true",
                                                           "nul",
                                                           "/",
                                                           "//",
                                                           "/*",
                                                           "'",
                                                           " ",
                                                           "\t",
                                                           "\n",
                                                           "\r",
                                                           "\v",
                                                           "\x01",
                                                           "a",
                                                           "\x7F",
                                                           "\xC3",
                                                           "\xC3\xA9",
                                                           "\x80",
                                                           "\xED\xA0\x80",
                                                           "\xC0\x80",
                                                           "\xF4\x90\x80\x80",
                                                           "\xF0\x9F\x98\x80",
                                                           "\xEF\xBB\xBF",
                                                           "\xFF",
                                                           "\"x\":",
                                                           "[]",
                                                           "{}"};

  std::mt19937_64 random_;
};

}  // namespace thoth::test
