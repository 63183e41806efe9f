// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "comparison/witness.hpp"
#include "messages/diff_page.hpp"
#include "messages/topic_evidence.hpp"
#include "messages/topic_report.hpp"
#include "program/builtin_types.hpp"
#include "program/context.hpp"
#include "program/known_types.hpp"
#include "program/options.hpp"
#include "thoth/catalog_file.hpp"

namespace thoth::cli {
namespace {

using comparison::Evidence;
using comparison::WitnessSearch;

constexpr const char* diff_command = "messages diff";
constexpr const char* builtin = "builtin";

constexpr const char* messages_diff_examples =
    "  thoth-msg messages schema --output contracts\n"
    "  thoth-msg messages diff -f github --breaking consumers contracts builtin\n"
    "  thoth-msg messages diff builtin contracts --against-topic thoth.repo-init\n";

/// Errors: usage (no such file, or one that is broken before it names a topic; nothing can be loaded).
Result<Catalog> read(const std::string& path, Context& context) {
  if (path == builtin) return builtin_types();
  Catalog catalog;
  CatalogReport report = THOTH_TRY(add_catalog(catalog, path, context.settings.catalog_options));
  // The types of a document that names no topic would pass for removed.
  for (const LeftOutSchema& schema : report.left_out) {
    if (!schema.is_fault()) continue;
    if (catalog.schemas().empty() || schema.topic.empty()) return tl::unexpected<Error>(schema.loading_error());
  }
  warn_of_catalogs({std::move(report)}, context.console);
  return catalog;
}

/// What either cannot load, neither compares. Returns the topics.
std::set<std::string> leave_out_in_both(Catalog& before, Catalog& after) {
  std::set<std::string> topics;
  for (const Catalog* catalog : {&before, &after}) {
    for (const auto& [topic, schema] : catalog->left_out()) {
      if (schema.is_fault()) topics.insert(topic);
    }
  }
  for (const std::string& topic : topics) {
    const auto found = before.left_out().find(topic);
    const bool is_of_before = found != before.left_out().end() && found->second.is_fault();
    const LeftOutSchema schema = is_of_before ? found->second : after.left_out().find(topic)->second;
    before.leave_out(schema);
    after.leave_out(schema);
  }
  return topics;
}

/// Not all of them: there may be thousands.
std::string told(const std::set<std::string>& topics) {
  constexpr std::size_t max = 10;
  const auto end = std::next(topics.begin(), static_cast<std::ptrdiff_t>(std::min(topics.size(), max)));
  std::string text = fmt::format("{}", fmt::join(topics.begin(), end, ", "));
  if (topics.size() > max) text += fmt::format(" and {} more", topics.size() - max);
  return text;
}

/// The type of a JSON Schema file, whose topic is the file's name; null where a path is something else.
const Schema* type_of_file(const std::string& path, const Catalog& catalog) {
  if (catalog.schemas().size() != 1 || !std::filesystem::is_regular_file(path)) return nullptr;
  const Schema& schema = *catalog.schemas().front();
  return std::filesystem::path(path).filename().string().starts_with(schema.topic + '.') ? &schema : nullptr;
}

/// Two files of one schema each are two versions of it, whatever they are called.
bool are_one_topic(const Schema* old, const Schema* now) {
  return old != nullptr && now != nullptr && old->topic != now->topic;
}

/// What shows the changes of catalogs, which come a topic after another.
std::vector<Evidence> evidence_of(std::vector<Change> changes, const Catalog& before, const Catalog& after,
                                  WitnessSearch& search) {
  std::vector<Evidence> all;
  for (auto from = changes.begin(); from != changes.end();) {
    const auto to = std::find_if(from, changes.end(), [from](const Change& one) { return one.topic != from->topic; });
    const std::string topic = from->topic;
    std::vector<Change> of_topic(std::make_move_iterator(from), std::make_move_iterator(to));
    const Schema* const old = before.find(topic);
    const Schema* const now = after.find(topic);
    auto some = old != nullptr && now != nullptr ? search.search(*old, *now, std::move(of_topic))
                                                 : WitnessSearch::without_messages(std::move(of_topic));
    std::move(some.begin(), some.end(), std::back_inserter(all));
    from = to;
  }
  return all;
}

std::vector<Evidence> evidence_between(const std::vector<std::string>& paths, const Catalog& before,
                                       const Catalog& after, WitnessSearch& search, Context& context) {
  const Schema* const old = type_of_file(paths.front(), before);
  const Schema* const now = type_of_file(paths.back(), after);
  if (!are_one_topic(old, now)) return evidence_of(compare(before, after), before, after, search);
  context.console.info(fmt::format("comparing {} with {} as one topic", old->topic, now->topic));
  return search.search(*old, *now, compare(*old, *now));
}

/// What the records of --against-topic say; nothing where none is named. Errors: those of read_topic_evidence.
Result<std::vector<TopicEvidence>> topic_evidence(const MessagesDiffOptions& options, const Catalog& before,
                                                  const Catalog& after, Context& context) {
  if (!options.against_topic) return {};
  const Versions versions{before, after, type_of_file(options.catalogs.front(), before),
                          type_of_file(options.catalogs.back(), after)};
  return read_topic_evidence({*options.against_topic, options.offset.value_or("start")}, versions, context);
}

/// After the changes, if there are any.
std::string records_report(const std::vector<TopicEvidence>& records, bool is_first, DiffFormat format) {
  const std::string report = topic_report(records, format);
  return report.empty() || is_first || format != DiffFormat::text ? report : '\n' + report;
}

/// Writes all that was found. Errors: io.
Result<void> write_report(const std::vector<Evidence>& changes, const std::vector<TopicEvidence>& records,
                          const MessagesDiffOptions& options, Output& out) {
  if (options.format == DiffFormat::html) {
    return out.write(diff_page({options.catalogs.front(), options.catalogs.back(), changes, records}));
  }
  THOTH_TRY(out.write(diff_report(changes, options.format, options.breaking)));
  return out.write(records_report(records, changes.empty(), options.format));
}

}  // namespace

const CLI::App* setup_messages_diff(CLI::App& group, MessagesDiffOptions& options) {
  return add_command(
      group, "diff", "Compare two catalogs: what changed, and whether it breaks consumers or producers",
      [&options](CLI::App& command) {
        add_arguments(command, "CATALOG", options.catalogs, "PATH",
                      "The old catalog, then the new one: a file or folder as for --catalog, or builtin");
        add_choice<DiffFormat>(
            command, "-f,--format", options.format,
            {{"text", DiffFormat::text},
             {"json", DiffFormat::json},
             {"github", DiffFormat::github},
             {"html", DiffFormat::html}},
            "Report format: tables, one JSON object per change, GitHub annotations, or a page of HTML [default: text]");
        add_choice<Breaks>(command, "--breaking", options.breaking,
                           {{"consumers", Breaks::consumers}, {"producers", Breaks::producers}, {"any", Breaks::both}},
                           "Exit 1 if a change breaks these [default: any]");
        add_number(command, "--seed", options.seed, {0, std::numeric_limits<std::int64_t>::max()},
                   "Random seed of the search for messages that show a break; the same seed always finds the same "
                   "[default: 0]");
        add_text(command, "--against-topic", options.against_topic, "TOPIC",
                 "Count how many of the records that a topic holds break the new catalog, with the first of each kind");
        add_text(command, "-o,--offset", options.offset, "OFFSET",
                 "Which records: start, N, +N, -N, N:M, :end, @TIME, @TIME:TIME, @-1h [default: start]");
        command.footer(messages_diff_examples);
      });
}

Result<ExitCode> run_messages_diff(const MessagesDiffOptions& options, Context& context) {
  if (options.catalogs.size() != 2) {
    return fail(ErrorCode::usage, "", diff_command,
                fmt::format("expected two catalogs, not {}", options.catalogs.size()),
                "name the old one, then the new one; builtin means the built-in types");
  }
  if (options.offset && !options.against_topic) {
    return fail(ErrorCode::usage, "", diff_command, "--offset has no effect without --against-topic",
                "name the topic whose records are validated");
  }
  Catalog before = THOTH_TRY(read(options.catalogs.front(), context));
  Catalog after = THOTH_TRY(read(options.catalogs.back(), context));
  const std::set<std::string> not_compared = leave_out_in_both(before, after);
  WitnessSearch search(static_cast<std::uint64_t>(options.seed.value_or(0)));
  const std::vector<Evidence> changes = evidence_between(options.catalogs, before, after, search, context);
  const auto records = topic_evidence(options, before, after, context);
  const std::vector<TopicEvidence> no_records;
  THOTH_TRY(write_report(changes, records ? *records : no_records, options, context.out));
  if (search.given_up() > 0) {
    context.console.warn(
        fmt::format("the search for messages that show {} of the changes ended at its limit", search.given_up()));
  }
  if (!records) {
    // The changes are known all the same.
    THOTH_TRY(context.out.flush());
    return tl::unexpected<Error>(records.error());
  }
  context.console.summary(fmt::format("{} and {} message types compared, {}", before.schemas().size(),
                                      after.schemas().size(), DiffCounts(changes).text()));
  if (!not_compared.empty()) {
    THOTH_TRY(context.out.flush());
    return fail(ErrorCode::usage, "comparing", "the catalogs",
                fmt::format("schemas could not be loaded: {}", told(not_compared)),
                "mend them, or leave their files out with --catalog-exclude");
  }
  const bool breaks = std::any_of(changes.begin(), changes.end(), [&options](const Evidence& evidence) {
    return (evidence.change.breaks & options.breaking) != Breaks::nobody;
  });
  return breaks ? ExitCode::invalid : ExitCode::ok;
}

}  // namespace thoth::cli
