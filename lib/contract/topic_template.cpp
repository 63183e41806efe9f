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

std::string pattern_of(const TopicParameter& parameter) {
  if (parameter.values.empty()) return "[A-Za-z0-9_-]+";
  std::string pattern;
  for (const std::string& value : parameter.values) {
    pattern += pattern.empty() ? "(?:" : "|";
    pattern += re2::RE2::QuoteMeta(value);
  }
  return pattern + ')';
}

std::string example_of(const TopicParameter& parameter, const std::string& pattern) {
  if (re2::RE2::FullMatch(parameter.example, pattern)) return parameter.example;
  return parameter.values.empty() ? parameter.name : parameter.values.front();
}

}  // namespace

TopicTemplate::TopicTemplate(std::string_view text, const std::vector<TopicParameter>& parameters) {
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
    const std::string of_parameter = pattern_of(parameter);
    pattern += of_parameter;
    example_ += example_of(parameter, of_parameter);
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

bool TopicTemplate::matches(std::string_view topic) const {
  return re2::RE2::FullMatch(re2::StringPiece(topic.data(), topic.size()), *pattern_);
}

const std::string& example_topic(const Schema& schema) {
  return schema.topic_template == nullptr ? schema.topic : schema.topic_template->example();
}

}  // namespace thoth
