// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ping.hpp"

#include <fmt/format.h>

#include "base/terminal_text.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "thoth/kafka/admin.hpp"

namespace thoth::cli {
namespace {

constexpr std::chrono::milliseconds usual_timeout{10000};
constexpr const char* ping_examples =
    "  thoth-msg ping\n"
    "  thoth-msg ping --timeout 2s && echo there\n";

}  // namespace

const CLI::App* setup_ping(CLI::App& app, PingOptions& options) {
  return add_command(
      app, "ping", "Check that the cluster answers: exit 0 if so, else 3", [&options](CLI::App& command) {
        add_duration(command, "--timeout", options.timeout, "How long to wait for an answer [default: 10s]");
        command.footer(ping_examples);
      });
}

Result<ExitCode> run_ping(const PingOptions& options, Context& context) {
  const kafka::Config config = THOTH_TRY(kafka_config(context));
  const kafka::ClusterInfo cluster =
      THOTH_TRY(kafka::check_connection(config, context.wait(options.timeout.value_or(usual_timeout)),
                                        kafka::WhenAllDown::give_up, context.console.kafka_log()));
  std::string out;
  std::string controller = "unknown";
  if (!cluster.id.empty()) out += fmt::format("cluster     {}\n", terminal_line(cluster.id));
  for (const kafka::BrokerInfo& broker : cluster.brokers) {
    out += fmt::format("broker {:<4} {}:{}\n", broker.id, terminal_line(broker.host), broker.port);
    if (broker.id == cluster.controller) controller = std::to_string(broker.id);
  }
  out += fmt::format("controller  {}\n", controller);
  out += fmt::format("latency     {:.1f} ms\n", static_cast<double>(cluster.latency.count()) / 1000.0);
  THOTH_TRY(context.out.write(out));
  return ExitCode::ok;
}

}  // namespace thoth::cli
