// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_folder.hpp"

namespace thoth::test {

std::string test_folder() {
  return THOTH_TEST_FOLDER;
}

}  // namespace thoth::test
