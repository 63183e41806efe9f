#include "entry_batch.hpp"

#include <utility>

namespace thoth::cli {
namespace {

constexpr std::size_t full_bytes = std::size_t{256} << 10;
constexpr std::size_t full_entries = 4096;

}  // namespace

void EntryBatch::add(file::Entry& entry) {
  Kept& kept = kept_.emplace_back();
  const json::Text& contents = entry.contents;
  kept.text = text_.size();
  text_ += entry.text;
  if (contents.bytes.data() != nullptr) {
    kept.contents = static_cast<std::size_t>(contents.bytes.data() - entry.text.data());
    if (contents.first != nullptr) {
      const auto before = static_cast<std::uint32_t>(contents.bytes.data() - contents.base);
      kept.tokens = tokens_.size();
      // The one behind the last is looked at too.
      kept.token_count = static_cast<std::size_t>(contents.last - contents.first);
      for (const std::uint32_t* token = contents.first; token <= contents.last; ++token) {
        tokens_.push_back(*token - before);
      }
    }
  }
  std::swap(kept.entry, entry);
}

void EntryBatch::seal() {
  for (Kept& kept : kept_) {
    file::Entry& entry = kept.entry;
    entry.text = std::string_view(text_).substr(kept.text, entry.text.size());
    if (kept.contents == none) continue;
    entry.contents.bytes = std::string_view(text_).substr(kept.text + kept.contents, entry.contents.bytes.size());
    if (entry.contents.first == nullptr) continue;
    entry.contents.base = entry.contents.bytes.data();
    entry.contents.first = tokens_.data() + kept.tokens;
    entry.contents.last = entry.contents.first + kept.token_count;
  }
}

bool EntryBatch::full() const {
  return text_.size() >= full_bytes || kept_.size() >= full_entries;
}

}  // namespace thoth::cli
