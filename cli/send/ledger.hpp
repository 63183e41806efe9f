#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "send/receipts.hpp"
#include "send/undelivered.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::cli {

/// What became of every entry: acknowledged, failed, or not sent, each exactly once.
class Ledger {
 public:
  /// Whether what is acknowledged counts at once, or only when a transaction is committed.
  enum class Counting : bool { at_once, on_commit };

  /// `receipts` may be null, and must outlive this.
  Ledger(Receipts* receipts, Counting counting) : receipts_(receipts), counting_(counting) {}

  /// A delivery report has come.
  void note(const kafka::Delivery& delivery);
  /// The entry failed before it was on its way, or was not sent.
  void fail(std::uint64_t entry, std::string_view topic, std::string_view reason);
  /// The transaction is committed: what was acknowledged counts.
  void commit();
  /// The transaction came to nothing: what was acknowledged does not count. Its receipts are left to whoever goes
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
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

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
  void settle(Result<void> written);

  Receipts* receipts_;
  Counting counting_;
  Undelivered failures_;
  std::vector<Held> held_;
  std::vector<std::string> held_topics_;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t bytes_ = 0;
  std::optional<Error> trouble_;
};

}  // namespace thoth::cli
