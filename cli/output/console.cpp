// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console.hpp"

#include <fmt/format.h>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <mutex>

#include "base/terminal_text.hpp"
#include "base/utc_text.hpp"
#include "json/writer.hpp"
#include "output/output.hpp"

namespace thoth::cli {
namespace {

constexpr const char* summary_name = "summary";

constexpr const char* clear_line = "\r\x1b[K";

/// Where standard error is gone there is no one left to tell.
void put(std::string_view text) {
  Output out(STDERR_FILENO, "standard error");
  if (out.write_styled(text)) static_cast<void>(out.flush());
}

/// A terminal that can take a line back.
bool is_capable_terminal() {
  const char* kind = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): nobody changes the environment
  return ::isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::string_view word(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::trace:
      return "trace";
    case spdlog::level::debug:
      return "debug";
    case spdlog::level::info:
      return "info";
    case spdlog::level::warn:
      return "warning";
    default:
      return "error";
  }
}

/// Lines for people: "thoth-msg: warning: …"; a summary stands as it is.
class TextFormatter final : public spdlog::formatter {
 public:
  explicit TextFormatter(bool coloured) : coloured_(coloured) {}

  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    std::string line;
    const std::string_view text(message.payload.data(), message.payload.size());
    if (std::string_view(message.logger_name.data(), message.logger_name.size()) != summary_name) {
      line = fmt::format("thoth-msg: {}{}:{} ", colour(message.level), word(message.level), coloured_ ? "\x1b[0m" : "");
    }
    append_terminal_line(text, line);
    line += '\n';
    out.append(line.data(), line.data() + line.size());
  }
  [[nodiscard]] std::unique_ptr<formatter> clone() const override { return std::make_unique<TextFormatter>(*this); }

 private:
  [[nodiscard]] std::string_view colour(spdlog::level::level_enum level) const {
    if (!coloured_) return "";
    return level >= spdlog::level::err ? "\x1b[1;31m" : level == spdlog::level::warn ? "\x1b[1;33m" : "\x1b[2m";
  }

  bool coloured_;
};

/// Lines for machines: {"time":…,"level":…,"message":…}.
class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch());
    std::string line;
    json::Writer(line)
        .begin_object()
        .member("time", utc_text(since.count()))
        .member("level", word(message.level))
        .member("message", std::string_view(message.payload.data(), message.payload.size()))
        .end_object();
    line += '\n';
    out.append(line.data(), line.data() + line.size());
  }
  [[nodiscard]] std::unique_ptr<formatter> clone() const override { return std::make_unique<JsonFormatter>(*this); }
};

/// Standard error, a write a line, so that lines of several processes stay whole.
class StandardError final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit StandardError(std::shared_ptr<std::atomic<bool>> status_stands) : status_stands_(std::move(status_stands)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    put(std::string(status_stands_->exchange(false) ? clear_line : "").append(line.data(), line.size()));
  }
  void flush_() override {}

 private:
  std::shared_ptr<std::atomic<bool>> status_stands_;
};

spdlog::level::level_enum threshold(LogLevel level) {
  switch (level) {
    case LogLevel::trace:
      return spdlog::level::trace;
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warn:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      break;
  }
  return spdlog::level::off;
}

spdlog::string_view_t view(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

bool is_coloured(Color color, int descriptor) {
  return color == Color::always || (color == Color::automatic && ::isatty(descriptor) == 1);
}

Console::Console(LogLevel level, LogFormat format, Color color)
    : format_(format),
      coloured_(format == LogFormat::text && cli::is_coloured(color, STDERR_FILENO)),
      shows_status_(format == LogFormat::text && level <= LogLevel::warn && is_capable_terminal()) {
  auto sink = std::make_shared<StandardError>(status_stands_);
  if (format == LogFormat::json) {
    sink->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    sink->set_formatter(std::make_unique<TextFormatter>(coloured_));
  }
  log_ = std::make_shared<spdlog::logger>("log", sink);
  log_->set_level(threshold(level));
  summary_ = std::make_shared<spdlog::logger>(summary_name, sink);
  summary_->set_level(level <= LogLevel::warn ? spdlog::level::info : spdlog::level::off);
}

void Console::error(std::string_view text) {
  log_->log(spdlog::level::err, view(text));
}
void Console::warn(std::string_view text) {
  log_->log(spdlog::level::warn, view(text));
}
void Console::info(std::string_view text) {
  log_->log(spdlog::level::info, view(text));
}
void Console::debug(std::string_view text) {
  log_->log(spdlog::level::debug, view(text));
}
void Console::summary(std::string_view text) {
  summary_->log(spdlog::level::info, view(text));
}

void Console::report(std::string_view text) {
  if (status_stands_->exchange(false)) put(clear_line);
  put(text);
}

void Console::status(std::string_view text) {
  if (!shows_status_ || (text.empty() && !*status_stands_)) return;
  *status_stands_ = !text.empty();
  put(clear_line + std::string(text));
}

std::size_t Console::width() const {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

bool Console::is_terminal() const {
  return ::isatty(STDERR_FILENO) == 1;
}

kafka::LogSink Console::kafka_log() {
  return [log = log_](kafka::LogLevel level, const std::string& text) {
    switch (level) {
      case kafka::LogLevel::error:
        log->log(spdlog::level::err, view(text));
        break;
      case kafka::LogLevel::warning:
        log->log(spdlog::level::warn, view(text));
        break;
      case kafka::LogLevel::info:
        log->log(spdlog::level::info, view(text));
        break;
      case kafka::LogLevel::debug:
        log->log(spdlog::level::debug, view(text));
        break;
    }
  };
}

}  // namespace thoth::cli
