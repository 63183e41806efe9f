// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "send/receipts.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::cli {

/// The entries that were not acknowledged, by topic and reason.
class Undelivered {
 public:
  void add(std::uint64_t entry, std::string_view topic, std::string_view reason);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Their numbers, ascending.
  [[nodiscard]] std::vector<std::uint64_t> numbers() const;
  /// A line for each topic and reason, with the entries' numbers.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  std::map<std::pair<std::string, std::string>, std::vector<std::uint64_t>> entries_;
  std::uint64_t count_ = 0;
};

/// What became of every entry: acknowledged, failed, or not sent, each exactly once.
class Ledger {
 public:
  /// Whether what is acknowledged counts at once, or only when a transaction is committed.
  enum class Counting : bool { at_once, on_commit };

  /// `receipts` may be null, and must outlive this.
  Ledger(Receipts* receipts, Counting counting) : receipts_(receipts), counting_(counting) {}

  /// A delivery report has come.
  void add(const kafka::Delivery& delivery);
  /// The entry failed before it was on its way, or was not sent.
  void fail(std::uint64_t entry, std::string_view topic, std::string_view reason);
  /// The transaction is committed: what was acknowledged counts.
  void commit();
  /// The transaction came to nothing: what was acknowledged does not count. Its receipts are left to the caller goes
  /// through the input again.
  void void_acknowledged();
  /// A receipt for what does not count as failed here, because a line for all of them says so.
  void add_receipt(const Receipt& receipt);
  /// See Receipts::tick.
  void tick();

  [[nodiscard]] std::uint64_t acknowledged() const { return acknowledged_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] const Undelivered& failures() const { return failures_; }
  [[nodiscard]] bool has_receipts() const { return receipts_ != nullptr; }
  /// Why receipts cannot be written any more, if so.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  /// An acknowledged message of an open transaction.
  struct Held {
    std::uint64_t entry = 0;
    std::size_t topic = 0;  ///< index of its name
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    std::int64_t timestamp = -1;
  };

  void hold(const kafka::Delivery& delivery);
  void resolve(Result<void> written);

  Receipts* receipts_;
  Counting counting_;
  Undelivered failures_;
  std::vector<Held> held_;
  std::vector<std::string> held_topics_;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t bytes_ = 0;
  std::optional<Error> error_;
};

/// The account of a run in words.
struct AccountText {
  const Ledger& ledger;
  std::uint64_t queued;             ///< entries that were on their way, the first of the input
  std::uint64_t entries;            ///< of the input
  const std::string& reason;        ///< why those after them were not sent
  const std::string& abort_reason;  ///< why a transaction came to nothing; empty: it did not

  /// A line for each kind of failure, saying which entries. None: all was acknowledged.
  [[nodiscard]] std::vector<std::string> lines() const;
  /// "sent 3 messages, 1.2 kB in 0.10 s, 0 undelivered"
  [[nodiscard]] std::string summary(double seconds) const;
};

}  // namespace thoth::cli
