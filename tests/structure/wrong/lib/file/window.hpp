// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

constexpr int wider(int a, int b) {
  return a < b ? a : b;
}
