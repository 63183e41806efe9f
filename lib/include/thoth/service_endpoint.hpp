// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if !__has_include(<httplib.h>)
#error "thoth/service_endpoint.hpp needs cpp-httplib, which Debian has as libcpp-httplib-dev"
#endif
#include <httplib.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "thoth/error.hpp"
#include "thoth/service.hpp"

#pragma GCC visibility push(default)

namespace thoth {

struct ServiceEndpointOptions {
  std::string host = "127.0.0.1";  ///< the address to listen on; "0.0.0.0": on all
  int port = 9090;                 ///< 0: any that is free, which port() tells
};

/// What Prometheus and Kubernetes ask of a service, over HTTP, in threads of its own:
///
///   GET /metrics   200: the metrics in Prometheus's text format
///   GET /health    200: "ok", or 503: a line for each problem
///
/// Needs cpp-httplib, which the program that includes this has to link; the library itself does not. cpp-httplib has
/// the process ignore SIGPIPE.
class ServiceEndpoint {
 public:
  /// Listens from now on. The service must outlive the endpoint, and not be moved meanwhile; it need not run. Errors:
  /// usage (the port is taken, or the host is no address of this machine).
  static Result<ServiceEndpoint> start(const Service& service, const ServiceEndpointOptions& options = {}) {
    auto impl = std::make_unique<Impl>();
    impl->serve(service);
    if (!impl->bind(options)) {
      const bool is_taken = errno == EADDRINUSE;
      return fail(ErrorCode::usage, "listening on", options.host + ":" + std::to_string(options.port),
                  is_taken ? "the port is taken" : "this machine cannot listen there",
                  is_taken ? "choose another port, or 0 for any" : "choose an address of this machine");
    }
    impl->listen();
    return ServiceEndpoint(std::move(impl));
  }

  /// The port that it listens on.
  [[nodiscard]] int port() const { return impl_->port; }

 private:
  struct [[gnu::visibility("hidden")]] Impl {
    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    Impl(Impl &&) = delete;
    Impl& operator=(Impl&&) = delete;
    ~Impl() {
      server.stop();
      if (thread.joinable()) thread.join();
    }

    void serve(const Service& service) {
      server.Get("/metrics", [&service](const httplib::Request&, httplib::Response& response) {
        response.set_content(to_prometheus(service.metrics()), "text/plain; version=0.0.4; charset=utf-8");
      });
      server.Get("/health", [&service](const httplib::Request&, httplib::Response& response) {
        const ServiceHealth health = service.health();
        std::string text = health.is_good() ? "ok\n" : "";
        for (const std::string& problem : health.problems) text += problem + '\n';
        response.status = health.is_good() ? 200 : 503;
        response.set_content(text, "text/plain; charset=utf-8");
      });
      // A client must not occupy a thread between its requests.
      server.set_keep_alive_max_count(1);
      server.new_task_queue = [] { return new httplib::ThreadPool(2); };
      // By default cpp-httplib sets SO_REUSEPORT, too, and then two processes could share the port unnoticed.
      server.set_socket_options([](auto socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      });
    }

    /// False, and perhaps errno, if it cannot.
    bool bind(const ServiceEndpointOptions& options) {
      errno = 0;
      if (options.port == 0) {
        port = server.bind_to_any_port(options.host);
        return port > 0;
      }
      port = options.port;
      return server.bind_to_port(options.host, options.port);
    }

    void listen() {
      thread = std::thread([this] {
        server.listen_after_bind();
        has_ended = true;
      });
      // Until then stop() would have no effect.
      while (!server.is_running() && !has_ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    httplib::Server server;
    std::atomic<bool> has_ended = false;
    int port = 0;
    std::thread thread;
  };

  explicit ServiceEndpoint(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth

#pragma GCC visibility pop
