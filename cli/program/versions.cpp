// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/versions.hpp"

#include <fmt/format.h>

#include "program/compiled_in.hpp"
#include "thoth/kafka/librdkafka.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {

std::string versions() {
  std::string text = fmt::format("thoth-msg {}\nlibrdkafka {} ({})\nOpenSSL {}\n", version, kafka::librdkafka_version(),
                                 kafka::librdkafka_features(), kafka::openssl_version());
  if (!compiled_in.empty()) text += fmt::format("compiled in: {}\n", compiled_in);
  return text;
}

}  // namespace thoth::cli
