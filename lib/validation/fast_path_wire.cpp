// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/escape.hpp"
#include "json/token_index.hpp"
#include "thoth/json.hpp"
#include "validation/declared.hpp"
#include "validation/fast_path.hpp"

namespace thoth {

/// The token after the value at `first`, whose brackets are known to match.
FastPath::Token FastPath::after(Token first) const {
  const char kind = at(first);
  return kind == '{' || kind == '[' ? json::frame(base_, first, contents_.last).next : first + 1;
}

std::string_view FastPath::raw_scalar(Token token) const {
  const char* begin = base_ + *token;
  const char* end = base_ + token[1];
  while (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\r' || end[-1] == '\t') --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool FastPath::members(std::vector<std::string_view>& out) const {
  out.clear();
  if (schema_->root().properties.empty() || schema_->origin == Origin::user_defined) return false;
  const auto& properties = schema_->root().properties;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (slots_[i] == nullptr) {
      out.emplace_back();
      continue;
    }
    const auto text = text_as_written(schema_->rules[properties[i].rule], slots_[i]);
    if (text.empty()) return false;
    out.push_back(text);
  }
  return true;
}

void FastPath::member_texts(std::vector<std::string_view>& out) const {
  out.clear();
  if (schema_->origin == Origin::user_defined) return;
  for (std::size_t i = 0; i < schema_->root().properties.size(); ++i) {
    out.push_back(slots_[i] == nullptr ? std::string_view() : raw_value(slots_[i]));
  }
}

/// The bytes of a value that write_value would copy as they are; none where it would not, or might not.
std::string_view FastPath::text_as_written(const Rule& rule, Token first) const {
  const char kind = at(first);
  if (kind == '{' || kind == '[') {
    const bool copied = compact_ && !backslashes_ && (kind == '{' ? rule.is_free_form() : !rule.items);
    return copied ? raw_value(first) : std::string_view();
  }
  const auto raw = raw_scalar(first);
  const bool copied = kind == '"' ? !backslashes_ || raw.find('\\') == std::string_view::npos
                                  : raw != "-0" || rule.types.has(Type::number);
  return copied ? raw : std::string_view();
}

/// The text of a value whose brackets match and that holds no white space after them.
std::string_view FastPath::raw_value(Token first) const {
  const auto last = raw_scalar(after(first) - 1);
  return {base_ + *first, last.data() + last.size()};
}

void FastPath::write_wire(std::string& out) {
  const bool user_defined = schema_ != nullptr && schema_->origin == Origin::user_defined;
  // What users bring keeps its own order and tokens.
  if (schema_ == nullptr || (user_defined && complete_)) return write_free(contents_.first, out);
  if (user_defined) return write_open_object(schema_->root(), contents_.first, options_->fill_ins, out);
  write_object(schema_->root(), 0, options_->fill_ins, out);
}

void FastPath::write_object(const Rule& rule, std::size_t slots, std::span<const FillIn> fill_ins, std::string& out) {
  out.push_back('{');
  for (std::size_t i = 0; i < rule.properties.size(); ++i) {
    const auto& property = rule.properties[i];
    if (i != 0) out.push_back(',');
    json::write_string(property.name, out);
    out.push_back(':');
    const Token first = slots_[slots + i];
    if (first != nullptr) {
      write_value(schema_->rules[property.rule], first, out);
      continue;
    }
    if (const FillIn* const fill = fill_in_for(*schema_, property, fill_ins)) {
      json::write_string(fill->value, out);
    } else {
      out.append(property.default_json);
    }
  }
  out.push_back('}');
}

void FastPath::write_value(const Rule& rule, Token first, std::string& out) {
  const char kind = at(first);
  if (kind == '{' && !rule.is_free_form() && rule.undeclared == Undeclared::keep) {
    write_open_object(rule, first, {}, out);
  } else if (kind == '{' && !rule.is_free_form()) {
    const std::size_t slots = slots_.size();
    collect(rule, first, slots);
    write_object(rule, slots, {}, out);
    slots_.resize(slots);
  } else if (kind == '[' && rule.items) {
    write_array(schema_->rules[*rule.items], first, out);
  } else if (kind == '{' || kind == '[') {
    write_free(first, out);
  } else if (raw_scalar(first) == "-0" && !rule.types.has(Type::number) && rule.integers == Integers::of_64_bits) {
    out.push_back('0');
  } else {
    write_scalar(first, out);
  }
}

void FastPath::write_array(const Rule& items, Token first, std::string& out) {
  out.push_back('[');
  Token token = first + 1;
  while (at(token) != ']') {
    if (at(token) == ',') {
      out.push_back(',');
      ++token;
    }
    write_value(items, token, out);
    token = after(token);
  }
  out.push_back(']');
}

/// Finds the declared members of an object that has been validated.
void FastPath::collect(const Rule& rule, Token first, std::size_t slots) {
  slots_.resize(slots + rule.properties.size(), nullptr);
  for (Token token = first + 1; at(token) != '}';) {
    if (at(token) == ',') ++token;
    const auto name = raw_string(token);
    token += 2;
    for (std::size_t i = 0; i < rule.properties.size(); ++i) {
      if (rule.properties[i].name == name) slots_[slots + i] = token;
    }
    token = after(token);
  }
}

void FastPath::write_scalar(Token token, std::string& out) {
  const auto raw = raw_scalar(token);
  if (raw.front() != '"' || raw.find('\\') == std::string_view::npos) {
    out.append(raw);
    return;
  }
  std::string meaning;
  json::unescape(raw.substr(1, raw.size() - 2), meaning);
  json::write_string(meaning, out);
}

void FastPath::write_free(Token first, std::string& out) {
  const Token end = after(first);
  if (compact_ && !backslashes_) {
    out.append(raw_value(first));
    return;
  }
  for (Token token = first; token != end; ++token) write_scalar(token, out);
}

}  // namespace thoth
