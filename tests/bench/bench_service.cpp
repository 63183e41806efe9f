// SPDX-License-Identifier: GPL-3.0-or-later
// A reader of solved-package records for bench_service.py, which compares what it prints:
//
//   bench_service loop|at_least_once|exactly_once COUNT CONCURRENCY MICROSECONDS PROPERTY=VALUE…
//
// "loop" is a bare Consumer that decodes and commits, the others are a Service whose handler works for MICROSECONDS.
// Ends after COUNT records, and prints the seconds from the first to the last: joining a group is not what is measured.
#include <fmt/format.h>
#include <thoth/kafka/consumer.hpp>
#include <thoth/messages/solved_package.hpp>
#include <thoth/service.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
using thoth::kafka::Wait;
using thoth::messages::SolvedPackage;

/// Counts what was handled, in any thread, and the time that it took.
class Progress {
 public:
  explicit Progress(std::size_t wanted) : wanted_(wanted) {}

  void begin() {
    if (!is_begun_.exchange(true)) began_ = Clock::now().time_since_epoch().count();
  }
  /// True for the last.
  bool add(std::size_t count) {
    if (handled_.fetch_add(count) + count < wanted_) return false;
    ended_ = Clock::now().time_since_epoch().count();
    return true;
  }
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::duration(ended_.load() - began_.load())).count();
  }

 private:
  std::size_t wanted_;
  std::atomic<std::size_t> handled_ = 0;
  std::atomic<bool> is_begun_ = false;
  std::atomic<Clock::rep> began_ = 0;
  std::atomic<Clock::rep> ended_ = 0;
};

thoth::Result<void> loop(const thoth::kafka::Config& config, Progress& progress) {
  auto consumer = THOTH_TRY(thoth::kafka::Consumer::create(config, thoth::kafka::Membership::group));
  THOTH_TRY(consumer.subscribe({std::string(thoth::schema_of<SolvedPackage>().topic)}));
  thoth::kafka::Batch batch;
  bool is_over = false;
  while (!is_over) {
    THOTH_TRY(consumer.poll(batch, Wait::at_most(Wait::slice)));
    if (batch.records().empty()) continue;
    progress.begin();
    for (const auto& record : batch.records()) THOTH_TRY(thoth::decode<SolvedPackage>(record.value.value_or("")));
    THOTH_TRY(consumer.store(batch));
    is_over = progress.add(batch.records().size());
  }
  return consumer.close(Wait::at_most(std::chrono::seconds(30)));
}

thoth::Result<void> serve(const thoth::kafka::Config& config, const thoth::ServiceOptions& options,
                          std::chrono::microseconds work, Progress& progress) {
  auto service = THOTH_TRY(thoth::Service::create(config, options));
  std::stop_source source;
  service.on<SolvedPackage>([&](const thoth::Delivery<SolvedPackage>&) {
    progress.begin();
    if (work.count() != 0) std::this_thread::sleep_for(work);
    if (progress.add(1)) source.request_stop();
    return thoth::Outcome::done();
  });
  THOTH_TRY(service.run(source.get_token()));
  return {};
}

thoth::Result<void> run(int count, char** arguments) {
  thoth::kafka::ConfigSources sources;
  for (int i = 5; i < count; ++i) sources.properties.emplace_back(arguments[i]);
  const auto config = THOTH_TRY(thoth::kafka::Config::resolve(sources));
  Progress progress(std::strtoull(arguments[2], nullptr, 10));
  const std::string_view what = arguments[1];
  thoth::ServiceOptions options;
  options.concurrency = static_cast<unsigned>(std::atoi(arguments[3]));
  if (what == "exactly_once") options.guarantee = thoth::Guarantee::exactly_once;
  THOTH_TRY(what == "loop" ? loop(config, progress)
                           : serve(config, options, std::chrono::microseconds(std::atoi(arguments[4])), progress));
  fmt::print("{:.6f}\n", progress.seconds());
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 6) {
    fmt::print(stderr,
               "usage: bench_service loop|at_least_once|exactly_once COUNT CONCURRENCY MICROSECONDS "
               "PROPERTY=VALUE…\n");
    return 2;
  }
  const auto ended = run(count, arguments);
  if (ended) return EXIT_SUCCESS;
  fmt::print(stderr, "bench_service: {}\n", ended.error().text());
  return EXIT_FAILURE;
}
