// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "judging/entry_validator.hpp"
#include "program/context.hpp"
#include "thoth/message_file.hpp"
#include "validate/options.hpp"

namespace thoth::cli {

enum class DryRun : bool { no, yes };

/// Brings contents of message files into their canonical form where that needs no guess: defaults filled in, members in
/// their order, undeclared ones dropped. Everything else keeps its bytes: other parts of entries, entries that break
/// their contract, topics of no known type.
class FileFixing {
 public:
  /// All of these must outlive this. `out` takes the difference in a dry run.
  FileFixing(const ValidateOptions& options, Context& context, Output& out, NearMisses& near_misses);

  /// Fixes one file, which takes its old one's place whole, or not at all; in a dry run writes the difference. Errors:
  /// usage (it cannot be read or written), io, interrupted.
  Result<void> fix(const std::string& path);

  /// Says how much was changed.
  void summarize();

  /// True if every entry is valid, those that were fixed among them.
  [[nodiscard]] bool all_valid() const { return invalid_ == 0; }

 private:
  class Target;

  Result<void> fix_entries(file::Reader& reader, Target& target);
  [[nodiscard]] bool needs_fix(const file::Entry& entry, const ValidatedEntry& validated);

  const ValidateOptions& options_;
  Context& context_;
  Output& out_;
  NearMisses& near_misses_;
  EntryValidator validator_;
  std::string compact_;  // to be used again
  std::uint64_t files_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t invalid_ = 0;
};

}  // namespace thoth::cli
