// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/place.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// Reports: violations of many entries in many files, written in one of several formats.
namespace thoth {

/// Takes a report's text; its errors end the report.
using Sink = std::function<Result<void>(std::string_view)>;

/// Where else the same is wrong, of a finding that covers several records of a topic.
struct Sightings {
  std::uint64_t count = 1;
  std::string_view first;  ///< the record that the violation tells of, "topic/partition/offset"
  std::string_view all;    ///< in words: "[0] 3 to 9 (5), [1] 7"
};

/// A violation, and where it was found.
struct Finding {
  std::string_view file;
  std::uint64_t entry = 0;      ///< from 1
  std::string_view topic_name;  ///< base name; empty if it is not known
  std::string_view text;        ///< the entry as it is in the file, to show lines of; may be empty
  Place text_place;             ///< of the text's first byte
  const Violation* violation = nullptr;
  std::span<const ByteRange> hidden = {};  ///< parts of the text that may not be shown, in order
  const Sightings* sightings = nullptr;    ///< then `file` is a topic, and its places mean nothing
};

/// What a report ends with.
struct ReportTotals {
  std::uint64_t violations = 0;
  std::uint64_t reported = 0;  ///< the rest was over the limit of the report
};

/// Writes findings in the order they are handed over. Errors are those of the sink.
class Reporter {
 public:
  virtual ~Reporter() = default;
  /// A file begins; its entries follow.
  virtual Result<void> begin_file(std::string_view /*file*/) { return {}; }
  virtual Result<void> report(const Finding& finding) = 0;
  /// An entry has ended: what was wrong with it was reported. Only asked for where wants_entries().
  virtual Result<void> end_entry(std::uint64_t /*number*/, std::string_view /*topic_name*/) { return {}; }
  /// A file could not be read, or not to its end.
  virtual Result<void> unreadable(std::string_view /*file*/, std::string_view /*why*/) { return {}; }
  /// Nothing follows.
  virtual Result<void> finish(const ReportTotals& /*totals*/) { return {}; }
  /// Whether the report tells of valid entries too.
  [[nodiscard]] virtual bool wants_entries() const { return false; }
  /// Whether it shows lines of a finding's text, so that it must know what of them is hidden.
  [[nodiscard]] virtual bool shows_text() const { return false; }
};

enum class Excerpts : bool { no, yes };

/// How a text report looks.
struct TextReportOptions {
  Excerpts excerpts = Excerpts::no;  ///< the line itself, and a caret under the place
  bool coloured = false;
  std::size_t width = 100;  ///< columns that an excerpt may fill
};

/// `FILE:LINE:COL: CODE at POINTER: what was expected, what was found`, a line a violation.
[[nodiscard]] std::unique_ptr<Reporter> text_reporter(Sink sink, const TextReportOptions& options = {});

/// NDJSON: {"file","entry","line","column","code","pointer","message","topic_name"}, an object a violation.
[[nodiscard]] std::unique_ptr<Reporter> json_reporter(Sink sink);

/// Workflow commands of GitHub Actions: an annotation a violation, and one that counts those over the limit.
[[nodiscard]] std::unique_ptr<Reporter> github_reporter(Sink sink);

/// A workflow command of GitHub Actions, "::KIND NAME=VALUE,…::MESSAGE" with a newline after it, its values and
/// message escaped as GitHub wants them. Properties without a value are left out.
[[nodiscard]] std::string github_command(std::string_view kind,
                                         const std::vector<std::pair<std::string_view, std::string>>& properties,
                                         std::string_view message);

/// What a SARIF log says of its tool, and where its files are.
struct SarifReportOptions {
  std::string version;  ///< of the program
  std::string folder;   ///< paths within it are told relative to it, as code scanning wants them
};

/// As many results as code scanning takes.
inline constexpr std::uint64_t max_sarif_results = 25'000;

/// One SARIF 2.1.0 log. Results over max_sarif_results are cut, and the log says how many.
[[nodiscard]] std::unique_ptr<Reporter> sarif_reporter(Sink sink, SarifReportOptions options);

/// What a JUnit report says of its tool.
struct JunitReportOptions {
  std::string title = "thoth-msg validate";
  std::string case_name = {};  ///< of a file's only entry; empty: entries have their number for a name
};

/// JUnit's XML: a suite a file, a case an entry; a file of more than 10,000 entries is one case.
[[nodiscard]] std::unique_ptr<Reporter> junit_reporter(Sink sink, JunitReportOptions options = {});

/// The line of `text` that holds the byte at `offset`, cut to a window of at most `width` columns around it, and the
/// columns before that byte in it. Tabs show as spaces, and what may not reach a terminal as `\uXXXX`; wide characters
/// take two columns. Of each hidden part only "***" shows.
struct Excerpt {
  std::string line;
  std::size_t indent = 0;
};
[[nodiscard]] Excerpt excerpt(std::string_view text, std::size_t offset, std::size_t width,
                              std::span<const ByteRange> hidden = {});

}  // namespace thoth

#pragma GCC visibility pop
