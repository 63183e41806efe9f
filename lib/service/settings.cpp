// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/settings.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "thoth/kafka/topic_name.hpp"

namespace thoth::service {
namespace {

constexpr auto making = "making";
constexpr auto a_service = "a service";

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::ranges::find(values, value) != values.end();
}

std::string text_of(Guarantee guarantee) {
  return guarantee == Guarantee::exactly_once ? "guarantee=exactly_once" : "guarantee=at_least_once";
}

std::string of_user(const kafka::Config& config, std::string_view name) {
  return config.is_set_by_user(name) ? config.value(name) : std::string();
}

tl::unexpected<Error> contradiction(const std::string& one, const std::string& other, std::string why) {
  return fail(ErrorCode::usage, making, a_service, one + " contradicts " + other, std::move(why));
}

Result<void> check_offsets(const kafka::Config& config, const std::string& guarantee) {
  for (const char* name : {"enable.auto.commit", "enable.auto.offset.store"}) {
    if (!is_one_of(of_user(config, name), {"true", "1", "yes", "on", "t"})) continue;
    return contradiction(std::string(name) + "=true", guarantee, "a service itself commits what is finished");
  }
  return {};
}

Result<void> check_acks(const kafka::Config& config, const std::string& guarantee) {
  const std::string acks = of_user(config, "acks");
  if (acks.empty() || is_one_of(acks, {"all", "-1"})) return {};
  return contradiction("acks=" + acks, guarantee, "a message counts as sent once all replicas have it: acks=all");
}

Result<void> check_at_least_once(const kafka::Config& config, const std::string& guarantee) {
  const std::string id = config.value("transactional.id");
  if (id.empty()) return {};
  return contradiction("transactional.id=" + id, guarantee, "choose guarantee=exactly_once, or leave it out");
}

Result<void> check_exactly_once(const kafka::Config& config, const std::string& guarantee) {
  if (config.value("transactional.id").empty()) {
    return fail(ErrorCode::usage, making, a_service, guarantee + " needs a transactional.id",
                "set one that no other member of the group has");
  }
  if (of_user(config, "isolation.level") == "read_uncommitted") {
    return contradiction("isolation.level=read_uncommitted", guarantee, "it would handle what was aborted");
  }
  if (is_one_of(of_user(config, "enable.idempotence"), {"false", "0", "no", "off", "f"})) {
    return contradiction("enable.idempotence=false", guarantee, "transactions are idempotent");
  }
  return {};
}

Result<void> check_drain(const kafka::Config& config, const ServiceOptions& options) {
  const std::string most = config.value("max.poll.interval.ms");
  std::int64_t bound = 0;
  std::from_chars(most.data(), most.data() + most.size(), bound);
  if (options.max_drain.count() < bound) return {};
  return contradiction("max_drain=" + std::to_string(options.max_drain.count()) + " ms", "max.poll.interval.ms=" + most,
                       "a member that drains longer than that is evicted");
}

Result<void> check_options(const ServiceOptions& options) {
  std::string wrong;
  if (options.max_in_flight == 0) wrong = "max_in_flight is 0";
  if (options.commit_interval.count() <= 0) wrong = "commit_interval is not positive";
  if (options.max_drain.count() < 0) wrong = "max_drain is negative";
  if (options.dead_letter_suffix.empty()) wrong = "dead_letter_suffix is empty";
  if (!wrong.empty()) return fail(ErrorCode::usage, making, a_service, std::move(wrong));
  return kafka::check_topic_name("t" + options.dead_letter_suffix);
}

}  // namespace

Result<Settings> settle(const kafka::Config& config, const ServiceOptions& options) {
  const std::string guarantee = text_of(options.guarantee);
  THOTH_TRY(check_options(options));
  if (config.value("group.id").empty()) {
    return fail(ErrorCode::usage, making, a_service, "group.id is not set",
                "set group.id: the members of a group share its records");
  }
  THOTH_TRY(check_offsets(config, guarantee));
  THOTH_TRY(check_acks(config, guarantee));
  THOTH_TRY(check_drain(config, options));
  const bool is_once = options.guarantee == Guarantee::exactly_once;
  THOTH_TRY(is_once ? check_exactly_once(config, guarantee) : check_at_least_once(config, guarantee));
  kafka::Config consumer = THOTH_TRY(config.with("enable.auto.commit", "false"));
  // An outage is waited out: no message fails because time is up. Those of a transaction fail with it.
  if (is_once || config.is_set_by_user("message.timeout.ms")) return Settings{std::move(consumer), config};
  kafka::Config producer = THOTH_TRY(config.with("message.timeout.ms", "0"));
  return Settings{std::move(consumer), std::move(producer)};
}

}  // namespace thoth::service
