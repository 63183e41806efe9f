// SPDX-License-Identifier: GPL-3.0-or-later
// Tells of each text whether the strict reader takes it, for check_python.py: reads texts, each after its size in four
// bytes (big end first), and writes Y or N for each.
#include <iostream>
#include <string>

#include "thoth/json.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  std::string text;
  for (;;) {
    std::size_t size = 0;
    for (int byte = 0; byte < 4; ++byte) {
      const int read = std::cin.get();
      if (read == std::char_traits<char>::eof()) return 0;
      size = size << 8U | static_cast<std::size_t>(read);
    }
    text.resize(size);
    std::cin.read(text.data(), static_cast<std::streamsize>(size));
    std::cout << (thoth::json::parse(text).violations.empty() ? 'Y' : 'N');
  }
}
