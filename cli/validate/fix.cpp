// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/fix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "json/pretty.hpp"
#include "judging/hidden_parts.hpp"
#include "output/replacement_file.hpp"
#include "output/text.hpp"
#include "program/near_miss_warnings.hpp"
#include "program/signals.hpp"
#include "thoth/json.hpp"
#include "thoth/version.hpp"
#include "validate/line_diff.hpp"

namespace thoth::cli {
namespace {

ValidationOptions fixing_options(const ValidateOptions& options) {
  return {Strict::no, options.no_defaults ? std::vector<FillIn>{} : fill_ins(default_component, version), Wire::make};
}

std::size_t indent_at(std::string_view text, std::size_t at) {
  const auto line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  return std::min(text.find_first_not_of(' ', begin), text.size()) - begin;
}

/// The wire form as the contents were laid out: on one line, or with a member a line in the same columns.
std::string laid_out(std::string_view wire, std::string_view text, std::size_t begin, std::size_t end) {
  const auto first_break = text.substr(begin, end - begin).find('\n');
  if (first_break == std::string_view::npos) return std::string(wire);
  const std::size_t outer = indent_at(text, begin);
  const std::size_t inner = std::min(text.find_first_not_of(" \n\r", begin + first_break), end);
  const std::size_t indent = indent_at(text, inner);
  std::string out;
  json::append_pretty(wire, outer, out, indent > outer ? indent - outer : 2);
  return out;
}

}  // namespace

/// Where changes go: to a new file, made with the first of them, or to a difference that is only shown.
class FileFixing::Target {
 public:
  Target(const std::string& path, std::string_view text, DryRun dry_run, Output& out)
      : path_(path),
        text_(text),
        dry_run_(dry_run),
        sink_([&out](std::string_view part) { return out.write(part); }),
        diff_(text, path_, sink_) {}

  Result<void> replace(std::size_t begin, std::size_t end, std::string_view after) {
    ++changes_;
    if (dry_run_ == DryRun::yes) return diff_.replace(begin, end, after);
    if (!file_) {
      ReplacementFile file = THOTH_TRY(ReplacementFile::open(path_, {"--fix needs a writable folder", "writing"}));
      file_.emplace(std::move(file));
    }
    THOTH_TRY(file_->write(text_.substr(copied_, begin - copied_)));
    copied_ = end;
    return file_->write(after);
  }

  Result<void> finish() {
    THOTH_TRY(diff_.finish());
    if (!file_) return {};
    THOTH_TRY(file_->write(text_.substr(copied_)));
    return file_->commit();
  }

  /// A change that is counted, but not shown.
  void replace_unseen() { ++changes_; }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint64_t changes() const { return changes_; }

 private:
  const std::string& path_;
  std::string_view text_;
  DryRun dry_run_;
  Sink sink_;
  LineDiff diff_;
  std::optional<ReplacementFile> file_;
  std::size_t copied_ = 0;
  std::uint64_t changes_ = 0;
};

FileFixing::FileFixing(const ValidateOptions& options, Context& context, Output& out, NearMisses& near_misses)
    : options_(options),
      context_(context),
      out_(out),
      near_misses_(near_misses),
      validator_(context.types, fixing_options(options), Against::type, &near_misses) {}

Result<void> FileFixing::fix(const std::string& path) {
  std::optional<signals::EndAtOnce> at_once(std::in_place, context_.deadline_left());
  auto opened = file::Source::open(path);
  at_once.reset();
  // Validating the files afterwards says what cannot be read; a dry run has to say it here.
  if (!opened && !options_.dry_run) return {};
  file::Source source = THOTH_TRY(std::move(opened));
  const auto text = source.whole();
  // A file of no bytes has nothing to fix; validating it says what is wrong.
  if (!text && !source.is_stream()) return {};
  if (!text || path == "-") {
    return fail(ErrorCode::usage, "fixing", source.name(), "it is not a regular file", "--fix needs files");
  }
  file::Reader reader(std::move(source), options_.topic ? file::Shape::contents : file::Shape::entries);
  Target target(path, *text, options_.dry_run ? DryRun::yes : DryRun::no, out_);
  THOTH_TRY(fix_entries(reader, target));
  warn_of_near_misses(near_misses_, reader.source().name(), context_.console);
  THOTH_TRY(target.finish());
  entries_ += target.changes();
  if (target.changes() > 0) ++files_;
  return {};
}

Result<void> FileFixing::fix_entries(file::Reader& reader, Target& target) {
  file::Entry entry;
  for (;;) {
    const bool more = THOTH_TRY(reader.next(entry));
    if (!more) return {};
    if (signals::stop()) return fail(ErrorCode::interrupted, "fixing", reader.source().name(), "interrupted");
    const ValidatedEntry& validated = validator_.validate(entry, options_.topic ? *options_.topic : entry.topic_name);
    const std::string& topic = options_.topic ? *options_.topic : entry.topic_name;
    if (const LeftOutSchema* const left_out = context_.types.find_left_out(topic); left_out && options_.dry_run) {
      return tl::unexpected<Error>(left_out->using_error("fixing"));
    }
    const bool refused = validated.schema == nullptr && options_.strict;
    if (!validated.violations.empty() || refused) ++invalid_;
    if (!needs_fix(entry, validated)) continue;
    if (options_.dry_run && !hidden_parts(context_.types, topic, entry.text).empty()) {
      target.replace_unseen();
      context_.console.summary(fmt::format("{}:{}: would be fixed; the change is not shown, because it has secrets",
                                           reader.source().name(), entry.place.line));
      continue;
    }
    const auto begin = static_cast<std::size_t>(entry.contents.bytes.data() - target.text().data());
    const std::size_t end = begin + entry.contents.bytes.size();
    THOTH_TRY(target.replace(begin, end, laid_out(validated.wire, target.text(), begin, end)));
  }
}

/// White space and ways to write a string are the writer's own; what the contents say has to be what would be sent.
bool FileFixing::needs_fix(const file::Entry& entry, const ValidatedEntry& validated) {
  const bool fixable =
      validated.violations.empty() && validated.schema != nullptr && entry.form == file::ValueForm::contents;
  if (!fixable || validated.in_file) return false;
  const json::Parsed parsed = json::parse(entry.contents.bytes);
  compact_.clear();
  json::write(parsed.document->root(), compact_);
  return compact_ != validated.wire;
}

void FileFixing::summarize() {
  context_.console.summary(fmt::format("{} {} in {}", options_.dry_run ? "would fix" : "fixed",
                                       counted(entries_, "entry", "entries"), counted(files_, "file", "files")));
  if (options_.dry_run && invalid_ > 0) {
    context_.console.summary(fmt::format("{} {} violations that --fix cannot repair; run without --fix to list them",
                                         counted(invalid_, "entry", "entries"), invalid_ == 1 ? "has" : "have"));
  }
}

}  // namespace thoth::cli
