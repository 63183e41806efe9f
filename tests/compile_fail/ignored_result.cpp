// SPDX-License-Identifier: GPL-3.0-or-later
// A message that was not taken would be lost without a word.
// expects: -Werror=unused-result
#include "thoth/kafka/producer.hpp"

using namespace thoth::kafka;

thoth::Result<void> send(Producer& producer, const Message& message, const Wait& wait) {
#ifdef THOTH_MUST_FAIL
  producer.send(message, wait);
  return {};
#else
  return producer.send(message, wait);
#endif
}
