#include "send/receipts.hpp"

#include <fmt/format.h>

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

Result<Receipts> Receipts::open(const std::string& path) {
  THOTH_TRY_ASSIGN(OutputFile file,
                   OutputFile::open(path, {"opening the receipts file", "name a writable file; nothing was sent"}));
  THOTH_TRY(file.clear());
  return Receipts(std::move(file));
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
  return settle(file_.out().write(line_));
}

Result<void> Receipts::tick() {
  const auto now = std::chrono::steady_clock::now();
  if (gone_ || now - flushed_ < flush_interval) return {};
  flushed_ = now;
  return settle(file_.out().flush());
}

Result<void> Receipts::close() {
  if (gone_) return {};
  return settle(file_.out().flush());
}

Result<void> Receipts::settle(Result<void> written) {
  if (written || !file_.out().reader_gone()) return written;
  gone_ = true;
  return {};
}

}  // namespace thoth::cli
