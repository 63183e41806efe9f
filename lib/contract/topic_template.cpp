// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/topic_template.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "thoth/schema.hpp"

namespace thoth {
namespace {

const TopicParameter* parameter_named(std::string_view name, const std::vector<TopicParameter>& parameters) {
  const auto known = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const TopicParameter& parameter) { return parameter.name == name; });
  return known != parameters.end() ? &*known : nullptr;
}

/// A parameter that has a schema is a group of the pattern.
std::string pattern_of(const TopicParameter& parameter) {
  if (parameter.values.empty()) return parameter.schema == nullptr ? "[A-Za-z0-9_-]+" : "([A-Za-z0-9_-]+)";
  std::string pattern;
  for (const std::string& value : parameter.values) {
    pattern += pattern.empty() ? "(?:" : "|";
    pattern += re2::RE2::QuoteMeta(value);
  }
  return pattern + ')';
}

}  // namespace

TopicTemplate::TopicTemplate(std::string_view text, const std::vector<TopicParameter>& parameters)
    : TopicTemplate(text, parameters, nullptr) {}

TopicTemplate::TopicTemplate(std::string_view text, const std::vector<TopicParameter>& parameters, ParameterCheck check)
    : check_(check) {
  std::string pattern;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    pattern += re2::RE2::QuoteMeta({text.data(), open});
    example_ += text.substr(0, open);
    fixed_ += open;
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = std::min(text.find('}'), text.size() - 1);
    const TopicParameter& parameter = add(text.substr(1, close - 1), parameters);
    pattern += pattern_of(parameter);
    if (parameter.values.empty() && parameter.schema != nullptr) checked_.push_back(parameter.schema);
    const std::string& otherwise = parameter.values.empty() ? parameter.name : parameter.values.front();
    example_ += takes(parameter, parameter.example) ? parameter.example : otherwise;
    text.remove_prefix(close + 1);
  }
  pattern_ = std::make_unique<const re2::RE2>(pattern);
}

TopicTemplate::~TopicTemplate() = default;

const TopicParameter& TopicTemplate::add(std::string_view name, const std::vector<TopicParameter>& described) {
  if (const TopicParameter* const known = parameter_named(name, parameters_)) return *known;
  const TopicParameter* const parameter = parameter_named(name, described);
  return parameters_.emplace_back(parameter != nullptr ? *parameter : TopicParameter{std::string(name), {}, ""});
}

bool TopicTemplate::takes(const TopicParameter& parameter, std::string_view part) const {
  const re2::StringPiece text(part.data(), part.size());
  if (!re2::RE2::FullMatch(text, pattern_of(parameter))) return false;
  return check_ == nullptr || parameter.schema == nullptr || check_(*parameter.schema, part);
}

bool TopicTemplate::matches(std::string_view topic) const {
  const re2::StringPiece text(topic.data(), topic.size());
  if (check_ == nullptr || checked_.empty()) return re2::RE2::FullMatch(text, *pattern_);
  std::vector<re2::StringPiece> parts(checked_.size() + 1);  // after the whole
  const int count = static_cast<int>(parts.size());
  if (!pattern_->Match(text, 0, text.size(), re2::RE2::ANCHOR_BOTH, parts.data(), count)) return false;
  for (std::size_t i = 0; i < checked_.size(); ++i) {
    const re2::StringPiece& part = parts[i + 1];
    if (!check_(*checked_[i], {part.data(), part.size()})) return false;
  }
  return true;
}

bool has_form_of_template(const Schema& schema, std::string_view topic) {
  if (schema.topic_template == nullptr) return false;
  std::string form = re2::RE2::QuoteMeta(schema.topic);
  re2::RE2::GlobalReplace(&form, R"(\\\{[^{}]*\\\})", "[A-Za-z0-9._-]+");
  return re2::RE2::FullMatch(re2::StringPiece(topic.data(), topic.size()), form);
}

const std::string& example_topic(const Schema& schema) {
  return schema.topic_template == nullptr ? schema.topic : schema.topic_template->example();
}

}  // namespace thoth
