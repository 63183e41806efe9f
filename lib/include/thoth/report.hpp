#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/place.hpp"
#include "thoth/violation.hpp"

/// Reports: violations of many entries in many files, written in one of several formats.
namespace thoth {

/// Takes a report's text; its errors end the report.
using Sink = std::function<Result<void>(std::string_view)>;

/// A violation, and where it was found.
struct Finding {
  std::string_view file;
  std::uint64_t entry = 0;      ///< from 1
  std::string_view topic_name;  ///< base name; empty if it is not known
  std::string_view text;        ///< the entry as it stands in the file, to show lines of; may be empty
  Place text_place;             ///< of the text's first byte
  const Violation* violation = nullptr;
};

/// Writes findings in the order they are handed over.
class Reporter {
 public:
  virtual ~Reporter() = default;
  /// Errors: those of the sink.
  virtual Result<void> report(const Finding& finding) = 0;
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

/// The line of `text` that holds the byte at `offset`, cut to a window of at most `width` columns around it, and the
/// columns that stand before that byte in it. Control characters show as spaces; wide characters count as two columns.
struct Excerpt {
  std::string line;
  std::size_t indent = 0;
};
[[nodiscard]] Excerpt excerpt(std::string_view text, std::size_t offset, std::size_t width);

}  // namespace thoth
