// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/codec.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "declaration/declared_value.hpp"
#include "thoth/place.hpp"
#include "thoth/validation.hpp"
#include "validation/secrets.hpp"

namespace thoth::detail {

namespace {

/// A declared value in canonical form. A declaration that contradicts itself is a mistake in a program's source, not in
/// its input; hence the exception.
std::string checked(Rules& rules, RuleId rule, std::string_view text, std::string_view member, std::string_view what) {
  auto canonical = contract::declared_value(rules.made, rule, text);
  if (canonical) return *std::move(canonical);
  canonical.error().subject = rules.topic + " " + std::string(what) + " of " + std::string(member);
  throw std::invalid_argument(canonical.error().text());
}

/// Sorts by place and fills in lines and columns, walking the text once.
void locate(std::string_view text, Violations& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.place.offset < b.place.offset; });
  Place place;
  for (Violation& violation : violations) {
    const auto offset = std::min<std::size_t>(violation.place.offset, text.size());
    place = advance(place, text.substr(place.offset, offset - place.offset));
    violation.place = place;
  }
}

SchemaPtr key_schema(const std::string& topic, const KeyField& key) {
  Schema schema{topic, "", std::string(key.description), std::vector<Rule>(1)};
  schema.rules.front().types = key.types;
  schema.secrets = Secret::no;
  return std::make_shared<const Schema>(std::move(schema));
}

SchemaPtr headers_schema(const std::string& topic, std::span<const HeaderField> headers) {
  Schema schema{topic, "", "", std::vector<Rule>(1)};
  Rule root;
  root.types = Type::object;
  for (const HeaderField& header : headers) {
    Property& property = root.properties.emplace_back();
    property.name = header.name;
    property.rule = static_cast<RuleId>(schema.rules.size());
    property.presence = header.presence == Presence::required ? Presence::required : Presence::optional;
    property.description = header.description;
    schema.rules.emplace_back().types = header.types;
  }
  schema.rules.front() = std::move(root);
  schema.secrets = Secret::no;
  return std::make_shared<const Schema>(std::move(schema));
}

}  // namespace

Property make_property(Rules& rules, RuleId rule, Presence presence, std::string_view default_json,
                       const FieldFacts& facts) {
  Property property;
  property.name = facts.name;
  property.rule = rule;
  property.presence = presence;
  property.description = facts.description;
  property.secret = facts.secret;
  if (presence == Presence::defaulted)
    property.default_json = checked(rules, rule, default_json, facts.name, "default");
  if (!facts.example.empty()) {
    std::string sample(facts.example);
    if (rules.made[rule].types.has(Type::string)) {
      sample.clear();
      json::write_string(facts.example, sample);
    }
    property.example_json = checked(rules, rule, sample, facts.name, "example");
  }
  return property;
}

SchemaPtr make_schema(Rules&& rules, std::string_view description, const std::optional<KeyField>& key,
                      std::span<const HeaderField> headers) {
  Schema schema{std::move(rules.topic), std::move(rules.version), std::string(description), std::move(rules.made)};
  if (key) schema.key = key_schema(schema.topic, *key);
  if (!headers.empty()) schema.headers = headers_schema(schema.topic, headers);
  schema.secrets = has_secrets(schema) ? Secret::yes : Secret::no;
  return std::make_shared<const Schema>(std::move(schema));
}

tl::expected<std::unique_ptr<json::Document>, Violations> read_valid(const Schema& schema, std::string_view bytes) {
  json::Parsed parsed = json::parse(bytes);
  if (parsed.violations.empty()) parsed.violations = validate(schema, parsed.document->root());
  if (parsed.violations.empty()) return std::move(parsed.document);
  conceal(schema, parsed.violations);
  locate(bytes, parsed.violations);
  return tl::unexpected<Violations>(std::move(parsed.violations));
}

std::int64_t integer_of(const json::Node& node) {
  std::int64_t value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  return value;
}

json::Object object_of(const json::Node& node) {
  std::string text;
  json::write(node, text);
  return json::Object::from_canonical(std::move(text));
}

}  // namespace thoth::detail
