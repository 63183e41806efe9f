// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/entry_batch.hpp"

#include <utility>

namespace thoth {
namespace {

constexpr std::size_t full_bytes = std::size_t{256} << 10;
constexpr std::size_t full_entries = 4096;

}  // namespace

void EntryBatch::add(file::Entry& entry) {
  if (count_ == kept_.size()) kept_.emplace_back();
  Kept& kept = kept_[count_++];
  kept.contents = none;
  const json::Text& contents = entry.contents;
  kept.text = text_.size();
  text_ += entry.text;
  if (contents.bytes.data() != nullptr) {
    kept.contents = static_cast<std::size_t>(contents.bytes.data() - entry.text.data());
    if (contents.first != nullptr) {
      const auto before = static_cast<std::uint32_t>(contents.bytes.data() - contents.base);
      kept.tokens = tokens_.size();
      // The one after the last is looked at too.
      kept.token_count = static_cast<std::size_t>(contents.last - contents.first);
      for (const std::uint32_t* token = contents.first; token <= contents.last; ++token) {
        tokens_.push_back(*token - before);
      }
    }
  }
  std::swap(kept.entry, entry);
  kept.entry.partial = nullptr;
}

void EntryBatch::seal() {
  for (std::size_t i = 0; i < count_; ++i) {
    const Kept& kept = kept_[i];
    file::Entry& entry = kept_[i].entry;
    entry.text = std::string_view(text_).substr(kept.text, entry.text.size());
    if (kept.contents == none) continue;
    entry.contents.bytes = std::string_view(text_).substr(kept.text + kept.contents, entry.contents.bytes.size());
    if (entry.contents.first == nullptr) continue;
    entry.contents.base = entry.contents.bytes.data();
    entry.contents.first = tokens_.data() + kept.tokens;
    entry.contents.last = entry.contents.first + kept.token_count;
  }
}

void EntryBatch::clear() {
  count_ = 0;
  text_.clear();
  tokens_.clear();
  results = ResultCollector(wanted_);
}

bool EntryBatch::full() const {
  return text_.size() >= full_bytes || count_ >= full_entries;
}

}  // namespace thoth
