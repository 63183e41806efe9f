// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <librdkafka/rdkafka.h>
#include <string>

#include "base/inner.hpp"
#include "thoth/gone.hpp"
#include "thoth/service_endpoint.hpp"

#pragma GCC visibility push(default)

namespace thoth {
void bring(rd_kafka_t* handle);
}  // namespace thoth

#pragma GCC visibility pop
