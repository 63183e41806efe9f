// SPDX-License-Identifier: GPL-3.0-or-later
// A message's topic is a view, and the name that it is of is gone after the line.
// expects: use of deleted function .*TopicView
#include "thoth/kafka/producer.hpp"
#include "thoth/kafka/topic_name.hpp"

using namespace thoth::kafka;

Message message(std::string_view prefix) {
  static const std::string topic = full_topic(prefix, "thoth.solver.solved-package");
#ifdef THOTH_MUST_FAIL
  return {.topic = full_topic(prefix, "thoth.solver.solved-package")};
#else
  return {.topic = topic};
#endif
}
