// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "base/schema_frame.hpp"
#include "base/terminal_text.hpp"
#include "judging/key_and_headers.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::service {
namespace {

constexpr auto adding = "adding a handler of";

bool overlap(const RouteEntry& a, const RouteEntry& b) {
  if (a.type->topic != b.type->topic || a.handles != b.handles) return false;
  if (a.handles == detail::Handles::tombstones) return true;
  return std::ranges::any_of(a.versions, [&b](const std::string& v) { return std::ranges::count(b.versions, v) > 0; });
}

Result<void> check_retry(const RouteEntry& entry) {
  const Retry& retry = entry.route.retry;
  std::string_view wrong;
  if (retry.attempts < 1) wrong = "Retry::attempts is less than 1";
  if (retry.first.count() < 0 || retry.max < retry.first) wrong = "Retry::max is less than Retry::first";
  if (!(retry.factor >= 1)) wrong = "Retry::factor is less than 1";
  if (!(retry.jitter >= 0 && retry.jitter <= 1)) wrong = "Retry::jitter is not between 0 and 1";
  if (wrong.empty()) return {};
  return fail(ErrorCode::usage, adding, entry.type->topic, std::string(wrong));
}

Failure failure_of(const Violations& violations) {
  const Violation& first = violations.front();
  return {to_error(violations).text(), std::string(name(first.code)), first.pointer};
}

/// The member "version" of contents; none where there is none, or no telling.
std::optional<std::string> version_of(std::string_view contents) {
  const json::Parsed parsed = json::parse(contents);
  if (!parsed.violations.empty()) return std::nullopt;
  const json::Node* const version = parsed.document->root().find("version");
  if (version == nullptr || version->kind != json::Kind::string) return std::nullopt;
  return std::string(version->text);
}

std::string joined(const std::vector<const RouteEntry*>& entries) {
  std::string all;
  for (const RouteEntry* entry : entries) {
    for (const std::string& version : entry->versions) all += (all.empty() ? "" : ", ") + version;
  }
  return all;
}

Violations breaks_of_key_and_headers(const Schema& type, const kafka::Record& record) {
  Violations violations;
  if (!covers_key_or_headers(type)) return violations;
  KeyAndHeadersValidator validator{ValidationOptions{}};
  validator.validate(type, {record.key, record.headers}, record.value ? HasValue::yes : HasValue::no, violations);
  return violations;
}

/// They are one, which takes the version of its contract.
bool takes_own_version(const std::vector<const RouteEntry*>& entries) {
  const RouteEntry& entry = *entries.front();
  return entries.size() == 1 && entry.handles == detail::Handles::values && entry.versions.size() == 1 &&
         entry.versions.front() == entry.type->version;
}

Attempt::Kind kind_of(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::done:
      return Attempt::Kind::done;
    case Outcome::Kind::retry:
      return Attempt::Kind::retry;
    case Outcome::Kind::dead_letter:
      return Attempt::Kind::dead_letter;
    case Outcome::Kind::halt:
      break;
  }
  return Attempt::Kind::halt;
}

}  // namespace

void Routes::add(RouteEntry entry) {
  if (entry.versions.empty()) entry.versions.push_back(entry.type->version);
  const RouteEntry& added = entries_.emplace_back(std::move(entry));
  by_topic_[kafka::full_topic(prefix_, added.type->topic)].push_back(&added);
}

Result<void> Routes::check() const {
  if (entries_.empty()) {
    return fail(ErrorCode::usage, "starting", "the service", "it has no handler", "add one with Service::on");
  }
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    THOTH_TRY(check_retry(*entry));
    const auto other = std::find_if(entries_.begin(), entry, [&](const RouteEntry& e) { return overlap(e, *entry); });
    if (other == entry) continue;
    return fail(ErrorCode::usage, adding, entry->type->topic, "two handlers take records of one version",
                "name different versions for them");
  }
  return {};
}

std::vector<std::string> Routes::topics() const {
  std::vector<std::string> topics;
  for (const SchemaPtr& type : types()) {
    std::string topic = kafka::full_topic(prefix_, type->topic);
    if (std::ranges::count(topics, topic) == 0) topics.push_back(std::move(topic));
  }
  return topics;
}

