#include "thoth/example.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"

namespace thoth {

namespace {

class ExampleWriter {
 public:
  explicit ExampleWriter(const Schema& schema) : schema_(schema) {}

  std::string write() && {
    value(0, "value");
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_open(RuleId rule) const { return std::find(open_.begin(), open_.end(), rule) != open_.end(); }

  void member(const Property& property) {
    const Rule& rule = schema_.rules[property.rule];
    const bool unfolds = !rule.properties.empty() && !is_open(property.rule);
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
    if (rule.types.has(Type::string)) {
      json::write_string(text, out_);
    } else if (rule.types.has(Type::integer) || rule.types.has(Type::number)) {
      out_ += '1';
    } else if (rule.types.has(Type::boolean)) {
      out_ += "true";
    } else if (rule.types.has(Type::array)) {
      array(id, text);
    } else if (rule.types.has(Type::object)) {
      object(id);
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
    if (rule.properties.empty() && rule.undeclared == Undeclared::keep) {
      out_ += R"({"key":"value"})";
      return;
    }
    out_ += '{';
    open_.push_back(id);
    bool first = true;
    for (const Property& property : rule.properties) {
      if (!first) out_ += ',';
      first = false;
      json::write_string(property.name, out_);
      out_ += ':';
      member(property);
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
