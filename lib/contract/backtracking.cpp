// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/backtracking.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <utility>
#include <vector>

namespace thoth {
namespace {

/// Deletes what PCRE2 made.
struct Free {
  void operator()(pcre2_compile_context* context) const { ::pcre2_compile_context_free(context); }
  void operator()(pcre2_match_context* context) const { ::pcre2_match_context_free(context); }
  void operator()(pcre2_match_data* data) const { ::pcre2_match_data_free(data); }
};
template <class T>
using Handle = std::unique_ptr<T, Free>;

/// What a thread matches with, and keeps for the next match.
struct Workspace {
  Handle<pcre2_match_context> context{::pcre2_match_context_create(nullptr)};
  Handle<pcre2_match_data> data{::pcre2_match_data_create(1, nullptr)};
};

/// What an item of a pattern may go over and then fail, so that no step tells of it: the bytes of a back reference, or
/// as many as a count asks for.
using Unseen = std::vector<std::uint32_t>;
constexpr std::uint32_t refers = std::numeric_limits<std::uint32_t>::max();

/// `item` is as it is in the pattern, its quantifier included.
std::uint32_t unseen_of(std::string_view item) {
  if (item.size() < 2) return 0;
  const char second = item[1];
  const bool is_number = std::isdigit(static_cast<unsigned char>(second)) != 0;
  if ((item[0] == '\\' && (is_number || second == 'k' || second == 'g')) || item.starts_with("(?P=")) return refers;
  const std::size_t open = item.rfind('{');
  std::uint32_t count = 0;
  if (open != std::string_view::npos) std::from_chars(item.data() + open + 1, item.data() + item.size(), count);
  return count;
}

/// How much work a match has been. PCRE2's own limits count anew from each place that a match might start at, and count
/// no characters that a repeated item runs over.
class Work {
 public:
  explicit Work(const Unseen& unseen) : unseen_(unseen) {}

  /// Called before each item of the pattern, wherever that is tried.
  static int step(pcre2_callout_block* at, void* work) { return static_cast<Work*>(work)->add(*at); }

 private:
  int add(const pcre2_callout_block& at) {
    const std::size_t position = at.current_position;
    bytes_ += position > last_ ? position - last_ : last_ - position;
    last_ = position;
    const std::uint32_t unseen = unseen_[at.pattern_position];
    if (unseen != 0) {
      const std::uint64_t bytes = unseen == refers ? longest_group(at) : unseen;
      bytes_ += std::min<std::uint64_t>(bytes, at.subject_length - position);
    }
    ++steps_;
    constexpr std::uint64_t bytes_of_a_step = 16;
    return steps_ + bytes_ / bytes_of_a_step > Backtracking::max_steps ? PCRE2_ERROR_CALLOUT : 0;
  }

  static std::uint64_t longest_group(const pcre2_callout_block& at) {
    std::uint64_t longest = 0;
    for (std::size_t group = 1; group < at.capture_top; ++group) {
      const PCRE2_SIZE begin = at.offset_vector[2 * group];
      const PCRE2_SIZE end = at.offset_vector[2 * group + 1];
      if (begin != PCRE2_UNSET && end > begin) longest = std::max<std::uint64_t>(longest, end - begin);
    }
    return longest;
  }

  const Unseen& unseen_;
  std::uint64_t steps_ = 0;
  std::uint64_t bytes_ = 0;
  std::size_t last_ = 0;
};

std::string error_text(int error) {
  std::array<PCRE2_UCHAR, 256> text{};
  ::pcre2_get_error_message(error, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());  // NOLINT: PCRE2's characters are bytes
}

PCRE2_SPTR bytes_of(std::string_view text) {
  // PCRE2 refuses a null pointer, even for an empty text.
  static const PCRE2_UCHAR nothing = 0;
  return text.empty() ? &nothing : reinterpret_cast<PCRE2_SPTR>(text.data());  // NOLINT: as above
}

}  // namespace

struct Backtracking::Compiled {
  std::unique_ptr<pcre2_code, void (*)(pcre2_code*)> code{nullptr, ::pcre2_code_free};
  Unseen unseen;  // by the item's place in the pattern
};

tl::expected<Backtracking, std::string> Backtracking::compile(std::string_view pattern) {
  const Handle<pcre2_compile_context> context(::pcre2_compile_context_create(nullptr));
  // Older patterns match each half of a surrogate pair: in UTF-8 those match nothing, but they must compile.
  ::pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
  constexpr std::uint32_t options = PCRE2_UTF | PCRE2_AUTO_CALLOUT | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                                    PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;
  auto compiled = std::make_shared<Compiled>();
  int error = 0;
  PCRE2_SIZE at = 0;
  compiled->code.reset(::pcre2_compile(bytes_of(pattern), pattern.size(), options, &error, &at, context.get()));
  if (compiled->code == nullptr) return tl::unexpected<std::string>(error_text(error));
  compiled->unseen.resize(pattern.size() + 1);
  std::pair<std::string_view, Unseen&> known{pattern, compiled->unseen};
  const auto add = [](pcre2_callout_enumerate_block* item, void* data) {
    auto& [text, unseen] = *static_cast<decltype(known)*>(data);
    unseen[item->pattern_position] = unseen_of(text.substr(item->pattern_position, item->next_item_length));
    return 0;
  };
  ::pcre2_callout_enumerate(compiled->code.get(), add, &known);
  Backtracking made;
  made.compiled_ = std::move(compiled);
  return made;
}

Match Backtracking::match(std::string_view text) const {
  constexpr std::uint32_t heap_kib = 64 * 1024;
  thread_local Workspace space;
  Work work(compiled_->unseen);
  ::pcre2_set_callout(space.context.get(), &Work::step, &work);
  ::pcre2_set_match_limit(space.context.get(), static_cast<std::uint32_t>(max_steps));
  ::pcre2_set_depth_limit(space.context.get(), static_cast<std::uint32_t>(max_steps));
  ::pcre2_set_heap_limit(space.context.get(), heap_kib);
  const int result =
      ::pcre2_match(compiled_->code.get(), bytes_of(text), text.size(), 0, 0, space.data.get(), space.context.get());
  if (result >= 0) return Match::yes;
  // No pattern matches what is not UTF-8.
  if (result == PCRE2_ERROR_NOMATCH || (result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21)) {
    return Match::no;
  }
  space = Workspace();  // which may have grown to the limit
  return Match::undecided;
}

std::size_t Backtracking::size() const {
  std::size_t bytes = 0;
  ::pcre2_pattern_info(compiled_->code.get(), PCRE2_INFO_SIZE, &bytes);
  return bytes;
}

}  // namespace thoth
