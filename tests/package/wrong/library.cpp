// SPDX-License-Identifier: GPL-3.0-or-later
// A library that exports the wrong things, compiled with hidden visibility: check_exports.py must see each.
#include "thoth/part.hpp"

namespace thoth {

[[gnu::visibility("default")]] int known(int number) {
  return number;
}
[[gnu::visibility("default")]] void half(int /*number*/) {}
void half(const std::string& /*text*/) {}

[[gnu::visibility("default")]] Part::Part(const std::vector<int>& numbers) : value_(static_cast<int>(numbers.size())) {}
int Part::missing() const {
  return value_;
}

[[gnu::visibility("default")]] int unknown() {
  return 1;
}
[[gnu::visibility("default")]] inline int header_of_nobody() {
  return 2;
}

}  // namespace thoth

[[gnu::visibility("default")]] int outside_the_namespace() {
  return thoth::header_of_nobody();
}
