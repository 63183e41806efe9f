#pragma once

constexpr int wider(int a, int b) {
  return a < b ? a : b;
}
