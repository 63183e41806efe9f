#include "commands/messages_diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "builtin_types.hpp"
#include "context.hpp"
#include "options.hpp"
#include "thoth/catalog_file.hpp"

namespace thoth::cli {
namespace {

constexpr const char* command_name = "messages diff";
constexpr const char* builtin = "builtin";

constexpr const char* examples =
    "  thoth-msg messages schema --output contracts\n"
    "  thoth-msg messages diff builtin contracts\n"
    "  thoth-msg messages diff -f github --breaking consumers contracts builtin\n";

/// Errors: usage (no such file, or one that is broken).
Result<Catalog> read(const std::string& path, Context& context) {
  if (path == builtin) return builtin_types();
  Catalog catalog;
  THOTH_TRY_ASSIGN(const std::vector<std::string> not_judged, add_catalog_file(catalog, path));
  for (const std::string& line : not_judged) context.console.warn(line);
  return catalog;
}

}  // namespace

const CLI::App* setup_messages_diff(CLI::App& group, MessagesDiffOptions& options) {
  CLI::App* command = group.add_subcommand("diff", "Say what changed from one catalog to another, and whom it breaks");
  add_arguments(*command, "CATALOG", options.catalogs, "PATH",
                "The old catalog and the new one: each a file or folder as --catalog takes it, or builtin");
  add_choice<DiffFormat>(*command, "-f,--format", options.format,
                         {{"text", DiffFormat::text}, {"json", DiffFormat::json}, {"github", DiffFormat::github}},
                         "Tables for people, an object of JSON a change, or annotations for GitHub Actions (text)");
  add_choice<Breaks>(*command, "--breaking", options.breaking,
                     {{"consumers", Breaks::consumers}, {"producers", Breaks::producers}, {"any", Breaks::both}},
                     "Whose breaking ends in exit code 1 (any)");
  command->footer(examples);
  group.footer(group.get_footer() + examples);
  return command;
}

Result<ExitCode> run_messages_diff(const MessagesDiffOptions& options, Context& context) {
  if (options.catalogs.size() != 2) {
    return fail(ErrorCode::usage, "", command_name,
                fmt::format("it takes two catalogs, not {}", options.catalogs.size()),
                "name the old one and the new one, or builtin");
  }
  THOTH_TRY_ASSIGN(const Catalog before, read(options.catalogs.front(), context));
  THOTH_TRY_ASSIGN(const Catalog after, read(options.catalogs.back(), context));
  const std::vector<Change> changes = compare(before, after);
  THOTH_TRY(context.out.write(diff_report(changes, options.format, options.breaking)));
  context.console.summary(fmt::format("{} and {} message types compared, {}", before.schemas().size(),
                                      after.schemas().size(), DiffCounts(changes).text()));
  const bool breaks = std::any_of(changes.begin(), changes.end(), [&options](const Change& change) {
    return (change.breaks & options.breaking) != Breaks::nobody;
  });
  return breaks ? ExitCode::invalid : ExitCode::ok;
}

}  // namespace thoth::cli
