// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/dev_broker.hpp"

#include <algorithm>
#include <thread>

#include "kafka/dev_broker_impl.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

constexpr int max_brokers = 32;
constexpr int max_partitions = 10000;
constexpr int usual_replication = 3;

Result<void> check(const DevBrokerOptions& options) {
  const std::string doing = "starting a development broker";
  if (options.brokers < 1 || options.brokers > max_brokers) {
    return fail(ErrorCode::usage, doing, {}, "expected 1 to 32 brokers, not " + std::to_string(options.brokers));
  }
  for (const auto& topic : options.topics) {
    THOTH_TRY(check_topic_name(topic.name));
    if (topic.partitions < 1 || topic.partitions > max_partitions) {
      return fail(ErrorCode::usage, doing, topic.name,
                  "expected 1 to 10000 partitions, not " + std::to_string(topic.partitions));
    }
  }
  return {};
}

}  // namespace

DevBroker::DevBroker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DevBroker::DevBroker(DevBroker&&) noexcept = default;
DevBroker& DevBroker::operator=(DevBroker&&) noexcept = default;
DevBroker::~DevBroker() = default;

Result<DevBroker> DevBroker::create(const DevBrokerOptions& options, LogSink log) {
  THOTH_TRY(check(options));
  const Config config = THOTH_TRY(Config::resolve({}));
  auto impl = std::make_unique<Impl>();
  // The client talks to nobody: without servers it does not even try.
  ClientOptions keeper{RD_KAFKA_PRODUCER, {}, {"bootstrap.servers", "enable.idempotence"}, std::move(log), {}};
  keeper.on_delivery = [](const rd_kafka_message_t&) {};
  impl->client = THOTH_TRY(Client::create(config, std::move(keeper)));
  impl->cluster.reset(rd_kafka_mock_cluster_new(impl->client->get(), options.brokers));
  if (!impl->cluster) {
    return thoth::fail(ErrorCode::internal, "starting a development broker", {},
                       "librdkafka could not create the cluster");
  }
  const int replication = std::min(options.brokers, usual_replication);
  for (const auto& topic : options.topics) {
    // A request that comes while the cluster's thread still ends the one before is a lost wake-up in librdkafka (to
    // this day, 2.15), found only at its next look, a second later. This leaves it the time to go back to its waiting.
    std::this_thread::sleep_for(milliseconds{1});
    const auto code =
        rd_kafka_mock_topic_create(impl->cluster.get(), topic.name.c_str(), topic.partitions, replication);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      return thoth::fail(ErrorCode::internal, "creating topic", topic.name, words_of(code));
    }
  }
  return DevBroker(std::move(impl));
}

std::string DevBroker::bootstrap_servers() const {
  return rd_kafka_mock_cluster_bootstraps(impl_->cluster.get());
}

void DevBroker::fail(RequestKind kind, const std::vector<int>& codes) {
  std::vector<rd_kafka_resp_err_t> answers;
  answers.reserve(codes.size());
  for (const int code : codes) answers.push_back(static_cast<rd_kafka_resp_err_t>(code));
  rd_kafka_mock_push_request_errors_array(impl_->cluster.get(), static_cast<std::int16_t>(kind), answers.size(),
                                          answers.data());
}

}  // namespace thoth::kafka
