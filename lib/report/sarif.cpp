// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/file_uri.hpp"
#include "base/terminal_text.hpp"
#include "json/writer.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

struct RuleText {
  Code code;
  std::string_view summary;
  std::string_view help;
};

constexpr std::array<RuleText, 12> rules{
    {{Code::json_syntax, "The text is not JSON",
      "The text must follow RFC 8259 exactly: no comments, no trailing commas, no NaN, no byte order mark, UTF-8 "
      "without lone surrogates. The message says what was expected here."},
     {Code::json_duplicate_key, "An object has a member twice",
      "Parsers disagree on which of two members with the same name counts. Remove one of them."},
     {Code::json_depth, "Arrays and objects nest too deep", "At most 1,000 arrays and objects may be nested."},
     {Code::entry_shape, "The entry of the message file is malformed",
      "An entry is an object with topic_name and message_contents, and perhaps key, headers, partition and timestamp."},
     {Code::unknown_topic, "The topic has no message type",
      "The topic_name must be the base name of a known message type (thoth-msg messages list)."},
     {Code::missing, "A required member is missing", "Add the member (thoth-msg messages show TYPE describes it)."},
     {Code::null, "A member that must not be null is null",
      "Give the member a value, or leave it out if it has a default."},
     {Code::type, "A value has the wrong type", "Write the value as the JSON type that the message type declares."},
     {Code::range, "A number is out of range",
      "Integers of built-in types must fit 64 bits; a schema of a catalog sets its own bounds."},
     {Code::value, "A value is not among those allowed", "Use a value that the message type allows."},
     {Code::unknown_member, "The message type does not declare the member",
      "Remove the member or correct its name; send drops it (without --strict)."},
     {Code::combination, "The value does not match a combination of schemas",
      "The value does not match a oneOf, anyOf, not, if or false of a schema in the catalog. The message names the "
      "closest "
      "alternative; its violations follow."}}};

std::size_t rule_index(Code code) {
  for (std::size_t index = 0; index < rules.size(); ++index) {
    if (rules.at(index).code == code) return index;
  }
  return 0;
}

class SarifReporter final : public Reporter {
 public:
  SarifReporter(Sink sink, SarifReportOptions options) : sink_(std::move(sink)), options_(std::move(options)) {
    notifications_.begin_array();
  }

  Result<void> report(const Finding& finding) override {
    if (results_ == max_sarif_results) {
      ++cut_;
      return {};
    }
    THOTH_TRY(begin());
    const Violation& violation = *finding.violation;
    ++results_;
    log_.break_line().begin_object().member("ruleId", name(violation.code));
    log_.member("ruleIndex", rule_index(violation.code)).member("level", "error");
    write_message("message", sentence(finding), log_);
    write_where(finding);
    log_.key("properties").begin_object();
    if (finding.sightings == nullptr) log_.member("entry", finding.entry);
    log_.member("pointer", violation.pointer).member("topic_name", json::null_if_empty(finding.topic_name));
    log_.end_object().end_object();
    return pass_on();
  }

  Result<void> unreadable(std::string_view file, std::string_view why) override {
    all_read_ = false;
    begin_notification("error", why).key("locations").begin_array().begin_object();
    notifications_.key("physicalLocation").begin_object();
    write_artifact(file, notifications_);
    notifications_.end_object().end_object().end_array().end_object();
    return {};
  }

  Result<void> finish(const ReportTotals& totals) override {
    THOTH_TRY(begin());
    const std::uint64_t cut = cut_ + totals.violations - totals.reported;
    if (cut > 0) {
      begin_notification("warning", fmt::format("{} of {} violations are not in this log", cut, totals.violations));
      notifications_.end_object();
    }
    notifications_.end_array();
    log_.end_array().break_line().key("invocations").begin_array().begin_object();
    log_.member("executionSuccessful", all_read_);
    log_.member("toolExecutionNotifications", json::Raw{notifications_text_}).end_object().end_array();
    log_.break_line().member("columnKind", "unicodeCodePoints").end_object().end_array().end_object();
    log_text_ += '\n';
    return pass_on();
  }

