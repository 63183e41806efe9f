// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "contract/constraints.hpp"
#include "json/writer.hpp"
#include "json_schema/documents.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/violation.hpp"

namespace thoth {
namespace {

/// How many rules are written within each other; deeper ones are in $defs, so that readers can take what is written,
/// and the writer need not go as deep as a schema's references do.
constexpr std::size_t max_nested_rules = 100;

template <class T>
std::string array(const std::vector<T>& values) {
  std::string text;
  json::Writer out(text);
  out.begin_array();
  for (const T& value : values) out.value(value);
  out.end_array();
  return text;
}

/// An array of values that are JSON already.
std::string list(const std::vector<std::string>& values) {
  std::vector<json::Raw> raw;
  raw.reserve(values.size());
  for (const std::string& value : values) raw.push_back({value});
  return array(raw);
}

/// An object that knows whether it has a member yet.
class ObjectText {
 public:
  ObjectText() { writer_.begin_object(); }

  template <class T>
  void add(std::string_view name, const T& value) {
    writer_.member(name, value);
    is_empty_ = false;
  }
  void add_json(std::string_view name, std::string_view text) { add(name, json::Raw{text}); }
  /// Nothing where there is no value.
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) add(name, *value);
  }
  [[nodiscard]] bool empty() const { return is_empty_; }
  /// Once all was added.
  [[nodiscard]] std::string text() {
    writer_.end_object();
    return std::move(text_);
  }

 private:
  std::string text_;
  json::Writer writer_{text_};
  bool is_empty_ = true;
};

class SchemaWriter {
 public:
  SchemaWriter(const Schema& schema, std::string_view at) : schema_(schema), at_(at) {}

  Result<std::string> write() && {
    THOTH_TRY(find_shared());
    ObjectText root;
    root.add("title", json::null_if_empty(schema_.topic));
    root.add("description", json::null_if_empty(schema_.description));
    add_rule(schema_.root(), root);
    add_example(schema_.root().example_json, root);
    if (!shared_.empty()) {
      ObjectText definitions;
      for (const auto& [name, id] : by_name_) definitions.add_json(name, body(id));
      root.add_json("$defs", definitions.text());
    }
    return root.text();
  }

 private:
  /// Names the rules that more than one place uses, that are part of themselves, or that are nested too deeply.
  Result<void> find_shared() {
    struct Open {
      RuleId id;
      std::size_t depth;  // below a rule that has a name, at most
    };
    std::vector<Open> open{{schema_.start, 0}};
    std::set<RuleId> seen{schema_.start};
    while (!open.empty()) {
      const auto [id, depth] = open.back();
      open.pop_back();
      if (depth == max_nested_rules) name_rule(id);
      const Constraints* const constraints = schema_.rules[id].constraints.get();
      if (constraints != nullptr && constraints->dynamic_ref && !constraints->dynamic_ref->anchor.empty()) {
        const bool is_recursive = constraints->dynamic_ref->anchor == json_schema::recursive_anchor;
        return fail(ErrorCode::usage, "writing", schema_.topic,
                    std::string("its schema has a ") + (is_recursive ? "$recursiveRef" : "$dynamicRef") +
                        ", which cannot be written",
                    "use the schema's own file");
      }
      const std::size_t next = depth == max_nested_rules ? 1 : depth + 1;
      for_each_use(schema_.rules[id], [&, next](RuleId used, Use) {
        const bool again = !seen.insert(used).second;
        if (!again) open.push_back({used, next});
        if (again && used != schema_.start && is_worth_a_name(used)) name_rule(used);
      });
      if (constraints != nullptr && constraints->ref && *constraints->ref != schema_.start)
        name_rule(*constraints->ref);
    }
    return {};
  }

  /// What is as short as a reference to it need not be shared.
  [[nodiscard]] bool is_worth_a_name(RuleId id) const {
    const Rule& rule = schema_.rules[id];
    return !rule.properties.empty() || rule.items || rule.constraints != nullptr;
  }

  void name_rule(RuleId id) {
    if (shared_.contains(id)) return;
    const std::string& location = schema_.rules[id].location;
    std::string base = location.substr(location.find_last_of("/#") + 1);
    std::replace_if(
        base.begin(), base.end(), [](char c) { return !is_plain(c); }, '_');
    if (base.empty()) base = "value";
    std::string name = base;
    for (int& number = last_number_[base]; by_name_.contains(name);) {
      number = std::max(number, 1) + 1;
      name = base + '-' + std::to_string(number);
    }
    by_name_.emplace(name, id);
    shared_.emplace(id, std::move(name));
  }

