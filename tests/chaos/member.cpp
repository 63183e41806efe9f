// SPDX-License-Identifier: GPL-3.0-or-later
// A member of a service's group for `scripts/chaos service`: answers each solved-package by one repo-init that names
// the record's place, and writes down when each handling began and ended. What the package is called says how its
// handling goes. SIGTERM ends it, and SIGUSR1 resumes what is halted.
//
//   chaos_member LOG PREFIX GUARANTEE CONCURRENCY TOPICS [PROPERTY=VALUE…]
//
// TOPICS is 1, or 2 to handle missing-package too, whose topic is halted at a package called "halt" until the first
// SIGUSR1.
//
// LOG gets a line "NANOSECONDS begin|end|event …" for each step, each by one write, so that a killed member leaves
// whole lines.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <thoth/messages/missing_package.hpp>
#include <thoth/messages/repo_init.hpp>
#include <thoth/messages/solved_package.hpp>
#include <thoth/service.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace std::chrono_literals;
using thoth::Delivery;
using thoth::Outcome;
using thoth::messages::MissingPackage;
using thoth::messages::RepoInit;
using thoth::messages::SolvedPackage;

constexpr const char* solved = "thoth.solver.solved-package";
constexpr const char* missing = "thoth.package-update.missing-package";

volatile std::sig_atomic_t is_stopped = 0;
volatile std::sig_atomic_t is_resumed = 0;
std::atomic<bool> is_mended = false;  ///< what has halted missing-package

class Log {
 public:
  explicit Log(const char* path) : file_(::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {}

  void add(const std::string& text) const {
    // Since the machine's start: the same clock in every process.
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const std::string line =
        fmt::format("{} {}\n", std::chrono::duration_cast<std::chrono::nanoseconds>(now).count(), text);
    if (::write(file_, line.data(), line.size()) < 0) std::abort();
  }

 private:
  int file_;
};

/// How long a handler works: most a millisecond or so, "slow" ones longer than max.poll.interval.ms.
void work(std::string_view how) {
  thread_local std::mt19937 random(std::random_device{}());
  const auto usual = std::chrono::microseconds(std::uniform_int_distribution(0, 3000)(random));
  std::this_thread::sleep_for(how == "slow" ? std::chrono::microseconds(20s) : usual);
}

std::string place_of(const thoth::kafka::Record& record) {
  return fmt::format("{}@{}", record.partition, record.offset);
}

void answer(thoth::Outbox& outbox, const thoth::kafka::Record& record, const std::string& url) {
  outbox.send(RepoInit{.component_name = "chaos", .project_url = url, .service_version = "1"},
              {.key = std::string(record.key.value_or(""))});
}

/// What `solver` asks for: "flaky" succeeds at the third attempt, "failing" never, "slow" at once, but late.
Outcome handle(const Delivery<SolvedPackage>& delivery, const Log& log) {
  const std::string how = *delivery.message.solver;
  const std::string place = place_of(delivery.record);
  const std::string about = fmt::format("{} {} {}", place, delivery.record.key.value_or("-"), delivery.attempt);
  log.add("begin " + about);
  work(how);
  const bool fails = how == "failing" || (how == "flaky" && delivery.attempt < 3);
  if (!fails) answer(delivery.outbox, delivery.record, place);
  log.add(fmt::format("end {} {}", about, fails ? "failed" : "done"));
  return fails ? Outcome::retry("it was asked for") : Outcome::done();
}

/// Of many records each hundredth is answered.
Outcome handle(const Delivery<MissingPackage>& delivery, const Log& log) {
  const bool is_halting = *delivery.message.package_name == "halt";
  if (is_halting) log.add("met " + place_of(delivery.record));
  if (is_halting && !is_mended) return Outcome::halt("it was asked for");
  if (delivery.record.offset % 100 == 0)
    answer(delivery.outbox, delivery.record, "missing-" + place_of(delivery.record));
  return Outcome::done();
}

/// Does what the signals ask for, until it is stopped.
void obey(thoth::Service& service, std::stop_source& source, const std::stop_token& ended) {
  for (; is_stopped == 0 && !ended.stop_requested(); std::this_thread::sleep_for(20ms)) {
    if (is_resumed == 0) continue;
    is_resumed = 0;
    is_mended = true;
    for (const char* topic : {solved, missing}) service.resume(topic);
  }
  source.request_stop();
}

thoth::Result<thoth::kafka::Config> config_of(int count, char** properties) {
  thoth::kafka::ConfigSources sources;
  for (int i = 0; i < count; ++i) sources.properties.emplace_back(properties[i]);
  return thoth::kafka::Config::resolve(sources);
}

thoth::Result<void> run(const Log& log, char** arguments, int count) {
  const auto config = THOTH_TRY(config_of(count - 6, arguments + 6));
  thoth::ServiceOptions options;
  options.prefix = arguments[2];
  options.guarantee = std::string_view(arguments[3]) == "exactly_once" ? thoth::Guarantee::exactly_once
                                                                       : thoth::Guarantee::at_least_once;
  options.max_drain = 4s;  // as service.py knows
  options.concurrency = static_cast<unsigned>(std::atoi(arguments[4]));
  options.on_event = [&](const thoth::ServiceEvent& event) {
    log.add(fmt::format("event {} {} {}@{} {}", name(event.kind), event.topic, event.partition, event.offset,
                        event.reason));
  };
  auto service = THOTH_TRY(
      thoth::Service::create(config, options, [&](auto, const std::string& text) { log.add("log " + text); }));
  service.on<SolvedPackage>([&](const Delivery<SolvedPackage>& delivery) { return handle(delivery, log); },
                            {.retry = {.attempts = 4, .first = 50ms, .max = 500ms}});
  if (std::string_view(arguments[5]) == "2") {
    service.on<MissingPackage>([&](const Delivery<MissingPackage>& delivery) { return handle(delivery, log); });
  }
  std::stop_source source;
  const std::jthread watcher([&](const std::stop_token& ended) { obey(service, source, ended); });
  const auto ended = THOTH_TRY(service.run(source.get_token()));
  log.add(fmt::format("ended {} {}", ended.finished, ended.running));
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 6) {
    fmt::print(stderr, "usage: chaos_member LOG PREFIX GUARANTEE CONCURRENCY TOPICS [PROPERTY=VALUE…]\n");
    return 2;
  }
  std::signal(SIGTERM, [](int) { is_stopped = 1; });
  std::signal(SIGUSR1, [](int) { is_resumed = 1; });
  const Log log(arguments[1]);
  const auto ended = run(log, arguments, count);
  if (ended) return EXIT_SUCCESS;
  log.add("error " + ended.error().text());
  return EXIT_FAILURE;
}
