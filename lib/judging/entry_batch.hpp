// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "judging/entry_result.hpp"
#include "thoth/message_file.hpp"

namespace thoth {

/// Entries of a stream with bytes of their own, so that the stream can be read on while they are validated.
class EntryBatch {
 public:
  explicit EntryBatch(WantedResults wanted) : results(wanted), wanted_(wanted) {}

  /// Takes what the reader gave; the entry is left with what it can be read into again.
  void add(file::Entry& entry);
  /// To be called once after the last add: then the entries can be looked at.
  void seal();
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// True if it holds as much as is worth handing over.
  [[nodiscard]] bool full() const;

  /// Calls `take` with each entry, in order.
  template <class Take>
  void for_each(Take take) {
    for (std::size_t i = 0; i < count_; ++i) take(kept_[i].entry);
  }

  /// Makes the batch as good as new, but for its memory, which is used again.
  void clear();

  ResultCollector results;  ///< what validating them came to

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  struct Kept {
    file::Entry entry;
    std::size_t text = 0;         // where it starts in text_
    std::size_t contents = none;  // where they start in the text
    std::size_t tokens = 0;       // where theirs start in tokens_
    std::size_t token_count = 0;
  };

  WantedResults wanted_;
  std::vector<Kept> kept_;
  std::size_t count_ = 0;  // of those in use
  std::string text_;
  std::vector<std::uint32_t> tokens_;  // offsets from where each entry's contents start
};

}  // namespace thoth
