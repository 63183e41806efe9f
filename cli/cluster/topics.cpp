// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/topics.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <limits>

#include "base/terminal_text.hpp"
#include "kafka/topic_names.hpp"
#include "output/table.hpp"
#include "output/text.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

constexpr const char* list_topics_examples =
    "  thoth-msg topics list\n"
    "  thoth-msg topics list | grep solver\n";
constexpr const char* create_examples =
    "  thoth-msg topics create --all\n"
    "  thoth-msg topics create my-topic --partitions 3 --replication 1\n";
constexpr const char* describe_examples =
    "  thoth-msg topics describe thoth.solver.solved-package\n"
    "  thoth-msg topics describe --all-settings thoth.solver.solved-package\n";
constexpr const char* delete_examples =
    "  thoth-msg topics delete my-topic\n"
    "  thoth-msg topics delete thoth.solver.solved-package thoth.repo-init\n";

Result<kafka::Admin> connect(Context& context) {
  const kafka::Config config = THOTH_TRY(kafka_config(context));
  return kafka::Admin::create(config, context.console.kafka_log());
}

Result<void> require_names(const TopicsOptions& options, const char* command) {
  if (!options.names.empty()) return {};
  return fail(ErrorCode::usage, "", command, "no topic given", "give base or full names");
}

/// Full names of topics that must be there. Errors: unreachable (missing, with the nearest names).
Result<std::vector<std::string>> existing(kafka::Admin& admin, const TopicsOptions& options, const char* doing,
                                          Context& context) {
  const std::vector<kafka::TopicInfo> on_cluster = THOTH_TRY(admin.list(context.wait()));
  std::vector<std::string> names;
  for (const std::string& typed : options.names) {
    const std::string name = kafka::resolve_topic(context.settings.topic_prefix, typed, on_cluster);
    bool found = false;
    for (const kafka::TopicInfo& topic : on_cluster) found = found || topic.name == name;
    if (!found) return tl::unexpected<Error>(kafka::missing_topic(doing, name, on_cluster));
    names.push_back(name);
  }
  return names;
}

std::string word(kafka::TopicChange change) {
  switch (change) {
    case kafka::TopicChange::created:
      return "created";
    case kafka::TopicChange::existed:
      return "exists already";
    case kafka::TopicChange::created_by_cluster:
      return "created by the cluster itself";
    case kafka::TopicChange::deleted:
      return "deleted";
    case kafka::TopicChange::failed:
      break;
  }
  return "failed";
}

std::size_t replication(const kafka::TopicInfo& topic) {
  return topic.partitions.empty() ? 0 : topic.partitions.front().replicas.size();
}

/// How an existing topic differs from what `topics create` was asked for, and what changes it.
std::vector<std::string> differences(const kafka::TopicInfo& topic, const TopicsOptions& options) {
  std::vector<std::string> lines;
  if (topic.partitions.empty()) return lines;
  const auto has = static_cast<std::int64_t>(topic.partitions.size());
  const std::int64_t wanted = options.partitions.value_or(has);
  if (wanted != has) {
    const std::string remedy =
        wanted > has
            ? fmt::format("to add partitions: kafka-topics.sh --alter --topic {} --partitions {}", topic.name, wanted)
            : "partitions cannot be removed; delete it first";
    lines.push_back(fmt::format("{} exists with {}, not {}, and stays as it is ({})", topic.name,
                                counted(topic.partitions.size(), "partition", "partitions"), wanted, remedy));
  }
  const std::size_t replicas = replication(topic);
  if (options.replication && static_cast<std::size_t>(*options.replication) != replicas) {
    lines.push_back(
        fmt::format("{} exists with {}, not {}, and stays as it is (to change them: "
                    "kafka-reassign-partitions.sh)",
                    topic.name, counted(replicas, "replica", "replicas"), *options.replication));
  }
  return lines;
}

/// Topics that were there already with another number of partitions or replicas than the command line asks for: what
/// was meant is not done by creating. Says so.
Result<void> warn_of_differences(const std::vector<kafka::TopicOutcome>& outcomes, const TopicsOptions& options,
                                 kafka::Admin& admin, Context& context) {
  std::vector<std::string> names;
  for (const kafka::TopicOutcome& outcome : outcomes) {
    if (outcome.change == kafka::TopicChange::existed) names.push_back(outcome.name);
  }
  if (names.empty() || (!options.partitions && !options.replication)) return {};
  const std::vector<kafka::TopicInfo> topics = THOTH_TRY(admin.lookup(names, context.wait()));
  for (const kafka::TopicInfo& topic : topics) {
    for (const std::string& warning : differences(topic, options)) context.console.warn(warning);
  }
  return {};
}

/// Says what became of each topic; gives the first failure's code.
Result<ExitCode> tell(const std::vector<kafka::TopicOutcome>& outcomes, Context& context) {
  ExitCode code = ExitCode::ok;
  for (const kafka::TopicOutcome& outcome : outcomes) {
    if (!outcome.warning.empty()) context.console.warn(outcome.warning);
    if (outcome.error) {
      context.console.error(outcome.error->text());
      if (code == ExitCode::ok) code = exit_code(outcome.error->code);
    } else {
      THOTH_TRY(context.out.write(fmt::format("{}  {}\n", terminal_line(outcome.name), word(outcome.change))));
    }
  }
  return code;
}

/// Which settings of a topic to show: those that were set on it, or all.
enum class ShownSettings : std::uint8_t { set, all };

std::string settings_text(const std::vector<kafka::TopicSetting>& settings, ShownSettings shown) {
  std::vector<std::vector<std::string>> rows{{"SETTING", "VALUE", "FROM"}};
  for (const kafka::TopicSetting& setting : settings) {
    if (setting.is_default && shown == ShownSettings::set) continue;
    rows.push_back({setting.name, setting.value, setting.is_default ? "default" : "topic"});
  }
  if (rows.size() == 1) return "all settings have their default (--all-settings lists them)\n";
  return table(rows, standard_output_width());
}

