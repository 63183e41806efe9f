// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/builtin_types.hpp"

#include "thoth/messages/all.hpp"

namespace thoth::cli {

const Catalog& builtin_types() {
  return messages::catalog();
}

}  // namespace thoth::cli
