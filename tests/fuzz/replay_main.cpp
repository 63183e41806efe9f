// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over the files of a corpus: replay FOLDER.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>

#include "fuzz.hpp"

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  if (count != 2) {
    std::cerr << "usage: " << arguments[0] << " FOLDER\n";
    return 2;
  }
  std::size_t replayed = 0;
  for (const auto& file : std::filesystem::directory_iterator(arguments[1])) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::cout << file.path().filename().string() << std::endl;  // the last one named is the one that failed
    thoth::fuzz::run(text);
    ++replayed;
  }
  std::cout << replayed << " texts\n";
  return replayed > 0 ? 0 : 1;
}
