// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/topic_choice.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>

#include "kafka/topic_names.hpp"
#include "program/options.hpp"
#include "program/type_choice.hpp"
#include "reading/regex.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

bool exists(const std::string& name, const std::vector<kafka::TopicInfo>& on_cluster) {
  return std::any_of(on_cluster.begin(), on_cluster.end(),
                     [&name](const kafka::TopicInfo& topic) { return topic.name == name; });
}

class Choosing {
 public:
  Choosing(const std::vector<kafka::TopicInfo>& on_cluster, const std::string& prefix, const char* doing)
      : on_cluster_(on_cluster), prefix_(prefix), doing_(doing) {}

  void add(const std::string& name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  }

  Result<void> add_matching(const std::string& expression) {
    const std::shared_ptr<const re2::RE2> regex = THOTH_TRY(compile_regex(expression, "--topic " + expression));
    const bool wants_internal = expression.starts_with("^__");
    const std::size_t before = names_.size();
    for (const kafka::TopicInfo& topic : on_cluster_) {
      if (kafka::is_internal(topic.name) && !wants_internal) continue;
      const std::string base = kafka::base_topic(prefix_, topic.name).value_or(topic.name);
      if (re2::RE2::PartialMatch(topic.name, *regex) || re2::RE2::PartialMatch(base, *regex)) add(topic.name);
    }
    if (names_.size() > before) return {};
    return fail(ErrorCode::unreachable, doing_, expression, "no topic on the cluster matches it",
                "see thoth-msg topics list");
  }

  /// Every known type's topic that is there. Gives the names of the others.
  std::vector<std::string> add_known(const Catalog& types) {
    std::vector<std::string> missing;
    for (const std::string& name : kafka::full_topics(types, prefix_)) {
      if (exists(name, on_cluster_)) {
        add(name);
      } else {
        missing.push_back(name);
      }
    }
    for (const kafka::TopicInfo& topic : on_cluster_) {
      if (kafka::is_internal(topic.name)) continue;
      const auto base = kafka::base_topic(prefix_, topic.name);
      const Schema* const schema = base ? types.find(*base) : nullptr;
      if (schema != nullptr && schema->topic_template != nullptr) add(topic.name);
    }
    return missing;
  }

  [[nodiscard]] std::vector<std::string>& names() { return names_; }

 private:
  const std::vector<kafka::TopicInfo>& on_cluster_;
  const std::string& prefix_;
  const char* doing_;
  std::vector<std::string> names_;
};

/// A list of topics leaves out those that may not be read: asking for one by its name tells.
Error absent(const char* doing, const std::string& name, const std::vector<kafka::TopicInfo>& on_cluster,
             kafka::Consumer& consumer, const Context& context) {
  const auto looked_up = consumer.lookup({name}, context.wait());
  if (!looked_up) return looked_up.error();
  const kafka::TopicInfo& topic = looked_up->front();
  if (topic.state == kafka::TopicState::invalid_name && name.find(',') != std::string::npos) {
    return Error{ErrorCode::usage, "", "",
                 fmt::format("\"{}\" is not a topic name (',' is not allowed); repeat -t for several topics", name),
                 ""};
  }
  if (topic.state == kafka::TopicState::missing) return kafka::missing_topic(doing, name, on_cluster);
  return Error{topic.state == kafka::TopicState::invalid_name ? ErrorCode::usage : ErrorCode::unreachable, doing, name,
               topic.reason, topic.state == kafka::TopicState::unauthorized ? "ask for permission to read it" : ""};
}

/// The topic on the cluster that was typed: by its name, or as a unique end of a known type's. Errors: usage (an end of
/// several types), and those of choose_topics.
Result<std::string> named_topic(const char* doing, const std::string& typed,
                                const std::vector<kafka::TopicInfo>& on_cluster, kafka::Consumer& consumer,
                                const Context& context) {
  const std::string& prefix = context.settings.topic_prefix;
  const std::string name = kafka::resolve_topic(prefix, typed, on_cluster);
  if (exists(name, on_cluster)) return name;
  const std::optional<std::string> type = THOTH_TRY(type_ending_in(context.types, typed, doing));
  const std::string of_type = type ? kafka::resolve_topic(prefix, *type, on_cluster) : name;
  if (exists(of_type, on_cluster)) return of_type;
  return tl::unexpected<Error>(absent(doing, of_type, on_cluster, consumer, context));
}

Result<void> add_all_known(const char* doing, Choosing& choosing, const std::string& prefix, Context& context) {
  const std::vector<std::string> missing = choosing.add_known(context.types);
  if (choosing.names().empty()) {
    return fail(ErrorCode::unreachable, doing, missing.front() + " and the other known types' topics",
                "none of them exists", "create them with thoth-msg topics create --all");
  }
  if (!missing.empty()) {
    context.console.warn(fmt::format("{} of the known types' {} topics are not on the cluster and will not be read",
                                     missing.size(), kafka::full_topics(context.types, prefix).size()));
  }
  return {};
}

}  // namespace

void add_topic_choice(CLI::App& command, std::vector<std::string>& topics, bool& all) {
  add_arguments(command, "TOPIC", topics, "TOPIC",
                "Base or full topic names, unique ends of known types' names, or ^REGEX");
  add_texts(command, "-t,--topic", topics, "TOPIC", "The same as TOPIC (repeatable)");
  add_switch(command, "--all", all, "Topics of all known message types");
}

void add_partitions(CLI::App& command, std::vector<std::int64_t>& partitions) {
  add_numbers(command, "-p,--partition", partitions, {0, std::numeric_limits<std::int32_t>::max()},
              "Read only this partition (repeatable)");
}

Result<void> check_topic_choice(const char* command, const std::vector<std::string>& topics, bool all) {
  if (!topics.empty() || all) return {};
  return fail(ErrorCode::usage, "", command, "no topic given",
              fmt::format("name one: thoth-msg {} TOPIC; or give --all for every known type", command));
}

Result<std::vector<std::string>> choose_topics(const TopicChoice& choice, kafka::Consumer& consumer, Context& context) {
  const std::string& prefix = context.settings.topic_prefix;
  const std::vector<kafka::TopicInfo> on_cluster = THOTH_TRY(consumer.list(context.wait()));
  Choosing choosing(on_cluster, prefix, choice.doing);
  for (const std::string& typed : choice.topics) {
    if (typed.starts_with('^')) {
      THOTH_TRY(choosing.add_matching(typed));
      continue;
    }
    const std::string name = THOTH_TRY(named_topic(choice.doing, typed, on_cluster, consumer, context));
    choosing.add(name);
  }
  if (choice.all) THOTH_TRY(add_all_known(choice.doing, choosing, prefix, context));
  return std::move(choosing.names());
}

}  // namespace thoth::cli
