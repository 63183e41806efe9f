#include "report_format.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <utility>

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

}  // namespace

std::unique_ptr<Reporter> make_reporter(ReportFormat format, Sink sink, bool on_terminal, bool coloured) {
  if (format == ReportFormat::json) return json_reporter(std::move(sink));
  TextReportOptions options;
  options.excerpts = on_terminal ? Excerpts::yes : Excerpts::no;
  options.coloured = coloured;
  options.width = terminal_width();
  return text_reporter(std::move(sink), options);
}

}  // namespace thoth::cli