std::string described(const kafka::TopicDescription& topic, ShownSettings shown) {
  std::vector<std::vector<std::string>> rows{{"PARTITION", "LEADER", "REPLICAS", "IN SYNC"}};
  for (const kafka::PartitionInfo& partition : topic.info.partitions) {
    rows.push_back({std::to_string(partition.id), partition.leader < 0 ? "none" : std::to_string(partition.leader),
                    fmt::format("{}", fmt::join(partition.replicas, ",")),
                    fmt::format("{}", fmt::join(partition.in_sync, ","))});
  }
  std::string text = terminal_line(topic.info.name) + "\n" + table(rows);
  return topic.settings ? text + settings_text(*topic.settings, shown) : text;
}

}  // namespace

TopicsParsers setup_topics(CLI::App& app, TopicsOptions& options) {
  CLI::App* group = app.add_subcommand("topics", "List, create, describe and delete topics");
  group->footer(std::string(create_examples) + "  thoth-msg topics list\n");
  const CLI::App* const list =
      add_command(*group, "list", "List the topics of the cluster, without Kafka's internal ones",
                  [](CLI::App& command) { command.footer(list_topics_examples); });
  const CLI::App* const create =
      add_command(*group, "create", "Create topics and wait until they are usable", [&options](CLI::App& command) {
        add_arguments(command, "NAME", options.names, "TYPE",
                      "Base or full topic names; topics that exist are left as they are");
        add_switch(command, "--all", options.all, "Topics of all known message types");
        add_number(command, "--partitions", options.partitions, {1, std::numeric_limits<int>::max()},
                   "Partitions of each topic [default: 1]");
        add_number(command, "--replication", options.replication, {1, std::numeric_limits<std::int16_t>::max()},
                   "Replicas of each partition [default: 1]");
        command.footer(create_examples);
      });
  const CLI::App* const describe = add_command(
      *group, "describe", "Show partitions, leaders, replicas and settings of topics", [&options](CLI::App& command) {
        add_arguments(command, "NAME", options.names, "TOPIC", "Base or full topic names");
        add_switch(command, "--all-settings", options.all_settings, "Show the settings that have their default, too");
        command.footer(describe_examples);
      });
  const CLI::App* const remove =
      add_command(*group, "delete", "Delete topics and all their records", [&options](CLI::App& command) {
        add_arguments(command, "NAME", options.names, "TOPIC", "Base or full topic names");
        command.footer(delete_examples);
      });
  return {list, create, describe, remove};
}

Result<ExitCode> run_topics_list(const TopicsOptions&, Context& context) {
  kafka::Admin admin = THOTH_TRY(connect(context));
  const std::vector<kafka::TopicInfo> topics = THOTH_TRY(admin.list(context.wait()));
  std::vector<std::vector<std::string>> rows{{"TOPIC", "PARTITIONS", "REPLICATION"}};
  for (const kafka::TopicInfo& topic : topics) {
    if (kafka::is_internal(topic.name)) continue;
    rows.push_back({topic.name, std::to_string(topic.partitions.size()), std::to_string(replication(topic))});
  }
  THOTH_TRY(context.page(table(rows, standard_output_width())));
  return ExitCode::ok;
}

Result<ExitCode> run_topics_create(const TopicsOptions& options, Context& context) {
  kafka::TopicSpec like;
  like.partitions = static_cast<int>(options.partitions.value_or(1));
  like.replication = static_cast<int>(options.replication.value_or(1));
  if (!options.all) THOTH_TRY(require_names(options, "topics create"));
  const kafka::Config config = THOTH_TRY(kafka_config(context));
  like.settings = config.topic_settings();
  std::vector<kafka::TopicSpec> specs;
  if (options.all) specs = kafka::specs_of(context.types, context.settings.topic_prefix, like);
  for (const std::string& name : options.names) {
    specs.push_back(like);
    specs.back().name = kafka::new_topic(context.settings.topic_prefix, name);
  }
  kafka::Admin admin = THOTH_TRY(kafka::Admin::create(config, context.console.kafka_log()));
  const std::vector<kafka::TopicOutcome> outcomes =
      THOTH_TRY(admin.create_topics(specs, context.wait(std::chrono::seconds{30})));
  THOTH_TRY(warn_of_differences(outcomes, options, admin, context));
  return tell(outcomes, context);
}

Result<ExitCode> run_topics_describe(const TopicsOptions& options, Context& context) {
  THOTH_TRY(require_names(options, "topics describe"));
  kafka::Admin admin = THOTH_TRY(connect(context));
  const std::vector<std::string> names = THOTH_TRY(existing(admin, options, "describing", context));
  const std::vector<kafka::TopicDescription> topics = THOTH_TRY(admin.describe(names, context.wait()));
  const ShownSettings shown = options.all_settings ? ShownSettings::all : ShownSettings::set;
  const char* separator = "";
  for (const kafka::TopicDescription& topic : topics) {
    THOTH_TRY(context.page(separator + described(topic, shown)));
    separator = "\n";
  }
  return ExitCode::ok;
}

Result<ExitCode> run_topics_delete(const TopicsOptions& options, Context& context) {
  THOTH_TRY(require_names(options, "topics delete"));
  kafka::Admin admin = THOTH_TRY(connect(context));
  const std::vector<std::string> names = THOTH_TRY(existing(admin, options, "deleting", context));
  const std::vector<kafka::TopicOutcome> outcomes = THOTH_TRY(admin.delete_topics(names, context.wait()));
  return tell(outcomes, context);
}

}  // namespace thoth::cli
