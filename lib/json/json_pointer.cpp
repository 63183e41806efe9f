// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/json_pointer.hpp"

#include <charconv>

#include "base/characters.hpp"

namespace thoth::json {
namespace {

/// Decodes a step; false if a tilde stands for nothing.
bool decode(std::string_view step, std::string& out) {
  for (std::size_t at = 0; at < step.size(); ++at) {
    if (step[at] != '~') {
      out += step[at];
      continue;
    }
    ++at;
    if (at == step.size() || (step[at] != '0' && step[at] != '1')) return false;
    out += step[at] == '0' ? '~' : '/';
  }
  return true;
}

/// An array's element: digits, and no zero before others.
const Node* element(const Node& array, std::string_view step) {
  if (step.empty() || (step.size() > 1 && step[0] == '0') || !is_digit(step[0])) return nullptr;
  std::size_t index = 0;
  const char* const end = step.data() + step.size();
  const auto [at, error] = std::from_chars(step.data(), end, index);
  if (error != std::errc{} || at != end || index >= array.items.size()) return nullptr;
  return &array.items[index];
}

}  // namespace

Result<Pointer> Pointer::parse(std::string_view text) {
  Pointer pointer;
  pointer.text_ = text;
  const auto refuse = [&pointer](std::string reason, std::string advice) {
    return fail(ErrorCode::usage, "invalid JSON pointer", '"' + pointer.text_ + '"', std::move(reason),
                std::move(advice));
  };
  if (!text.empty() && text[0] != '/') return refuse("it does not start with a slash", "write /" + pointer.text_);
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::string_view step = text.substr(0, text.find('/'));
    if (!decode(step, pointer.steps_.emplace_back())) {
      return refuse("a tilde must be followed by 0 or 1", "write ~0 for a tilde, ~1 for a slash in a name");
    }
    text.remove_prefix(step.size());
  }
  return pointer;
}

const Node* Pointer::find(const Node& root) const {
  const Node* node = &root;
  for (const std::string& step : steps_) {
    if (node->kind == Kind::array) {
      node = element(*node, step);
    } else {
      node = node->find(step);  // null where this is no object
    }
    if (node == nullptr) return nullptr;
  }
  return node;
}

}  // namespace thoth::json
