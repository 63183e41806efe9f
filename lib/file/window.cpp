// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/window.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace thoth::file {
namespace {

/// Small enough for a core's own cache together with its tokens, large enough that a window's start costs nothing.
constexpr std::size_t usual_size = std::size_t{256} << 10;

/// Behind a part it is only looked where the next entry starts.
constexpr std::uint64_t look_size = 4096;

/// Memory is release in steps that are worth a call.
constexpr std::uint64_t release_step = std::uint64_t{4} << 20;

/// A writer that pauses for longer has written what there is for now.
constexpr int piece_pause_ms = 10;

/// An unescaped quote has an even number of backslashes before it.
bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t first = at;
  while (first != 0 && text[first - 1] == '\\') --first;
  return (at - first) % 2 != 0;
}

/// The last unescaped quote: where a text ends inside a string, that string's opening one.
std::size_t last_quote(std::string_view text) {
  for (std::size_t size = text.size();;) {
    const void* found = ::memrchr(text.data(), '"', size);
    if (found == nullptr) return std::string_view::npos;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (!is_escaped(text, at)) return at;
    size = at;
  }
}

}  // namespace

Window::Window(Source source, std::uint64_t begin, std::uint64_t end)
    : source_(std::move(source)), begin_(begin), limit_(end), kept_from_(begin), known_(Place{begin, 1, 1}) {}

Window Window::part(std::uint64_t begin, std::uint64_t end) const {
  return {Source(source_.impl_), begin, end};
}

bool Window::full() const {
  return wanted_ >= max_entry_bytes;
}

Result<void> Window::advance(std::uint64_t offset, Indexed wanted, std::size_t uncut) {
  // Growing means that an entry did not fit: what is read again doubles, so that all reading stays linear.
  wanted_ = offset == begin_ && !bytes_.empty() ? std::min(std::max(wanted_, bytes_.size()) * 2, max_entry_bytes)
                                                : usual_size;
  if (source_.impl_->whole) {
    take_from_whole(offset);
  } else {
    THOTH_TRY(take_from_stream(offset));
  }
  cut_at_line(uncut);
  indexed_ = false;
  if (wanted == Indexed::yes) cut_and_index();
  return {};
}

void Window::rewind() {
  begin_ = 0;
  wanted_ = 0;
  bytes_ = {};
  final_ = indexed_ = false;
  known_ = Place{};
  kept_from_ = 0;
}

void Window::take_from_whole(std::uint64_t offset) {
  if (offset >= kept_from_ + release_step) {
    source_.release(kept_from_, offset);
    kept_from_ = offset;
  }
  const std::string_view rest = source_.impl_->whole->bytes().substr(offset);
  const bool grows = offset == begin_ && !bytes_.empty();
  const std::uint64_t left = offset < limit_ ? limit_ - offset : look_size;
  const std::uint64_t max = grows ? wanted_ : std::min<std::uint64_t>(wanted_, left);
  begin_ = offset;
  bytes_ = rest.substr(0, max);
  final_ = bytes_.size() == rest.size();
}

Result<void> Window::take_from_stream(std::uint64_t offset) {
  // Lines are counted before their bytes are gone.
  known_ = place(offset);
  const bool grow = offset == begin_ && !bytes_.empty();
  // Of what is there already, a window that was cut has not shown all.
  const std::size_t before = !grow ? 0 : paused_ ? held().size() : bytes_.size();
  gone_ += offset - begin_;
  // Moving the rest each time would be a lot of it after a long entry.
  if (gone_ >= buffer_.size() / 2) {
    buffer_.erase(0, gone_);
    gone_ = 0;
  }
  begin_ = offset;
  bytes_ = {};
  paused_ = false;
  // What is wanted follows what came: a slow writer's many small pieces are no long entry.
  if (grow) wanted_ = std::clamp(held().size() * 2, usual_size, max_entry_bytes);
  while (!at_end_of_stream_ && held().size() < wanted_) {
    // Content with whatever there is, so that nothing waits for a slow writer; but a window that has to grow takes all
    // that is coming, so that a long entry is not looked through again with every piece of it.
    if (!grow && held().find('\n') != std::string_view::npos) break;
    paused_ = held().size() > before && !source_.impl_->is_readable(piece_pause_ms);
    if (paused_) break;
    const bool more = THOTH_TRY(source_.impl_->read_some(buffer_, max_entry_bytes));
    at_end_of_stream_ = !more;
  }
  bytes_ = held().substr(0, wanted_);
  final_ = at_end_of_stream_ && bytes_.size() == held().size();
  return {};
}

/// Ends the window after a line where it can. What came before a pause stays whole: no line break may follow before
/// the next entry.
void Window::cut_at_line(std::size_t uncut) {
  if (final_ || paused_) return;
  const auto newline = bytes_.rfind('\n');
  if (newline != std::string_view::npos && newline >= uncut) bytes_ = bytes_.substr(0, newline + 1);
}

/// Indexes the window; if it ends within a string, only up to there: a token cut in two must not look like a broken
/// one.
void Window::cut_and_index() {
  auto made = index_up_to_break();
  if (made == json::TokenIndex::Made::unclosed_string && !final_) {
    const auto quote = last_quote(bytes_);
    if (quote != std::string_view::npos && quote != 0) {
      made = index_.make(bytes_.substr(0, quote));
      if (made == json::TokenIndex::Made::yes) bytes_ = bytes_.substr(0, quote);
    }
  }
  indexed_ = made == json::TokenIndex::Made::yes;
}

/// Indexes the window without the line break that it ends with, which no token needs.
json::TokenIndex::Made Window::index_up_to_break() {
  const bool with_break = bytes_.size() > 1 && bytes_.back() == '\n';
  return index_.make(bytes_.substr(0, bytes_.size() - (with_break ? 1 : 0)));
}

Place Window::place(std::uint64_t offset) {
  const std::string_view all = source_.impl_->whole ? source_.impl_->whole->bytes() : std::string_view(buffer_);
  const std::uint64_t start = source_.impl_->whole ? 0 : begin_ - gone_;
  // What was release comes back in steps, and goes again.
  while (source_.impl_->whole && offset - known_.offset > release_step) {
    known_ = thoth::advance(known_, all.substr(known_.offset, release_step));
    source_.release(known_.offset - release_step, known_.offset);
  }
  known_ = thoth::advance(known_, all.substr(known_.offset - start, offset - known_.offset));
  return known_;
}

}  // namespace thoth::file
