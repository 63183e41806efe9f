// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/example.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "thoth/applied_rules.hpp"
#include "thoth/json.hpp"

namespace thoth {

namespace {

constexpr std::size_t deepest = 500;         // values within each other; null is used from here on
constexpr std::size_t max_size = 1'000'000;  // of the text, likewise

class ExampleWriter {
 public:
  explicit ExampleWriter(const Schema& schema) : schema_(schema) {}

  std::string write() && {
    value(0, "value");
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_open(RuleId rule) const { return std::find(open_.begin(), open_.end(), rule) != open_.end(); }

  [[nodiscard]] bool is_too_large() const { return open_.size() >= deepest || out_.size() > max_size; }

  /// Of any value that `rule` is on.
  [[nodiscard]] bool has_members(const Rule& rule) const {
    const auto rules = rules_on_value(schema_, rule, Reach::always);
    return std::any_of(rules.begin(), rules.end(), [](const Rule* on_value) { return !on_value->properties.empty(); });
  }

  /// A member that may be left out, and would go round in circles or grow without bounds.
  [[nodiscard]] bool never_ends(const Property& property) const {
    return property.presence == Presence::optional && property.example_json.empty() &&
           (is_open(property.rule) || is_too_large());
  }

  /// Objects come last among the types, unless it is known what stands in them.
  [[nodiscard]] bool is_shown_as_object(const Rule& rule) const {
    if (!rule.types.has(Type::object)) return false;
    const auto others = {Type::string, Type::integer, Type::number, Type::boolean, Type::array};
    return has_members(rule) ||
           std::none_of(others.begin(), others.end(), [&rule](Type type) { return rule.types.has(type); });
  }

  void member(const Property& property) {
    const Rule& rule = schema_.rules[property.rule];
    const bool unfolds = has_members(rule) && !is_open(property.rule);
    if (!property.example_json.empty()) {
      out_ += property.example_json;
    } else if (!unfolds && !property.default_json.empty() &&
               (property.default_json != "null" || is_open(property.rule))) {
      out_ += property.default_json;
    } else {
      value(property.rule, property.secret == Secret::yes ? "secret" : property.name);
    }
  }

  /// `text` is what a string says.
  void value(RuleId id, std::string_view text) {
    const Rule& rule = schema_.rules[id];
    if (is_too_large()) {
      out_ += "null";
      return;
    }
    if (!rule.example_json.empty()) {
      out_ += rule.example_json;
    } else if (is_shown_as_object(rule)) {
      object(id);
    } else if (rule.types.has(Type::string)) {
      json::write_string(text, out_);
    } else if (rule.types.has(Type::integer) || rule.types.has(Type::number)) {
      out_ += '1';
    } else if (rule.types.has(Type::boolean)) {
      out_ += "true";
    } else if (rule.types.has(Type::array)) {
      array(id, text);
    } else {
      out_ += "null";
    }
  }

  void array(RuleId id, std::string_view text) {
    const auto items = schema_.rules[id].items;
    out_ += '[';
    open_.push_back(id);
    // A struct that holds arrays of its own kind ends in an empty one.
    if (items && !is_open(*items)) value(*items, text);
    open_.pop_back();
    out_ += ']';
  }

  void object(RuleId id) {
    const Rule& rule = schema_.rules[id];
    if (rule.is_free_form()) {
      out_ += R"({"key":"value"})";
      return;
    }
    out_ += '{';
    open_.push_back(id);
    std::unordered_set<std::string_view> written;
    for (const Rule* on_value : rules_on_value(schema_, rule, Reach::always)) {
      for (const Property& property : on_value->properties) {
        if (written.contains(property.name) || never_ends(property)) continue;
        if (!written.empty()) out_ += ',';
        written.insert(property.name);
        json::write_string(property.name, out_);
        out_ += ':';
        member(property);
      }
    }
    open_.pop_back();
    out_ += '}';
  }

  const Schema& schema_;
  std::string out_;
  std::vector<RuleId> open_;  ///< the rules that the writer is inside of
};

}  // namespace

std::string example(const Schema& schema) {
  return ExampleWriter(schema).write();
}

}  // namespace thoth
