// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/report_format.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t usual_width = 100;
constexpr std::size_t least_width = 40;

std::size_t terminal_width() {
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= least_width) return size.ws_col;
  }
  return usual_width;
}

std::string current_folder() {
  std::error_code error;
  return std::filesystem::current_path(error).string();
}

}  // namespace

std::unique_ptr<Reporter> make_reporter(ReportFormat format, Sink sink, bool on_terminal, bool coloured) {
  switch (format) {
    case ReportFormat::json:
      return json_reporter(std::move(sink));
    case ReportFormat::github:
      return github_reporter(std::move(sink));
    case ReportFormat::sarif:
      return sarif_reporter(std::move(sink), {std::string(version), current_folder()});
    case ReportFormat::junit:
      return junit_reporter(std::move(sink));
    case ReportFormat::text:
    case ReportFormat::html:
      break;
  }
  TextReportOptions options;
  options.excerpts = on_terminal ? Excerpts::yes : Excerpts::no;
  options.coloured = coloured;
  options.width = terminal_width();
  return text_reporter(std::move(sink), options);
}

}  // namespace thoth::cli
