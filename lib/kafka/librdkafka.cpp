// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/librdkafka.hpp"

#include <librdkafka/rdkafka.h>

namespace thoth::kafka {

std::string librdkafka_version() {
  return rd_kafka_version_str();
}

}  // namespace thoth::kafka
