// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service_bench.hpp"

#include <deque>
#include <map>
#include <stdexcept>

#include "service/dispatcher.hpp"
#include "service/service_impl.hpp"

namespace thoth {

using service::Job;
using service::Ticket;

/// Keeps what the Dispatcher wants until it is time for it.
struct ServiceBench::Impl : service::Effects {
  explicit Impl(const Service::Impl& service)
      : prefix(service.options.prefix),
        routes(service.routes),
        options{.max_in_flight = service.options.max_in_flight,
                .dead_letter_suffix = service.options.dead_letter_suffix,
                .group = service.settings.consumer.value("group.id")} {}

  std::optional<service::Handled> handle(const kafka::Record& /*record*/, const std::stop_token& /*stop*/) override {
    return std::nullopt;
  }
  void start(service::Run run) override { jobs.insert(jobs.end(), run.begin(), run.end()); }
  void send(Ticket ticket) override { sending.push_back(ticket); }
  void pause(const kafka::Position& /*partition*/) override {}
  void resume(const kafka::Position& /*partition*/) override {}
  void pause_topic(const std::string& /*topic*/) override {}
  void resume_topic(const std::string& /*topic*/) override {}
  void seek(const kafka::Position& /*next*/) override {}
  void end(Error error) override { fail(Delivered::Fate::stopped, error.reason); }
  void tell(ServiceEvent event) override {
    if (event.kind == ServiceEvent::Kind::retry) delivered.reason = event.reason;
    if (event.kind == ServiceEvent::Kind::dead_letter) fail(Delivered::Fate::dead_letter, event.reason);
    if (event.kind == ServiceEvent::Kind::skipped) fail(Delivered::Fate::skipped, event.reason);
    if (event.kind == ServiceEvent::Kind::halted) fail(Delivered::Fate::halted, event.reason);
  }

  void fail(Delivered::Fate fate, std::string reason) {
    delivered.fate = fate;
    delivered.reason = std::move(reason);
  }

  /// The record is the first of its topic, whatever became of the one before it. Ends once nothing is left to do.
  Delivered deliver(const kafka::Record& record) {
    delivered = {};
    delivered.prefix = prefix;
    service::Dispatcher dispatcher(
        options, [this](const kafka::Record& one) { return routes->lane_of(one); }, *this);
    const kafka::Position partition{std::string(record.topic), record.partition, -1};
    dispatcher.assigned(std::span(&partition, 1));
    dispatcher.record(record);
    run(dispatcher);
    return std::move(delivered);
  }

  void run(service::Dispatcher& dispatcher) {
    for (;;) {
      dispatcher.tick(now);
      if (!jobs.empty()) {
        Job job = std::move(jobs.front());
        jobs.pop_front();
        static_cast<void>(job.record->begin());  // nobody drops it meanwhile
        ++delivered.attempts;
        job.result = routes->attempt(job.record->view(), job.attempt, job.stop);
        dispatcher.finished(std::move(job), now);
      } else if (!sending.empty()) {
        const Ticket ticket = sending.front();
        sending.pop_front();
        take(*dispatcher.outbox_of(ticket));
        dispatcher.acknowledged(ticket);
      } else if (const auto next = dispatcher.next_tick()) {
        now = *next;
      } else {
        return;
      }
    }
  }

  void take(const std::vector<Outgoing>& outbox) {
    auto& kind = delivered.fate == Delivered::Fate::dead_letter ? delivered.dead_letters : delivered.messages;
    kind.insert(kind.end(), outbox.begin(), outbox.end());
  }

  std::string prefix;
  std::shared_ptr<const service::Routes> routes;
  service::DispatcherOptions options;
  std::deque<Job> jobs;
  std::deque<Ticket> sending;
  std::map<std::pair<std::string, std::int32_t>, std::int64_t> next_offsets;
  service::Time now{};
  Delivered delivered;
};

ServiceBench::ServiceBench(const Service& service) {
  if (const auto checked = service.impl_->routes->check(); !checked) {
    throw std::invalid_argument(checked.error().text());
  }
  impl_ = std::make_unique<Impl>(*service.impl_);
}
ServiceBench::ServiceBench(ServiceBench&&) noexcept = default;
ServiceBench& ServiceBench::operator=(ServiceBench&&) noexcept = default;
ServiceBench::~ServiceBench() = default;

std::string ServiceBench::full_topic(std::string_view base) const {
  return kafka::full_topic(impl_->prefix, base);
}

Delivered ServiceBench::deliver_record(const kafka::Record& record) {
  kafka::Record next = record;
  next.offset = impl_->next_offsets[{std::string(record.topic), record.partition}]++;
  return impl_->deliver(next);
}

}  // namespace thoth
