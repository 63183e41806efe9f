#pragma once

constexpr int least_of(int a, int b) {
  return a < b ? a : b;
}
