// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

#pragma GCC visibility push(default)

namespace thoth {

struct Schema;

/// A parameter of a TopicTemplate.
struct TopicParameter {
  std::string name;
  std::vector<std::string> values;  ///< that it may have; none: any part of a topic's name without dots
  std::string example;              ///< empty, or none that may be: the first of the values, or else its name
  std::shared_ptr<const Schema> schema = nullptr;  ///< that the part must satisfy; null where the values say it all

  friend bool operator==(const TopicParameter&, const TopicParameter&) = default;
};

/// Whether a part of a topic's name satisfies a parameter's schema.
using ParameterCheck = bool (*)(const Schema& schema, std::string_view part);

/// The name of topics that differ in some parts: `orders.{region}.v1`. Immutable; safe to share by threads.
class TopicTemplate {
 public:
  /// `text` must have braces around names alone; a parameter that is not described may be any part.
  TopicTemplate(std::string_view text, const std::vector<TopicParameter>& parameters);
  /// The same where parameters have schemas, which `check` holds parts of topics against.
  TopicTemplate(std::string_view text, const std::vector<TopicParameter>& parameters, ParameterCheck check);
  ~TopicTemplate();
  TopicTemplate(const TopicTemplate&) = delete;
  TopicTemplate& operator=(const TopicTemplate&) = delete;

  [[nodiscard]] bool matches(std::string_view topic) const;
  /// How many characters are outside its parameters: of two that match, the one with more says more.
  [[nodiscard]] std::size_t fixed_characters() const { return fixed_; }
  /// A topic that it matches; where a parameter has a schema that its example and its name do not satisfy, it may not.
  [[nodiscard]] const std::string& example() const { return example_; }
  /// One for each name, in the order of the text, those that were not described too.
  [[nodiscard]] const std::vector<TopicParameter>& parameters() const { return parameters_; }

 private:
  const TopicParameter& add(std::string_view name, const std::vector<TopicParameter>& described);
  [[nodiscard]] bool takes(const TopicParameter& parameter, std::string_view part) const;

  std::unique_ptr<const re2::RE2> pattern_;
  std::size_t fixed_ = 0;
  std::string example_;
  std::vector<TopicParameter> parameters_;
  ParameterCheck check_ = nullptr;
  std::vector<std::shared_ptr<const Schema>> checked_;  // of the pattern's groups
};

/// Whether a topic has the form of a type's template, whatever its parameters take.
[[nodiscard]] bool has_form_of_template(const Schema& schema, std::string_view topic);

/// The name of a topic that takes messages of this type: its own, or one that its template matches.
[[nodiscard]] const std::string& example_topic(const Schema& schema);

}  // namespace thoth

#pragma GCC visibility pop
