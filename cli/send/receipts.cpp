// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/receipts.hpp"

#include <optional>
#include <utility>

#include "json/writer.hpp"

namespace thoth::cli {
namespace {

/// Well within the second that is promised.
constexpr std::chrono::milliseconds flush_interval{500};

std::optional<std::int64_t> known(std::int64_t number) {
  return number < 0 ? std::nullopt : std::optional(number);
}

}  // namespace

Result<Receipts> Receipts::open(const std::string& path, mode_t mode) {
  OutputFile file =
      THOTH_TRY(OutputFile::open(path, {"opening the receipts file", "name a writable file; nothing was sent"}, mode));
  return Receipts(std::move(file));
}

Result<void> Receipts::add(const Receipt& receipt) {
  if (gone_) return {};
  line_.clear();
  json::Writer line(line_);
  line.begin_object().member("entry", receipt.entry).member("topic", receipt.topic);
  line.member("partition", known(receipt.partition)).member("offset", known(receipt.offset));
  line.member("timestamp", known(receipt.timestamp)).member("error", json::null_if_empty(receipt.error)).end_object();
  line_ += '\n';
  return resolve(file_.out().write(line_));
}

Result<void> Receipts::tick() {
  const auto now = std::chrono::steady_clock::now();
  if (gone_ || now - flushed_ < flush_interval) return {};
  flushed_ = now;
  return resolve(file_.out().flush());
}

Result<void> Receipts::close() {
  if (gone_) return {};
  return resolve(file_.out().flush());
}

Result<void> Receipts::resolve(Result<void> written) {
  if (written || !file_.out().reader_gone()) return written;
  gone_ = true;
  return {};
}

}  // namespace thoth::cli
