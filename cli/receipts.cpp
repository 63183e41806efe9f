#include "receipts.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iterator>
#include <utility>

#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

/// Well within the second that is promised.
constexpr std::chrono::milliseconds flush_interval{500};

void append_number(std::string_view name, std::int64_t number, std::string& out) {
  if (number < 0) {
    fmt::format_to(std::back_inserter(out), R"(,"{}":null)", name);
  } else {
    fmt::format_to(std::back_inserter(out), R"(,"{}":{})", name, number);
  }
}

}  // namespace

Receipts::Receipts(int descriptor, std::string name) : descriptor_(descriptor), out_(descriptor, std::move(name)) {}

Receipts::Receipts(Receipts&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), out_(std::move(other.out_)), flushed_(other.flushed_) {}

Receipts::~Receipts() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Result<Receipts> Receipts::open(const std::string& path) {
  if (path == "-") return Receipts(STDOUT_FILENO, "standard output");
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return fail(ErrorCode::usage, "opening for receipts", path, std::strerror(errno),
                "name a file that can be written; nothing was sent");
  }
  return Receipts(descriptor, path);
}

Result<void> Receipts::add(const Receipt& receipt) {
  if (gone_) return {};
  line_.clear();
  fmt::format_to(std::back_inserter(line_), R"({{"entry":{},"topic":)", receipt.entry);
  json::write_string(receipt.topic, line_);
  append_number("partition", receipt.partition, line_);
  append_number("offset", receipt.offset, line_);
  append_number("timestamp", receipt.timestamp, line_);
  line_ += R"(,"error":)";
  if (receipt.error.empty()) {
    line_ += "null";
  } else {
    json::write_string(receipt.error, line_);
  }
  line_ += "}\n";
  return settle(out_.write(line_));
}

Result<void> Receipts::tick() {
  const auto now = std::chrono::steady_clock::now();
  if (gone_ || now - flushed_ < flush_interval) return {};
  flushed_ = now;
  return settle(out_.flush());
}

Result<void> Receipts::close() {
  if (gone_) return {};
  return settle(out_.flush());
}

Result<void> Receipts::settle(Result<void> written) {
  if (written || !out_.reader_gone()) return written;
  gone_ = true;
  return {};
}

}  // namespace thoth::cli