  static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  }

  /// A rule where it is used.
  std::string use(RuleId id) {
    const auto known = shared_.find(id);
    if (id != schema_.start && known == shared_.end()) return body(id);
    const std::string to = id == schema_.start ? at_ : at_ + "/$defs" + pointer_token(known->second);
    ObjectText reference;
    reference.add("$ref", to);
    return reference.text();
  }

  std::vector<std::string> texts_of(const std::vector<RuleId>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const RuleId id : ids) texts.push_back(use(id));
    return texts;
  }

  std::string uses(const std::vector<RuleId>& ids) { return list(texts_of(ids)); }

  std::string body(RuleId id) {
    const Rule& rule = schema_.rules[id];
    if (rule.types == TypeSet{}) return "false";
    ObjectText object;
    add_rule(rule, object);
    add_example(rule.example_json, object);
    return object.empty() ? "true" : object.text();
  }

  void add_rule(const Rule& rule, ObjectText& out) {
    add_types(rule, out);
    if (rule.secret == Secret::yes) add_secret(out);
    add_properties(rule, out);
    if (rule.constraints != nullptr) add_constraints(*rule.constraints, out);
    if (rule.items) out.add_json("items", use(*rule.items));
  }

  static void add_example(const std::string& value, ObjectText& out) {
    if (!value.empty()) out.add_json("examples", list({value}));
  }

  static void add_types(const Rule& rule, ObjectText& out) {
    if (rule.types == TypeSet{}) return out.add_json("not", "{}");
    std::vector<std::string_view> names;
    // null comes last, as people say it.
    std::for_each(type_names.rbegin(), type_names.rend(), [&](const auto& type) {
      const bool is_said = type.first == Type::integer && rule.types.has(Type::number);
      if (rule.types.has(type.first) && !is_said) names.push_back(type.second);
    });
    if (names.size() == 1) {
      out.add("type", names.front());
    } else if (names.size() < type_names.size() - 1) {
      out.add_json("type", array(names));
    }
    const bool is_bounded = rule.types.has(Type::integer) && !rule.types.has(Type::number);
    if (is_bounded && rule.integers == Integers::by_token) out.add("x-integer-literal", true);
    if (!is_bounded || rule.integers != Integers::of_64_bits) return;
    out.add("x-int64", true);
    if (rule.constraints != nullptr) return;
    out.add("minimum", std::numeric_limits<std::int64_t>::min());
    out.add("maximum", std::numeric_limits<std::int64_t>::max());
  }

  static void add_secret(ObjectText& out) {
    out.add("writeOnly", true);
    out.add("x-secret", true);
  }

  void add_properties(const Rule& rule, ObjectText& out) {
    ObjectText properties;
    std::vector<std::string> required;
    for (const Property& property : rule.properties) {
      properties.add_json(property.name, described(property));
      if (property.presence == Presence::required) required.push_back(property.name);
    }
    if (rule.constraints != nullptr) {
      required.insert(required.end(), rule.constraints->required.begin(), rule.constraints->required.end());
    }
    if (!properties.empty()) out.add_json("properties", properties.text());
    if (!required.empty()) out.add_json("required", array(required));
  }

  /// A property's value, with what is said of it. Readers of draft 7 see nothing that stands beside a $ref.
  std::string described(const Property& property) {
    const Rule& rule = schema_.rules[property.rule];
    const bool is_reference = property.rule == schema_.start || shared_.contains(property.rule);
    const std::string& example =
        is_reference || !property.example_json.empty() ? property.example_json : rule.example_json;
    ObjectText object;
    object.add("description", json::null_if_empty(property.description));
    if (!is_reference && rule.types != TypeSet{}) add_rule(rule, object);
    if (!property.default_json.empty()) object.add_json("default", property.default_json);
    add_example(example, object);
    if (property.secret == Secret::yes && (is_reference || rule.secret == Secret::no)) add_secret(object);
    if (object.empty()) return use(property.rule);
    if (is_reference || rule.types == TypeSet{}) object.add_json("allOf", list({use(property.rule)}));
    return object.text();
  }

  void add_constraints(const Constraints& all, ObjectText& out) {
    add_values(all, out);
    if (!all.prefix_items.empty()) out.add_json("prefixItems", uses(all.prefix_items));
    if (all.contains && all.contains->evaluates) add_contains(*all.contains, out);
    out.add("minItems", all.min_items);
    out.add("maxItems", all.max_items);
    if (all.unique_items) out.add("uniqueItems", true);
    add_member_rules(all, out);
    // Readers of draft 7 see nothing that stands beside a $ref.
    std::vector<RuleId> all_of = all.all_of;
    if (all.ref) all_of.push_back(*all.ref);
    if (all.dynamic_ref) all_of.push_back(all.dynamic_ref->otherwise);
    std::vector<std::string> together = texts_of(all_of);
    if (all.contains && !all.contains->evaluates) together.push_back(without_evaluation(*all.contains));
    if (!together.empty()) out.add_json("allOf", list(together));
    if (!all.any_of.empty()) out.add_json("anyOf", uses(all.any_of));
    if (!all.one_of.empty()) out.add_json("oneOf", uses(all.one_of));
    for (const auto& [name, id] : {std::pair{"not", &all.not_rule},
                                   {"if", &all.if_rule},
                                   {"then", &all.then_rule},
                                   {"else", &all.else_rule},
                                   {"unevaluatedProperties", &all.unevaluated_properties},
                                   {"unevaluatedItems", &all.unevaluated_items}}) {
      if (*id) out.add_json(name, use(**id));
    }
  }

  void add_contains(const Contains& contains, ObjectText& out) {
    out.add_json("contains", use(contains.rule));
    if (contains.least != 1) out.add("minContains", contains.least);
    out.add("maxContains", contains.max);
  }

  /// A contains of an earlier draft, which evaluates no elements: neither does what is denied twice.
  std::string without_evaluation(const Contains& contains) {
    ObjectText inner;
    add_contains(contains, inner);
    ObjectText denied;
    denied.add_json("not", inner.text());
    ObjectText both;
    both.add_json("not", denied.text());
    return both.text();
  }

  /// What is asked of a number, a string, or any one value.
  static void add_values(const Constraints& all, ObjectText& out) {
    for (const Choice& choice : all.choices) {
      out.add_json(choice.keyword, choice.keyword == "const" ? choice.values.front() : list(choice.values));
    }
    for (const auto& [name, bound] : {std::pair{"minimum", &all.minimum},
                                      {"maximum", &all.maximum},
                                      {"exclusiveMinimum", &all.exclusive_minimum},
                                      {"exclusiveMaximum", &all.exclusive_maximum},
                                      {"multipleOf", &all.multiple_of}}) {
      if (*bound) out.add_json(name, (*bound)->text);
    }
    out.add("minLength", all.min_length);
    out.add("maxLength", all.max_length);
    if (all.pattern) out.add("pattern", all.pattern->text());
    if (all.format) out.add("format", name(*all.format));
  }

  void add_member_rules(const Constraints& all, ObjectText& out) {
    ObjectText patterns;
    for (const PatternProperties& known : all.pattern_properties)
      patterns.add_json(known.pattern.text(), use(known.rule));
    if (!patterns.empty()) out.add_json("patternProperties", patterns.text());
    if (all.additional_properties) out.add_json("additionalProperties", use(*all.additional_properties));
    if (all.property_names) out.add_json("propertyNames", use(*all.property_names));
    out.add("minProperties", all.min_properties);
    out.add("maxProperties", all.max_properties);
    ObjectText names;
    ObjectText rules;
    for (const Dependency& dependency : all.dependencies) {
      if (!dependency.required.empty()) names.add_json(dependency.member, array(dependency.required));
      if (dependency.rule) rules.add_json(dependency.member, use(*dependency.rule));
    }
    if (!names.empty()) out.add_json("dependentRequired", names.text());
    if (!rules.empty()) out.add_json("dependentSchemas", rules.text());
  }

  const Schema& schema_;
  std::string at_;
  std::map<RuleId, std::string> shared_;
  std::map<std::string, RuleId> by_name_;
  std::map<std::string, int> last_number_;  // that was added to a name
};

}  // namespace

Result<std::string> write_json_schema(const Schema& schema, std::string_view at) {
  return SchemaWriter(schema, at).write();
}

bool is_draft_7(const Schema& schema) {
  return std::all_of(schema.rules.begin(), schema.rules.end(), [](const Rule& rule) {
    const Constraints* const all = rule.constraints.get();
    if (all == nullptr) return true;
    const bool counts = all->contains && (all->contains->least != 1 || all->contains->max);
    return all->prefix_items.empty() && !counts && all->dependencies.empty() && !all->asks_what_was_evaluated();
  });
}

}  // namespace thoth
