// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/dev_broker.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <thread>

#include "kafka/topic_names.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "program/signals.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

constexpr const char* dev_broker_examples =
    "  thoth-msg dev-broker -- thoth-msg ping\n"
    "  thoth-msg dev-broker --topic orders:3 -- thoth-msg topics describe orders\n";

/// What a started command gets: our environment, with the broker's address in place of any other.
std::vector<std::string> environment_for(const Environment& environment, const std::string& servers) {
  std::vector<std::string> lines;
  for (const auto& variable : environment) {
    if (variable.first != "KAFKA_BOOTSTRAP_SERVERS") lines.push_back(variable.first + '=' + variable.second);
  }
  lines.push_back("KAFKA_BOOTSTRAP_SERVERS=" + servers);
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

/// Starts the command with the signals' usual meaning. Errors: usage (there is no such command).
Result<pid_t> start(std::vector<std::string> command, std::vector<std::string> environment) {
  posix_spawnattr_t attributes{};
  ::posix_spawnattr_init(&attributes);
  sigset_t usual{};
  ::sigemptyset(&usual);
  ::sigaddset(&usual, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, command.front().c_str(), nullptr, &attributes, pointers(command).data(),
                                   pointers(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    return fail(ErrorCode::usage, "running", command.front(), std::strerror(error),
                "name a command that is on the PATH");
  }
  return child;
}

/// Waits for the child; hands our signals on to it. At the deadline it is asked to end.
int wait_for(pid_t child, const Context& context) {
  bool reported = false;
  bool reported_again = false;
  const auto deadline = context.deadline();
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFSIGNALED(status) ? signal_base + WTERMSIG(status) : WEXITSTATUS(status);
    if (ended < 0 && errno != EINTR) return static_cast<int>(ExitCode::internal);
    const bool late = deadline && std::chrono::steady_clock::now() >= *deadline;
    if (!reported && (signals::stop() || late)) {
      // What was typed on the terminal has reached the child as well.
      if (late || !signals::was_typed()) ::kill(child, signals::caught() != 0 ? signals::caught() : SIGTERM);
      reported = true;
    } else if (!reported_again && signals::abort()) {
      if (!signals::was_typed()) ::kill(child, signals::caught());
      reported_again = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

void serve(const Context& context) {
  const auto deadline = context.deadline();
  while (!signals::stop() && !(deadline && std::chrono::steady_clock::now() >= *deadline)) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

}  // namespace

const CLI::App* setup_dev_broker(CLI::App& app, DevBrokerOptions& options) {
  return add_command(
      app, "dev-broker", "Run an in-process Kafka cluster for development and tests", [&options](CLI::App& command) {
        add_number(command, "--brokers", options.brokers, {1, 100}, "Number of brokers [default: 1]");
        add_texts(command, "--topic", options.topics, "NAME[:PARTITIONS]",
                  "Create this topic besides those of the known types (repeatable)");
        const CLI::callback_t refuse = [](const CLI::results_t&) -> bool {
          throw CLI::ValidationError("put -- before the command to run: thoth-msg dev-broker -- thoth-msg ping");
        };
        command.add_option("COMMAND", refuse, "Command to run with KAFKA_BOOTSTRAP_SERVERS set to the cluster")
            ->type_name("-- COMMAND")
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->expected(-1);
        command.footer(dev_broker_examples);
      });
}

Result<std::vector<kafka::DevTopic>> dev_topics(const DevBrokerOptions& options, const Catalog& types,
                                                const std::string& prefix) {
  std::vector<kafka::DevTopic> topics;
  const auto put = [&topics](kafka::DevTopic topic) {
    const auto same = std::find_if(topics.begin(), topics.end(),
                                   [&topic](const kafka::DevTopic& other) { return other.name == topic.name; });
    if (same == topics.end()) {
      topics.push_back(std::move(topic));
    } else {
      *same = std::move(topic);
    }
  };
  for (const std::string& name : kafka::full_topics(types, prefix)) put({name, 1});
  for (const std::string& text : options.topics) {
    const auto colon = text.rfind(':');
    kafka::DevTopic topic{kafka::new_topic(prefix, text.substr(0, colon)), 1};
    if (colon != std::string::npos) {
      try {
        topic.partitions = static_cast<int>(parse_number(text.substr(colon + 1), {1, 10000}));
      } catch (const CLI::ValidationError& error) {
        return fail(ErrorCode::usage, "invalid --topic", text, error.what(), "write NAME:PARTITIONS");
      }
    }
    put(std::move(topic));
  }
  return topics;
}

Result<ExitCode> run_dev_broker(const DevBrokerOptions& options, Context& context) {
  kafka::DevBrokerOptions wanted;
  wanted.brokers = static_cast<int>(options.brokers.value_or(1));
  wanted.topics = THOTH_TRY(dev_topics(options, context.types, context.settings.topic_prefix));
  const kafka::DevBroker broker = THOTH_TRY(kafka::DevBroker::create(wanted, context.console.kafka_log()));
  const std::string servers = broker.bootstrap_servers();
  if (options.command.empty()) {
    THOTH_TRY(context.out.write("KAFKA_BOOTSTRAP_SERVERS=" + servers + '\n'));
    THOTH_TRY(context.out.flush());
    serve(context);
    if (signals::stop()) return fail(ErrorCode::interrupted, "", "dev-broker", "ended by a signal");
    return ExitCode::ok;
  }
  const pid_t child = THOTH_TRY(start(options.command, environment_for(context.environment, servers)));
  return static_cast<ExitCode>(wait_for(child, context));
}

}  // namespace thoth::cli
