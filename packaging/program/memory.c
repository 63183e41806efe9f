// SPDX-License-Identifier: GPL-3.0-or-later
// memchr, memcmp and bcmp by 16 bytes at a time, which every x86-64 can. Those that zig links with musl go byte by byte
// or word by word, and would cost validation a quarter of its speed. docs/decisions/0013-one-static-program.md has
// figures.
#include <emmintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static unsigned mask_of_equal(const unsigned char* left, __m128i right) {
  const __m128i bytes = _mm_loadu_si128((const __m128i*)left);
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, right));
}

void* memchr(const void* text, int wanted, size_t size) {
  const unsigned char* at = text;
  const unsigned char* const end = at + size;
  const __m128i pattern = _mm_set1_epi8((char)wanted);
  // Long ones by 64, up to where it is.
  for (; end - at >= 64; at += 64) {
    if ((mask_of_equal(at, pattern) | mask_of_equal(at + 16, pattern) | mask_of_equal(at + 32, pattern) |
         mask_of_equal(at + 48, pattern)) != 0)
      break;
  }
  for (; end - at >= 16; at += 16) {
    const unsigned found = mask_of_equal(at, pattern);
    if (found != 0) return (void*)(at + __builtin_ctz(found));
  }
  for (; at != end; ++at) {
    if (*at == (unsigned char)wanted) return (void*)at;
  }
  return NULL;
}

int memcmp(const void* left, const void* right, size_t size) {
  const unsigned char* a = left;
  const unsigned char* b = right;
  for (; size >= 16; a += 16, b += 16, size -= 16) {
    const unsigned equal = mask_of_equal(a, _mm_loadu_si128((const __m128i*)b));
    if (equal != 0xffff) {
      const int at = __builtin_ctz(~equal);
      return a[at] - b[at];
    }
  }
  for (; size >= 8; a += 8, b += 8, size -= 8) {
    uint64_t x, y;
    __builtin_memcpy(&x, a, 8);
    __builtin_memcpy(&y, b, 8);
    if (x != y) {
      const int at = __builtin_ctzll(x ^ y) / 8;
      return a[at] - b[at];
    }
  }
  for (; size > 0; ++a, ++b, --size) {
    if (*a != *b) return *a - *b;
  }
  return 0;
}

int bcmp(const void* left, const void* right, size_t size) {
  return memcmp(left, right, size);
}
