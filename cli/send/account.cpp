#include "send/account.hpp"

#include <fmt/format.h>

#include "output/text.hpp"

namespace thoth::cli {

std::vector<std::string> AccountText::lines() const {
  std::vector<std::string> lines = ledger.failures().lines();
  if (handed < entries) {
    lines.push_back(fmt::format("not sent: {} (entries {}-{}): {}", counted(entries - handed, "message", "messages"),
                                handed + 1, entries, reason.empty() ? "the run ended first" : reason));
  }
  const std::uint64_t voided = handed - ledger.failures().count() - ledger.acknowledged();
  if (!void_by.empty() && voided > 0) {
    lines.push_back(fmt::format("undelivered: {}: {}", counted(voided, "message", "messages"), void_by));
  }
  return lines;
}

std::string AccountText::summary(double seconds) const {
  return fmt::format("sent {}, {} in {:.2f} s, {} undelivered", counted(ledger.acknowledged(), "message", "messages"),
                     byte_text(ledger.bytes()), seconds, entries - ledger.acknowledged());
}

}  // namespace thoth::cli
