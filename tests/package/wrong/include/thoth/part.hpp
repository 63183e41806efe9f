// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace thoth {

/// Exported, as it should be.
int known(int number = 1);
/// One overload is exported, the other is not.
void half(int number);
void half(const std::string& text);

class Part {
 public:
  Part(const std::vector<int>& numbers = {1, 2});
  [[nodiscard]] int missing() const;
  [[nodiscard]] int own() const { return 1; }

 private:
  int value_ = int{1};
};

}  // namespace thoth
