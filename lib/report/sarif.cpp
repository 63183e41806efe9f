#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/file_uri.hpp"
#include "base/terminal_text.hpp"
#include "thoth/json.hpp"
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
  SarifReporter(Sink sink, SarifReportOptions options) : sink_(std::move(sink)), options_(std::move(options)) {}

  Result<void> report(const Finding& finding) override {
    if (results_ == max_sarif_results) {
      ++cut_;
      return {};
    }
    THOTH_TRY(begin());
    const Violation& violation = *finding.violation;
    std::string text = results_++ == 0 ? "\n" : ",\n";
    text += fmt::format(
        R"({{"ruleId":"{}","ruleIndex":{},"level":"error","message":{{"text":{}}},{},"properties":{{{}"pointer":{},)"
        R"("topic_name":{}}}}})",
        name(violation.code), rule_index(violation.code), json::written_string(sentence(finding)), where(finding),
        finding.sightings != nullptr ? "" : fmt::format(R"("entry":{},)", finding.entry),
        json::written_string(violation.pointer),
        finding.topic_name.empty() ? "null" : json::written_string(finding.topic_name));
    return sink_(text);
  }

  Result<void> unreadable(std::string_view file, std::string_view why) override {
    all_read_ = false;
    add_notification("error", why,
                     fmt::format(R"(,"locations":[{{"physicalLocation":{{"artifactLocation":{}}}}}])", artifact(file)));
    return {};
  }

  Result<void> finish(const ReportTotals& totals) override {
    THOTH_TRY(begin());
    const std::uint64_t cut = cut_ + totals.violations - totals.reported;
    if (cut > 0) {
      add_notification("warning", fmt::format("{} of {} violations are not in this log", cut, totals.violations), "");
    }
    return sink_(
        fmt::format("],\n\"invocations\":[{{\"executionSuccessful\":{},\"toolExecutionNotifications\":[{}]}}],\n"
                    "\"columnKind\":\"unicodeCodePoints\"}}]}}\n",
                    all_read_, notifications_));
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

  /// The place in a file; of a topic's records the topic, as code scanning shows nothing that has no file, and the
  /// first of them.
  [[nodiscard]] std::string where(const Finding& finding) const {
    const Sightings* const sightings = finding.sightings;
    const Place place = sightings != nullptr ? Place{0, 1, 1} : finding.violation->place;
    std::string text = fmt::format(
        R"("locations":[{{"physicalLocation":{{"artifactLocation":{},"region":{{"startLine":{},"startColumn":{}}}}})",
        artifact(finding.file), place.line, place.column);
    if (sightings == nullptr) return text + "}]";
    return text + fmt::format(R"(,"logicalLocations":[{{"fullyQualifiedName":{},"kind":"record"}}]}}],)"
                              R"("occurrenceCount":{})",
                              json::written_string(sightings->first), sightings->count);
  }

  /// Relative to the folder where that is possible.
  [[nodiscard]] std::string artifact(std::string_view file) const {
    if (file.size() > options_.folder.size() + 1 && file.starts_with(options_.folder) &&
        file[options_.folder.size()] == '/' && !options_.folder.empty()) {
      file.remove_prefix(options_.folder.size() + 1);
    }
    while (file.starts_with("./")) file.remove_prefix(2);
    const bool relative = !file.starts_with('/');
    return fmt::format(R"({{"uri":"{}"{}}})", file_uri(file), relative ? R"(,"uriBaseId":"%SRCROOT%")" : "");
  }

  void add_notification(std::string_view level, std::string_view text, std::string_view more) {
    if (!notifications_.empty()) notifications_ += ',';
    notifications_ += fmt::format(R"({{"level":"{}","message":{{"text":{}}}{}}})", level,
                                  json::written_string(plain_line(text)), more);
  }

  Result<void> begin() {
    if (std::exchange(begun_, true)) return {};
    std::string text = fmt::format(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":"
        "{{\"driver\":{{\"name\":\"thoth-msg\",\"version\":{},\"rules\":[",
        json::written_string(options_.version));
    const char* separator = "\n";
    for (const RuleText& rule : rules) {
      text += fmt::format(
          "{}{{\"id\":\"{}\",\"shortDescription\":{{\"text\":{}}},\"help\":{{\"text\":{}}},"
          "\"defaultConfiguration\":{{\"level\":\"error\"}}}}",
          separator, name(rule.code), json::written_string(rule.summary), json::written_string(rule.help));
      separator = ",\n";
    }
    return sink_(text + "]}},\n\"results\":[");
  }

  Sink sink_;
  SarifReportOptions options_;
  bool begun_ = false;
  bool all_read_ = true;
  std::uint64_t results_ = 0;
  std::uint64_t cut_ = 0;
  std::string notifications_;
};

}  // namespace

std::unique_ptr<Reporter> sarif_reporter(Sink sink, SarifReportOptions options) {
  return std::make_unique<SarifReporter>(std::move(sink), std::move(options));
}

}  // namespace thoth
