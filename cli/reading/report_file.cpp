// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/report_file.hpp"

#include <limits>
#include <utility>

#include "program/signals.hpp"

namespace thoth::cli {

Result<std::optional<OutputFile>> open_report(const std::optional<std::string>& path,
                                              std::initializer_list<std::string_view> formats, Context& context) {
  std::optional<OutputFile> file;
  if (!path) return file;
  warn_of_format_name(*path, formats, context.console);
  const signals::EndAtOnce at_once(context.deadline_left(), "the report file was open");
  OutputFile opened =
      THOTH_TRY(OutputFile::open(*path, {"opening the report file", "name a writable file (--output)"}));
  THOTH_TRY(opened.clear());
  file.emplace(std::move(opened));
  return file;
}

std::size_t report_width(const Output& out, const Context& context) {
  return out.is_terminal() ? context.console.width() : std::numeric_limits<std::size_t>::max();
}

Result<ExitCode> end_of_report(const Result<void>& written, const std::optional<CutShort>& cut, ExitCode outcome,
                               const Output& out, Context& context) {
  // A reader that closes the pipe early has already seen that the report is not empty.
  if (!written && !out.reader_gone()) return tl::unexpected<Error>(written.error());
  if (!cut) return outcome;
  if (!cut->is_out_of_time) return tl::unexpected<Error>(cut->error);
  context.console.warn(cut->error.text());
  return outcome;
}

}  // namespace thoth::cli
