// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  thoth::fuzz::run({reinterpret_cast<const char*>(data), size});  // NOLINT: what libFuzzer hands over are bytes
  return 0;
}
