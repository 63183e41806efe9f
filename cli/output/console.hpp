// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "output/style.hpp"
#include "thoth/kafka/log.hpp"

namespace spdlog {
class logger;
}

namespace thoth::cli {

/// Everything that goes to standard error: errors, warnings, logs and summaries. Safe from several threads.
class Console {
 public:
  Console(LogLevel level, LogFormat format, Color color);

  void error(std::string_view text);
  void warn(std::string_view text);
  void info(std::string_view text);
  void debug(std::string_view text);
  /// Says what was done; kept back by -q and by log levels above warn.
  void summary(std::string_view text);
  /// Writes text that is safe already as it is, for reports in place of an error.
  void report(std::string_view text);

  /// Shows a line below all others that stays until it is replaced, or cleared by an empty one. Lines that come
  /// meanwhile push it away until the next call. Only where shows_status().
  void status(std::string_view text);
  /// True on a terminal that is there for people, if -q and the like do not keep summaries back.
  [[nodiscard]] bool shows_status() const { return shows_status_; }
  /// Columns of the terminal, 80 where it does not tell.
  [[nodiscard]] std::size_t width() const;

  [[nodiscard]] bool is_terminal() const;
  /// Whether a report on this stream is to be coloured.
  [[nodiscard]] bool is_coloured() const { return coloured_; }
  [[nodiscard]] LogFormat format() const { return format_; }
  /// Where Kafka's client says its things. Lives as long as this Console.
  [[nodiscard]] kafka::LogSink kafka_log();

 private:
  std::shared_ptr<spdlog::logger> log_;
  std::shared_ptr<spdlog::logger> summary_;
  std::shared_ptr<std::atomic<bool>> status_stands_ = std::make_shared<std::atomic<bool>>(false);
  LogFormat format_;
  bool coloured_;
  bool shows_status_;
};

/// Whether output to a stream is coloured.
[[nodiscard]] bool is_coloured(Color color, int descriptor);

}  // namespace thoth::cli
