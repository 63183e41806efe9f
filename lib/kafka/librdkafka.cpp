// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/librdkafka.hpp"

#include <openssl/crypto.h>

#include <array>

#include "kafka/handles.hpp"

namespace thoth::kafka {

std::string librdkafka_version() {
  return rd_kafka_version_str();
}

std::string librdkafka_features() {
  const ConfHandle conf(rd_kafka_conf_new());
  std::array<char, 512> text{};
  std::size_t size = text.size();
  if (rd_kafka_conf_get(conf.get(), "builtin.features", text.data(), &size) != RD_KAFKA_CONF_OK) return {};
  std::string features;
  for (const char* next = text.data(); *next != '\0'; ++next) features += *next == ',' ? ", " : std::string(1, *next);
  return features;
}

std::string openssl_version() {
  return OpenSSL_version(OPENSSL_VERSION_STRING);
}

}  // namespace thoth::kafka
