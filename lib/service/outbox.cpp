// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/outbox.hpp"

#include "thoth/kafka/topic_name.hpp"

namespace thoth {

void Outbox::add(std::string_view base_topic, Result<std::string> value, SendWith with) {
  if (!value) {
    if (!error_) error_ = std::move(value).error();
    return;
  }
  messages_.push_back({kafka::full_topic(prefix_, base_topic), std::move(with.key), *std::move(value),
                       std::move(with.headers), with.timestamp});
}

}  // namespace thoth