std::vector<SchemaPtr> Routes::types() const {
  std::vector<SchemaPtr> types;
  for (const RouteEntry& entry : entries_) {
    if (std::ranges::count(types, entry.type) == 0) types.push_back(entry.type);
  }
  return types;
}

const Routes::Entries& Routes::entries_of(std::string_view topic) const {
  static const Entries none;
  const auto found = by_topic_.find(topic);
  return found == by_topic_.end() ? none : found->second;
}

std::string Routes::lane_of(const kafka::Record& record) const {
  const Entries& entries = entries_of(record.topic);
  if (!entries.empty() && entries.front()->route.order_by) return entries.front()->route.order_by(record);
  return std::string(record.key.value_or(""));
}

Routes::Found Routes::find_tombstone(const Entries& entries) {
  for (const RouteEntry* entry : entries) {
    if (entry->handles == detail::Handles::tombstones) return {entry};
  }
  return {entries.front(), Failure{"the record has no value, and nobody handles those of its topic", "null", ""}};
}

Routes::Found Routes::find_value(const Entries& entries, std::string_view contents) {
  Entries of_values;
  for (const RouteEntry* entry : entries) {
    if (entry->handles == detail::Handles::values) of_values.push_back(entry);
  }
  if (of_values.empty()) {
    return {entries.front(), Failure{"the record has a value, and nobody handles those of its topic", "type", ""}};
  }
  const auto version = version_of(contents);
  if (!version) return {of_values.front()};
  for (const RouteEntry* entry : of_values) {
    if (std::ranges::count(entry->versions, *version) > 0) return {entry};
  }
  return {of_values.front(), Failure{fmt::format("nobody handles contents of version \"{}\" (handled: {})",
                                                 terminal_line(*version), joined(of_values)),
                                     "value", "/version"}};
}

Routes::Found Routes::find(const Entries& entries, const kafka::Record& record, std::string_view contents) {
  if (!record.value) return find_tombstone(entries);
  // Where there is no choice, the handler's decoder looks at the version.
  return takes_own_version(entries) ? Found{entries.front()} : find_value(entries, contents);
}

Attempt Routes::attempt(const kafka::Record& record, int number, std::stop_token stop) const {
  const Entries& entries = entries_of(record.topic);
  // Only what the service subscribed to comes.
  if (entries.empty()) return {Attempt::Kind::halt, Failure{"nobody handles records of this topic", "", ""}};
  const std::string_view contents = split_frame(FramedPart::value, record.value.value_or(""), record.headers).contents;
  Found found = find(entries, record, contents);
  const Route* const route = &found.entry->route;
  if (found.failure) return {Attempt::Kind::invalid, std::move(found.failure), route};
  const Violations broken = breaks_of_key_and_headers(*found.entry->type, record);
  if (!broken.empty()) return {Attempt::Kind::invalid, failure_of(broken), route};
  try {
    Outbox outbox(prefix_);
    const Versions versions = takes_own_version(entries) ? Versions::own : Versions::any;
    Attempt attempt = call(*found.entry, {contents, record, number, std::move(stop), outbox, versions});
    if (attempt.kind != Attempt::Kind::invalid || versions == Versions::any) return attempt;
    if (Found other = find_value(entries, contents); other.failure) attempt.failure = std::move(other.failure);
    return attempt;
  } catch (const std::exception& exception) {
    return {Attempt::Kind::retry, Failure{exception.what(), "", ""}, route};
  } catch (...) {
    return {Attempt::Kind::retry, Failure{"an exception that is no std::exception", "", ""}, route};
  }
}

Attempt Routes::call(const RouteEntry& entry, const detail::HandlerCall& call) {
  const auto outcome = entry.handler(call);
  if (!outcome) return {Attempt::Kind::invalid, failure_of(outcome.error()), &entry.route};
  Attempt attempt{kind_of(outcome->kind()), {}, &entry.route};
  if (attempt.kind != Attempt::Kind::done) {
    attempt.failure = Failure{outcome->why(), "", ""};
    return attempt;
  }
  if (call.outbox.error()) return {Attempt::Kind::retry, Failure{call.outbox.error()->text(), "", ""}, &entry.route};
  attempt.outbox = call.outbox.messages();
  return attempt;
}

}  // namespace thoth::service