 private:
  static std::string sentence(const Finding& finding) {
    const Violation& violation = *finding.violation;
    std::string text = violation.pointer.empty() ? violation.message() : violation.pointer + ": " + violation.message();
    if (const Sightings* const sightings = finding.sightings; sightings != nullptr && sightings->count > 1) {
      text += fmt::format("; {} in all: {}", sightings->count, sightings->all);
    }
    return plain_line(text);
  }

  static void write_message(std::string_view name, std::string_view text, json::Writer& out) {
    out.key(name).begin_object().member("text", text).end_object();
  }

  /// The place in a file; of a topic's records the topic, as code scanning shows nothing that has no file, and the
  /// first of them.
  void write_where(const Finding& finding) {
    const Sightings* const sightings = finding.sightings;
    const Place place = sightings != nullptr ? Place{0, 1, 1} : finding.violation->place;
    log_.key("locations").begin_array().begin_object().key("physicalLocation").begin_object();
    write_artifact(finding.file, log_);
    log_.key("region").begin_object().member("startLine", place.line).member("startColumn", place.column).end_object();
    log_.end_object();
    if (sightings != nullptr) {
      log_.key("logicalLocations").begin_array().begin_object();
      log_.member("fullyQualifiedName", sightings->first).member("kind", "record").end_object().end_array();
    }
    log_.end_object().end_array();
    if (sightings != nullptr) log_.member("occurrenceCount", sightings->count);
  }

  /// Relative to the folder where that is possible.
  void write_artifact(std::string_view file, json::Writer& out) const {
    if (file.size() > options_.folder.size() + 1 && file.starts_with(options_.folder) &&
        file[options_.folder.size()] == '/' && !options_.folder.empty()) {
      file.remove_prefix(options_.folder.size() + 1);
    }
    while (file.starts_with("./")) file.remove_prefix(2);
    out.key("artifactLocation").begin_object().member("uri", file_uri(file));
    if (!file.starts_with('/')) out.member("uriBaseId", "%SRCROOT%");
    out.end_object();
  }

  /// The caller ends the object.
  json::Writer& begin_notification(std::string_view level, std::string_view text) {
    notifications_.begin_object().member("level", level);
    write_message("message", plain_line(text), notifications_);
    return notifications_;
  }

  Result<void> begin() {
    if (std::exchange(begun_, true)) return {};
    log_.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    log_.key("runs").begin_array().begin_object().key("tool").begin_object().key("driver").begin_object();
    log_.member("name", "thoth-msg").member("version", options_.version).key("rules").begin_array();
    for (const RuleText& rule : rules) {
      log_.break_line().begin_object().member("id", name(rule.code));
      write_message("shortDescription", rule.summary, log_);
      write_message("help", rule.help, log_);
      log_.key("defaultConfiguration").begin_object().member("level", "error").end_object().end_object();
    }
    log_.end_array().end_object().end_object().break_line().key("results").begin_array();
    return pass_on();
  }

  Result<void> pass_on() {
    auto written = sink_(log_text_);
    log_text_.clear();
    return written;
  }

  Sink sink_;
  SarifReportOptions options_;
  bool begun_ = false;
  bool all_read_ = true;
  std::uint64_t results_ = 0;
  std::uint64_t cut_ = 0;
  std::string log_text_;  // what log_ wrote since the last pass_on()
  json::Writer log_{log_text_};
  std::string notifications_text_;
  json::Writer notifications_{notifications_text_};
};

}  // namespace

std::unique_ptr<Reporter> sarif_reporter(Sink sink, SarifReportOptions options) {
  return std::make_unique<SarifReporter>(std::move(sink), std::move(options));
}

}  // namespace thoth
