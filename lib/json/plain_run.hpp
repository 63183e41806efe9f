// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstdint>

#include "base/characters.hpp"

namespace thoth::json {

/// Whether a byte of a string means itself, whatever its neighbours.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// The first byte from `at` on that is not plain, or `end`. In the header, for it is called for each name and string of
/// a text, most of which end within the first bytes that it looks at.
inline const char* plain_run(const char* at, const char* end) {
#ifdef __SSE2__
  // As signed numbers, characters beyond ASCII are less than a space, too.
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));  // NOLINT: as the intrinsic has it
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i others = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
    const auto found =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), others)));
    if (found != 0) return at + std::countr_zero(found);
  }
#endif
  at = skip_eights(at, end, [](std::uint64_t bytes) { return string_specials(bytes) | (bytes & high_bits); });
  while (at != end && is_plain(*at)) ++at;
  return at;
}

}  // namespace thoth::json
