// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/property.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "base/read_value.hpp"
#include "kafka/fetch_waker.hpp"
#include "kafka/handles.hpp"
#include "thoth/nearest.hpp"

namespace thoth::kafka {
namespace {

using File = std::unique_ptr<std::FILE, Destroyer<&std::fclose>>;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// librdkafka's own description of its properties: a table with a line a property, columns separated by bars.
std::string properties_as_text() {
  char* text = nullptr;
  std::size_t size = 0;
  File memory(open_memstream(&text, &size));
  if (!memory) return {};
  rd_kafka_conf_properties_show(memory.get());
  memory.reset();
  std::string result(text, size);
  std::free(text);  // NOLINT: open_memstream's buffer is the C library's
  return result;
}

std::string alias_target(std::string_view description) {
  constexpr std::string_view mark = "Alias for `";
  const auto at = description.find(mark);
  if (at == std::string_view::npos) return {};
  const auto rest = description.substr(at + mark.size());
  return std::string(rest.substr(0, rest.find('`')));
}

Side side_of(const std::string& column) {
  if (column == "C") return Side::consumer;
  return column == "P" ? Side::producer : Side::both;
}

/// The words that a description explains, each as "`word` - what it means"; joined as librdkafka joins a range's.
std::string explained_words(std::string_view description) {
  constexpr std::string_view mark = "` - ";
  std::string words;
  for (auto end = description.find(mark); end != std::string_view::npos; end = description.find(mark, end + 1)) {
    const auto begin = description.rfind('`', end - 1);
    if (begin == std::string_view::npos) continue;
    words += (words.empty() ? "" : ", ") + std::string(description.substr(begin + 1, end - begin - 1));
  }
  return words;
}

std::map<std::string, Property, std::less<>> read_property_table() {
  std::map<std::string, Property, std::less<>> table;
  std::istringstream lines(properties_as_text());
  for (std::string line; std::getline(lines, line);) {
    std::array<std::string, 4> columns;  // name, side, range, default
    std::size_t begin = 0;
    std::size_t filled = 0;
    for (; filled < columns.size(); ++filled) {
      const auto bar = line.find('|', begin);
      if (bar == std::string::npos) break;
      columns[filled] = trimmed(std::string_view(line).substr(begin, bar - begin));
      begin = bar + 1;
    }
    const std::string_view description = std::string_view(line).substr(begin);
    const bool is_heading = columns[1].size() != 1;
    if (filled < columns.size() || is_heading || description.find("see dedicated API") != std::string_view::npos)
      continue;
    const std::string target = alias_target(description);
    // A name that stands among the global and the topic properties is set as the global one, which comes first.
    if (columns[2].empty()) columns[2] = explained_words(description);
    table.try_emplace(columns[0],
                      Property{target.empty() ? columns[0] : target, side_of(columns[1]), columns[3], columns[2]});
  }
  return table;
}

/// What the value may be instead: "choose true or false"; empty if librdkafka does not say.
std::string allowed_values(const Setting& setting) {
  const auto found = property_table().find(setting.name);
  if (found == property_table().end() || found->second.range.empty()) return {};
  const std::string& range = found->second.range;
  constexpr std::string_view dots = " .. ";
  if (const auto at = range.find(dots); at != std::string::npos) {
    return "choose a number from " + range.substr(0, at) + " to " + range.substr(at + dots.size());
  }
  const auto comma = range.rfind(", ");
  if (comma == std::string::npos) return "choose " + range;
  return "choose " + range.substr(0, comma) + " or " + range.substr(comma + 2);
}

std::string quoted_source(const Setting& setting) {
  return setting.name + " (" + setting.source + ")";
}

constexpr std::string_view scheme_mark = "://";

bool equal(std::string_view text, std::string_view word) {
  return text.size() == word.size() && ::strncasecmp(text.data(), word.data(), word.size()) == 0;
}

/// librdkafka takes its protocols as schemes.
bool is_protocol(std::string_view scheme) {
  constexpr std::array<std::string_view, 4> protocols = {"plaintext", "ssl", "sasl_plaintext", "sasl_ssl"};
  return std::any_of(protocols.begin(), protocols.end(),
                     [scheme](std::string_view protocol) { return equal(scheme, protocol); });
}

/// The text after the host's colon; none if there is no port, as in "host", "::1" and "[::1]".
std::optional<std::string_view> port_of(std::string_view address) {
  const auto bracket = address.starts_with('[') ? address.find(']') : 0;
  if (bracket == std::string_view::npos) return std::nullopt;
  const auto colon = address.find(':', bracket);
  const bool is_bare_ipv6 = bracket == 0 && colon != address.rfind(':');
  if (colon == std::string_view::npos || is_bare_ipv6) return std::nullopt;
  return address.substr(colon + 1);
}

bool is_port(std::string_view text) {
  unsigned number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && number >= 1 && number <= 65535;
}

Result<void> check_server(const Setting& setting, std::string_view server) {
  const auto refuse = [&](std::string reason, std::string advice) {
    return fail(ErrorCode::usage, "setting property", quoted_source(setting), std::move(reason), std::move(advice));
  };
  const std::string quoted = '"' + std::string(server) + '"';
  std::string_view address = server;
  if (const auto mark = server.find(scheme_mark); mark != std::string_view::npos) {
    const std::string_view scheme = server.substr(0, mark);
    address.remove_prefix(mark + scheme_mark.size());
    address = address.substr(0, address.find('/'));
    const std::string advice =
        address.empty() ? "write HOST:PORT" : "write " + std::string(address) + (port_of(address) ? "" : ":9092");
    if (equal(scheme, "http") || equal(scheme, "https")) {
      return refuse(quoted + " is a web address, and brokers do not speak HTTP", advice);
    }
    if (!is_protocol(scheme)) return refuse(quoted + " is a URL, and a broker is HOST:PORT", advice);
  }
  const auto port = port_of(address);
  if (!port || is_port(*port)) return {};
  return refuse(quoted + " has no valid port", "a port is a number from 1 to 65535");
}

/// A list of brokers may hold what librdkafka takes and reads as something else: a URL, and an invalid port, of
/// which it uses the low 16 bits. Errors: usage, with the form that was meant.
Result<void> check_servers(const Setting& setting) {
  std::string_view rest = setting.value;
  while (!rest.empty()) {
    const std::string_view server = rest.substr(0, rest.find(','));
    THOTH_TRY(check_server(setting, trimmed(server)));
    rest.remove_prefix(std::min(server.size() + 1, rest.size()));
  }
  return {};
}

}  // namespace

const std::map<std::string, Property, std::less<>>& property_table() {
  static const auto table = read_property_table();
  return table;
}

const Property* find_property(std::string_view name) {
  const auto& at_hand = properties_at_hand();
  const auto known = at_hand.find(name);
  if (known != at_hand.end()) return &known->second;
  const auto found = property_table().find(name);
  return found == property_table().end() ? nullptr : &found->second;
}

std::string canonical_name(std::string_view name) {
  const Property* const property = find_property(name);
  return property == nullptr ? std::string(name) : property->canonical;
}

const std::map<std::string, Property, std::less<>>& properties_at_hand() {
  static const auto properties = [] {
    std::map<std::string, Property, std::less<>> table = {
        {"acks", {"request.required.acks", Side::producer, "-1"}},
        {"auto.offset.reset", {"auto.offset.reset", Side::consumer, "largest"}},
        {"bootstrap.servers", {"metadata.broker.list", Side::both, ""}},
        {"check.crcs", {"check.crcs", Side::consumer, "false"}},
        {"compression.type", {"compression.codec", Side::producer, "none"}},
        {"enable.auto.commit", {"enable.auto.commit", Side::consumer, "true"}},
        {"enable.idempotence", {"enable.idempotence", Side::producer, "false"}},
        {"fetch.max.bytes", {"fetch.max.bytes", Side::consumer, "52428800"}},
        {"group.id", {"group.id", Side::consumer, ""}},
        {"group.instance.id", {"group.instance.id", Side::consumer, ""}},
        {"isolation.level", {"isolation.level", Side::consumer, "read_committed"}},
        {"max.in.flight", {"max.in.flight.requests.per.connection", Side::both, "1000000"}},
        {"max.poll.interval.ms", {"max.poll.interval.ms", Side::consumer, "300000"}},
        {"message.max.bytes", {"message.max.bytes", Side::both, "1000000"}},
        {"message.timeout.ms", {"message.timeout.ms", Side::producer, "300000"}},
        {"partitioner", {"partitioner", Side::producer, "consistent_random"}},
        {"queue.buffering.max.kbytes", {"queue.buffering.max.kbytes", Side::producer, "1048576"}},
        {"queued.max.messages.kbytes", {"queued.max.messages.kbytes", Side::consumer, "65536"}},
        {"queued.min.messages", {"queued.min.messages", Side::consumer, "100000"}},
        {"queuing.strategy", {"queuing.strategy", Side::producer, "fifo"}},
        {"receive.message.max.bytes", {"receive.message.max.bytes", Side::both, "100000000"}},
        {"retries", {"message.send.max.retries", Side::producer, "2147483647"}},
        {"sasl.mechanism", {"sasl.mechanisms", Side::both, "GSSAPI"}},
        {"security.protocol", {"security.protocol", Side::both, "plaintext"}},
        {"session.timeout.ms", {"session.timeout.ms", Side::consumer, "45000"}},
        {"socket.timeout.ms", {"socket.timeout.ms", Side::both, "60000"}},
        {"transaction.timeout.ms", {"transaction.timeout.ms", Side::producer, "60000"}},
        {"transactional.id", {"transactional.id", Side::producer, ""}},
    };
    if (!FetchWaker::is_needed()) {
      table["fetch.queue.backoff.ms"] = {"fetch.queue.backoff.ms", Side::consumer, "1000"};
    }
    return table;
  }();
  return properties;
}

bool is_secret(std::string_view property) {
  constexpr std::array<std::string_view, 5> marks = {"password", "secret", "ssl.key.pem", "oauthbearer.config", "jaas"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return property.find(mark) != std::string_view::npos; });
}

