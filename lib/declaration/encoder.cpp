// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/encoder.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.hpp"
#include "thoth/violation.hpp"

namespace thoth::detail {

namespace {

/// How deep a canonical JSON text nests.
std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

std::string too_deep() {
  return "nests deeper than " + std::to_string(json::max_depth);
}

}  // namespace

void Encoder::begin_object() {
  open('{', false);
}

void Encoder::begin_array() {
  open('[', true);
}

void Encoder::open(char bracket, bool array) {
  out_ += bracket;
  path_.push_back(Step{{}, 0, array});
  if (path_.size() > json::max_depth) refuse(too_deep());
}

void Encoder::end_object() {
  out_ += '}';
  path_.pop_back();
}

void Encoder::end_array() {
  out_ += ']';
  path_.pop_back();
}

void Encoder::member(std::string_view name) {
  Step& step = path_.back();
  if (step.count++ > 0) out_ += ',';
  step.name = name;
  json::write_string(name, out_);
  out_ += ':';
}

void Encoder::item() {
  if (path_.back().count++ > 0) out_ += ',';
}

void Encoder::integer(std::int64_t value) {
  std::array<char, 20> digits{};
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
}

void Encoder::string(std::string_view value) {
  if (!utf8::is_valid(value)) refuse("is not UTF-8");
  json::write_string(value, out_);
}

void Encoder::object(const json::Object& value) {
  if (path_.size() + depth_of(value.text()) > json::max_depth) refuse(too_deep());
  out_ += value.text();
}

void Encoder::refuse(std::string reason) {
  if (!refused_for_.empty()) return;
  refused_at_ = pointer();
  refused_for_ = std::move(reason);
}

std::string Encoder::pointer() const {
  std::string pointer;
  for (const Step& step : path_) {
    if (step.count == 0) break;
    pointer += step.array ? "/" + std::to_string(step.count - 1) : pointer_token(step.name);
  }
  return pointer;
}

Result<std::string> Encoder::finish(std::string_view topic) && {
  if (refused_for_.empty()) return std::move(out_);
  return fail(ErrorCode::invalid, "encoding", std::string(topic), refused_at_ + " " + refused_for_,
              "JSON holds UTF-8 text of at most " + std::to_string(json::max_depth) + " levels");
}

}  // namespace thoth::detail
