// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/filter.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "base/cut_text.hpp"
#include "reading/regex.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {
namespace {

constexpr const char* reading_condition = "invalid condition";
constexpr std::string_view header_word = "header:";

/// Where the operator stands; npos: there is none. In a pointer ~0 and ~1 are no operators.
std::size_t find_operator(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (text[at] == '=' || (text[at] == '!' && next == '=')) return at;
    const bool escapes = text.front() == '/' && (next == '0' || next == '1');
    if (text[at] == '~' && !escapes) return at;
  }
  return std::string_view::npos;
}

/// A value as conditions compare it: a string's text, anything else as it is written.
std::string text_of(const json::Node& node) {
  if (node.kind == json::Kind::string) return std::string(node.text);
  std::string text;
  json::write(node, text);
  return text;
}

}  // namespace

Result<void> Condition::parse_place(const std::string& place) {
  if (place == "key") {
    place_ = At::key;
    return {};
  }
  if (place.starts_with(header_word)) {
    place_ = At::header;
    header_ = place.substr(header_word.size());
    if (!header_.empty()) return {};
    return fail(ErrorCode::usage, reading_condition, '"' + text_ + '"', "the header has no name",
                "write header:NAME=VALUE");
  }
  auto pointer = json::Pointer::parse(place);
  if (!pointer || place.empty()) {
    return fail(ErrorCode::usage, reading_condition, '"' + text_ + '"',
                "\"" + place + "\" is not a JSON pointer, key or header:NAME",
                "start a field with /, as in /package_name=numpy, /a/0/b~REGEX or !/error; or write key=VALUE or "
                "header:NAME=VALUE");
  }
  pointer_ = std::move(*pointer);
  return {};
}

Result<Condition> Condition::parse(const std::string& text) {
  Condition condition;
  condition.text_ = text;
  const bool is_absence = text.starts_with('!');
  const std::size_t at = is_absence ? std::string::npos : find_operator(text);
  std::string place = is_absence ? text.substr(1) : text.substr(0, at);
  condition.test_ = is_absence ? Test::absent : Test::present;
  if (at != std::string::npos) {
    const bool unequal = text[at] == '!';
    condition.test_ = unequal ? Test::unequal : text[at] == '=' ? Test::equal : Test::match;
    condition.value_ = text.substr(at + (unequal ? 2 : 1));
  }
  THOTH_TRY(condition.parse_place(place));
  if (condition.test_ == Test::match) {
    THOTH_TRY_ASSIGN(condition.regex_, compile_regex(condition.value_, "--where " + text));
  }
  return condition;
}

bool Condition::fits(std::string_view text) const {
  return test_ == Test::match ? re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_)
                              : text == value_;
}

/// The record's value, if this looks at it and it is JSON; else null.
const json::Node* Condition::root_of(const kafka::Record& record, json::LazyTree& contents) const {
  return place_ == At::contents && record.value ? contents.root() : nullptr;
}

/// Everything in the place: headers may be several.
std::vector<std::string> Condition::texts(const kafka::Record& record, const json::Node* root) const {
  std::vector<std::string> texts;
  if (place_ == At::contents) {
    const json::Node* node = root == nullptr ? nullptr : pointer_->find(*root);
    if (node != nullptr) texts.push_back(text_of(*node));
  } else if (place_ == At::key) {
    if (record.key) texts.emplace_back(*record.key);
  } else {
    for (const Header& header : record.headers) {
      if (header.key == header_ && header.value) texts.push_back(*header.value);
    }
  }
  return texts;
}

bool Condition::is_there(const kafka::Record& record, const json::Node* root) const {
  if (place_ == At::contents) return pointer_->find(*root) != nullptr;
  if (place_ == At::key) return record.key.has_value();
  return std::any_of(record.headers.begin(), record.headers.end(),
                     [this](const Header& header) { return header.key == header_; });
}

bool Condition::holds(const kafka::Record& record, json::LazyTree& contents) const {
  const json::Node* const root = root_of(record, contents);
  if (place_ == At::contents && root == nullptr) return false;
  if (test_ == Test::present) return is_there(record, root);
  if (test_ == Test::absent) return !is_there(record, root);
  const std::vector<std::string> found = texts(record, root);
  const bool any = std::any_of(found.begin(), found.end(), [this](const std::string& text) { return fits(text); });
  return test_ == Test::unequal ? !any : any;
}

std::string Condition::found(const kafka::Record& record, json::LazyTree& contents, const Schema* schema) const {
  const json::Node* const root = root_of(record, contents);
  if (place_ == At::contents && root == nullptr) return "its value is not JSON";
  if (place_ != At::contents || schema == nullptr) return found_in(record, root);
  const Masked masked = mask(*schema, *root);
  if (masked.hides(pointer_->text())) return fmt::format("it is secret ({})", secret_mark);
  json::LazyTree shown(masked.text);
  return found_in(record, shown.root());
}

std::string Condition::found_in(const kafka::Record& record, const json::Node* root) const {
  constexpr std::size_t max_shown = 80;
  const std::vector<std::string> all = texts(record, root);
  if (all.empty()) return is_there(record, root) ? "it is null" : "it is absent";
  std::string text = "it is ";
  json::write_string(cut_text(all.front(), max_shown), text);
  return all.front().size() > max_shown ? text + "…" : text;
}

Result<RecordFilter> RecordFilter::parse(const std::vector<std::string>& conditions) {
  RecordFilter filter;
  for (const std::string& text : conditions) {
    THOTH_TRY_ASSIGN(Condition condition, Condition::parse(text));
    filter.conditions_.push_back(std::move(condition));
  }
  return filter;
}

Filtering RecordFilter::filter(const kafka::Record& record, json::LazyTree& contents) const {
  Filtering result;
  for (const Condition& condition : conditions_) {
    if (condition.holds(record, contents)) continue;
    const bool is_first = result.matches;
    result.matches = false;
    result.only_miss = is_first ? &condition : nullptr;
    if (!is_first) return result;
  }
  return result;
}

}  // namespace thoth::cli