Result<void> check_property(const Setting& setting) {
  const ConfHandle conf(rd_kafka_conf_new());
  std::array<char, 512> reason{};
  switch (rd_kafka_conf_set(conf.get(), setting.name.c_str(), setting.value.c_str(), reason.data(), reason.size())) {
    case RD_KAFKA_CONF_OK:
      if (canonical_name(setting.name) == "metadata.broker.list") return check_servers(setting);
      return {};
    case RD_KAFKA_CONF_UNKNOWN: {
      std::vector<std::string> names;
      for (const auto& [name, property] : property_table()) names.push_back(name);
      const auto near = nearest(setting.name, names);
      return fail(ErrorCode::usage, "setting property", quoted_source(setting), "librdkafka has no such property",
                  near ? "did you mean " + *near + "?" : "all names are in librdkafka's CONFIGURATION.md");
    }
    case RD_KAFKA_CONF_INVALID:
      break;
  }
  if (is_secret(setting.name)) {
    // librdkafka's reason quotes the value.
    return fail(ErrorCode::usage, "setting property", quoted_source(setting),
                "librdkafka rejects the value, which is secret and not shown");
  }
  const std::string allowed = allowed_values(setting);
  return fail(ErrorCode::usage, "setting property", quoted_source(setting),
              allowed.empty() ? reason.data() : '"' + setting.value + "\" is not allowed", allowed);
}

Result<std::string> expand_value(const std::string& property, const std::string& source, const std::string& text) {
  Result<std::string> value = read_value(text);
  if (!value) {
    Error& error = value.error();
    error.reason = (is_secret(property) ? "the file after the @" : error.subject) + ": " + error.reason;
    error.doing = "reading the value of";
    error.subject = property + " (" + source + ")";
  }
  return value;
}

}  // namespace thoth::kafka
