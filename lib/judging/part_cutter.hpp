// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "thoth/message_file.hpp"

namespace thoth {

/// Cuts an input that is whole into parts that several threads can read. That an entry begins where a part does is a
/// guess: the code that joins the parts' results checks that each part ended where the next begins.
class PartCutter {
 public:
  struct Part {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };

  /// `reader` must have read an entry, and must outlive this. `begin`: where an entry starts.
  PartCutter(const file::Reader& reader, std::uint64_t begin, std::uint64_t part_size)
      : reader_(reader), begin_(begin), size_(reader.source().whole()->size()), part_size_(part_size) {}

  /// The next part, of at least the part size if so much is left; none at the end of the input.
  std::optional<Part> next() {
    if (begin_ >= size_) return std::nullopt;
    const std::uint64_t begin = begin_;
    begin_ = reader_.likely_entry(begin + part_size_);
    return Part{begin, begin_};
  }

  /// Bytes that are not cut yet.
  [[nodiscard]] std::uint64_t left() const { return size_ - begin_; }

 private:
  const file::Reader& reader_;
  std::uint64_t begin_;
  std::uint64_t size_;
  std::uint64_t part_size_;
};

}  // namespace thoth
