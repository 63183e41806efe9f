// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service.hpp"

#include <utility>

#include "service/pump.hpp"
#include "service/service_impl.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth {

Service::Service(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::Service(Service&&) noexcept = default;
Service& Service::operator=(Service&&) noexcept = default;
Service::~Service() = default;

Result<Service> Service::create(const kafka::Config& config, ServiceOptions options, kafka::LogSink log) {
  service::Settings settings = THOTH_TRY(service::settle(config, options));
  auto routes = std::make_shared<service::Routes>(options.prefix);
  return Service(
      std::make_shared<Impl>(Impl{std::move(settings), std::move(options), std::move(log), std::move(routes)}));
}

Service& Service::add(SchemaPtr type, detail::Handles handles, detail::AnyHandler handler, Route route,
                      std::vector<std::string> versions) {
  impl_->routes->add({std::move(type), handles, std::move(handler), std::move(route), std::move(versions)});
  return *this;
}

Service& Service::add_sent(SchemaPtr type) {
  impl_->sent.push_back(std::move(type));
  return *this;
}

Result<ServiceEnd> Service::run(const std::stop_token& stop) {
  THOTH_TRY(impl_->routes->check());
  service::Pump pump(impl_->settings, impl_->options, impl_->routes, impl_->board, impl_->log);
  return pump.run(stop);
}

void Service::halt(std::string_view base_topic) {
  impl_->board->ask({kafka::full_topic(impl_->options.prefix, base_topic), true});
}

void Service::resume(std::string_view base_topic) {
  impl_->board->ask({kafka::full_topic(impl_->options.prefix, base_topic), false});
}

ServiceMetrics Service::metrics() const {
  return impl_->board->metrics();
}

ServiceHealth Service::health() const {
  return impl_->board->health(impl_->options.max_handling, service::Clock::now());
}

}  // namespace thoth
