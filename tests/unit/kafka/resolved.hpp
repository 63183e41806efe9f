// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include "thoth/kafka/config.hpp"

namespace thoth::test {

/// The configuration that comes of sources that must be right.
inline kafka::Config resolved(const kafka::ConfigSources& sources) {
  auto config = kafka::Config::resolve(sources);
  if (!config) FAIL(config.error().text());
  return *config;
}

}  // namespace thoth::test
