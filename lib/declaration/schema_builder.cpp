// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/schema_builder.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "contract/base_topic.hpp"
#include "declaration/declared_value.hpp"
#include "declaration/struct_schema.hpp"
#include "thoth/codec.hpp"
#include "thoth/json.hpp"

namespace thoth {

namespace {

/// What every message begins with.
struct Common {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() { return Contract{"", "", ""}; }
};

/// Appends the rule for a type, and those of its elements, and returns its number.
RuleId add_rule(const MemberType& type, std::vector<Rule>& rules) {
  const auto id = static_cast<RuleId>(rules.size());
  rules.emplace_back().types = type.types();
  if (type.items() != nullptr) {
    const RuleId items = add_rule(*type.items(), rules);
    rules[id].items = items;
  }
  return id;
}

bool has_types(const MemberType& type) {
  return !(type.types() == TypeSet{}) && (type.items() == nullptr || has_types(*type.items()));
}

}  // namespace

MemberType MemberType::array_of(MemberType items) {
  MemberType type{Type::array};
  type.items_ = std::make_shared<const MemberType>(std::move(items));
  return type;
}

SchemaBuilder::SchemaBuilder(std::string topic, std::string version, std::string description)
    : topic_(std::move(topic)), version_(std::move(version)), description_(std::move(description)) {}

SchemaBuilder& SchemaBuilder::add(Declared declared) {
  members_.push_back(std::move(declared));
  return *this;
}

SchemaBuilder& SchemaBuilder::required(std::string name, MemberType type, std::string description, Secret secret) {
  return add({{std::move(name), 0, Presence::required, {}, std::move(description), secret, {}}, std::move(type)});
}

SchemaBuilder& SchemaBuilder::optional(std::string name, MemberType type, std::string description, Secret secret) {
  type.allow(Type::null);
  return defaulted(std::move(name), std::move(type), "null", std::move(description), secret);
}

SchemaBuilder& SchemaBuilder::defaulted(std::string name, MemberType type, std::string default_json,
                                        std::string description, Secret secret) {
  return add({{std::move(name), 0, Presence::defaulted, std::move(default_json), std::move(description), secret, {}},
              std::move(type)});
}

SchemaBuilder& SchemaBuilder::key(TypeSet types, std::string description) {
  key_ = Named{"", types, std::move(description)};
  return *this;
}

SchemaBuilder& SchemaBuilder::header(std::string name, TypeSet types, std::string description, Presence presence) {
  headers_.push_back({std::move(name), types, std::move(description), presence});
  return *this;
}

Result<void> SchemaBuilder::check_names() const {
  const auto refuse = [&](std::string reason, std::string advice = {}) {
    return fail(ErrorCode::usage, "declaring message type", topic_, std::move(reason), std::move(advice));
  };
  if (!contract::is_topic(topic_)) {
    return refuse("its name is not a valid Kafka topic name",
                  "1 to 249 letters, digits, dots, underscores and hyphens");
  }
  if (!utf8::is_valid(version_) || !utf8::is_valid(description_))
    return refuse("its version or description is not UTF-8");
  for (const auto& [property, type] : members_) {
    if (property.name.empty()) return refuse("a member has no name");
    if (!utf8::is_valid(property.name) || !utf8::is_valid(property.description)) {
      return refuse("the name or description of a member is not UTF-8");
    }
    if (!has_types(type)) return refuse("member " + property.name + " has no type");
  }
  if (key_ && key_->types.empty()) return refuse("its key has no type");
  if (key_ && !utf8::is_valid(key_->description)) return refuse("the description of its key is not UTF-8");
  for (const Named& header : headers_) {
    if (header.name.empty()) return refuse("a header has no name");
    if (!utf8::is_valid(header.name) || !utf8::is_valid(header.description)) {
      return refuse("the name or description of a header is not UTF-8");
    }
    if (header.types.empty()) return refuse("header " + header.name + " has no type");
    const auto same =
        std::count_if(headers_.begin(), headers_.end(), [&](const Named& other) { return other.name == header.name; });
    if (same > 1) return refuse("two headers are named " + header.name);
  }
  return {};
}

Result<SchemaPtr> SchemaBuilder::build() const {
  THOTH_TRY(check_names());
  Schema schema{topic_, version_, description_, schema_of<Common>().rules};
  std::vector<Rule>& rules = schema.rules;
  std::vector<Property> properties = std::move(rules.front().properties);
  properties.back().default_json = json::written_string(version_);
  for (const auto& [declared, type] : members_) {
    for (const Property& earlier : properties) {
      if (earlier.name == declared.name) {
        return fail(ErrorCode::usage, "declaring message type", topic_, "two members are named " + declared.name,
                    "component_name, service_version and version are members of every message");
      }
    }
    Property property = declared;
    property.rule = add_rule(type, rules);
    if (property.presence == Presence::defaulted) {
      auto canonical = contract::declared_value(rules, property.rule, declared.default_json);
      if (!canonical) {
        canonical.error().subject = "default of " + topic_ + " member " + declared.name;
        return tl::unexpected<Error>(std::move(canonical).error());
      }
      property.default_json = *std::move(canonical);
    }
    properties.push_back(std::move(property));
  }
  rules.front().properties = std::move(properties);
  std::optional<KeyField> key;
  if (key_) key = KeyField{key_->types, key_->description};
  std::vector<HeaderField> headers;
  for (const Named& header : headers_) {
    headers.push_back({header.name, header.types, header.description, header.presence});
  }
  return detail::finish_schema(std::move(schema), key, headers);
}

}  // namespace thoth
