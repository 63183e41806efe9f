// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "thoth/service.hpp"

namespace thoth {
namespace {

/// Of a label, as Prometheus wants it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void single(std::string& out, std::string_view name, std::uint64_t value, std::string_view help) {
  head(out, name, "counter", help);
  out += fmt::format("{} {}\n", name, value);
}

template <class Value>
void by_topic(std::string& out, const ServiceMetrics& metrics, std::string_view name, Value TopicMetrics::*member,
              std::string_view help) {
  head(out, name, "counter", help);
  for (const auto& [topic, counts] : metrics.topics) {
    out += fmt::format("{}{{topic=\"{}\"}} {}\n", name, escaped(topic), counts.*member);
  }
}

/// Leaves out what is not known yet.
template <class Value>
void by_partition(std::string& out, const ServiceMetrics& metrics, std::string_view name,
                  Value PartitionMetrics::*member, std::string_view help) {
  head(out, name, "gauge", help);
  for (const PartitionMetrics& partition : metrics.partitions) {
    const auto value = partition.*member;
    if (value == static_cast<Value>(-1)) continue;
    out += fmt::format("{}{{topic=\"{}\",partition=\"{}\"}} {}\n", name, escaped(partition.topic), partition.partition,
                       value);
  }
}

}  // namespace

std::string to_prometheus(const ServiceMetrics& metrics) {
  std::string out;
  by_topic(out, metrics, "thoth_service_records_received_total", &TopicMetrics::received, "Records read");
  by_topic(out, metrics, "thoth_service_records_done_total", &TopicMetrics::done, "Records handled");
  by_topic(out, metrics, "thoth_service_attempts_total", &TopicMetrics::attempts, "Calls of handlers");
  by_topic(out, metrics, "thoth_service_retries_total", &TopicMetrics::retries, "Attempts that another one followed");
  by_topic(out, metrics, "thoth_service_records_invalid_total", &TopicMetrics::invalid,
           "Records that broke their contracts");
  by_topic(out, metrics, "thoth_service_dead_letters_total", &TopicMetrics::dead_letters, "Dead letters");
  by_topic(out, metrics, "thoth_service_records_skipped_total", &TopicMetrics::skipped,
           "Records that count as finished though they could not be handled");
  by_topic(out, metrics, "thoth_service_handling_seconds_total", &TopicMetrics::handling_seconds,
           "Time that handlers took");
  by_partition(out, metrics, "thoth_service_next_offset", &PartitionMetrics::next,
               "Offset before which all records are finished");
  by_partition(out, metrics, "thoth_service_lag", &PartitionMetrics::lag, "Records behind that offset");
  by_partition(out, metrics, "thoth_service_in_flight", &PartitionMetrics::in_flight, "Records in memory");
  head(out, "thoth_service_halted", "gauge", "Topics that are halted");
  for (const std::string& topic : metrics.halted) {
    out += fmt::format("thoth_service_halted{{topic=\"{}\"}} 1\n", escaped(topic));
  }
  single(out, "thoth_service_messages_sent_total", metrics.sent, "Messages acknowledged");
  single(out, "thoth_service_send_failures_total", metrics.send_failures, "Messages that had to be sent again");
  single(out, "thoth_service_commits_total", metrics.commits, "Commits of offsets or transactions");
  single(out, "thoth_service_commit_failures_total", metrics.commit_failures, "Commits that had to be tried again");
  single(out, "thoth_service_assignments_total", metrics.assignments, "Partitions given to this member");
  single(out, "thoth_service_revocations_total", metrics.revocations, "Partitions taken from it in good order");
  single(out, "thoth_service_losses_total", metrics.losses, "Partitions that it lost");
  return out;
}

std::string_view name(ServiceEvent::Kind kind) {
  switch (kind) {
    case ServiceEvent::Kind::assigned:
      return "assigned";
    case ServiceEvent::Kind::revoked:
      return "revoked";
    case ServiceEvent::Kind::lost:
      return "lost";
    case ServiceEvent::Kind::retry:
      return "retry";
    case ServiceEvent::Kind::dead_letter:
      return "dead_letter";
    case ServiceEvent::Kind::skipped:
      return "skipped";
    case ServiceEvent::Kind::halted:
      return "halted";
    case ServiceEvent::Kind::resumed:
      return "resumed";
    case ServiceEvent::Kind::denied:
      return "denied";
    case ServiceEvent::Kind::allowed:
      return "allowed";
    case ServiceEvent::Kind::commit_failed:
      return "commit_failed";
    case ServiceEvent::Kind::send_failed:
      break;
  }
  return "send_failed";
}

}  // namespace thoth
