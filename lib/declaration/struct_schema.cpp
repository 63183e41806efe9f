// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/struct_schema.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "declaration/declared_value.hpp"
#include "declaration/value_writer.hpp"
#include "thoth/codec.hpp"
#include "validation/secrets.hpp"

namespace thoth::detail {
namespace {

/// The JSON types of a C++ type.
TypeSet types_of(const ValueType& type) {
  switch (type.kind) {
    case ValueKind::string:
      return Type::string;
    case ValueKind::integer:
      return Type::integer;
    case ValueKind::boolean:
      return Type::boolean;
    case ValueKind::object:
    case ValueKind::structure:
      return Type::object;
    case ValueKind::array:
    case ValueKind::booleans:
      return Type::array;
    case ValueKind::optional:
      return types_of(type.inner()) | TypeSet(Type::null);
  }
  return {};
}

/// Makes the rules of one contract.
class RuleMaker {
 public:
  explicit RuleMaker(const ContractFacts& contract) : contract_(contract) {}

  std::vector<Rule> make(const StructType& message) {
    rules_.emplace_back();
    fill_in(0, message);
    return std::move(rules_);
  }

 private:
  void fill_in(RuleId id, const StructType& type) {
    rules_[id].types = Type::object;
    const void* const blank = type.blank();
    std::vector<Property> properties;
    for (const Field& field : type.common) properties.push_back(property(field, blank));
    for (const Field& field : type.own) properties.push_back(property(field, blank));
    rules_[id].properties = std::move(properties);
    rules_[id].undeclared = Undeclared::drop;
  }

  /// The rule for a type; made once, so that a struct may hold arrays of its own kind.
  RuleId rule(const ValueType& type) {
    for (const auto& [known, id] : known_) {
      if (known == &type) return id;
    }
    const auto id = static_cast<RuleId>(rules_.size());
    known_.emplace_back(&type, id);
    rules_.emplace_back();
    const ValueType& value = type.kind == ValueKind::optional ? type.inner() : type;
    if (value.kind == ValueKind::structure) {
      fill_in(id, value.structure());
    } else if (value.kind == ValueKind::array || value.kind == ValueKind::booleans) {
      const RuleId items = rule(value.inner());
      rules_[id].items = items;
    }
    rules_[id].types = types_of(type);
    return id;
  }

  Property property(const Field& field, const void* blank) {
    const Absent absent = field.access().absent;
    Property property;
    property.name = field.name();
    // The version is optional in the struct, but never null on the wire.
    property.rule = rule(absent == Absent::version ? value_type<std::string>() : field.access().type());
    property.presence = absent == Absent::refused ? Presence::required : Presence::defaulted;
    property.description = field.description();
    property.secret = field.secret();
    if (absent == Absent::version) {
      json::write_string(contract_.version(), property.default_json);
    } else if (absent == Absent::initial) {
      property.default_json = checked(property.rule, initial_value(field, blank), field.name(), "default");
    }
    if (!field.example().empty())
      property.example_json = checked(property.rule, example_text(field, property.rule), field.name(), "example");
    return property;
  }

  /// What a program's own initializer says cannot be refused here; checked() looks at it.
  std::string initial_value(const Field& field, const void* blank) const {
    Encoder initial{contract_.version()};
    write_value(initial, field.access().type(), field.access().reach(blank));
    return std::move(initial).finish(contract_.topic()).value_or(std::string{});
  }

  std::string example_text(const Field& field, RuleId rule) const {
    if (!rules_[rule].types.has(Type::string)) return std::string(field.example());
    return json::written_string(field.example());
  }

  /// A declared value in canonical form. A declaration that contradicts itself is a mistake in a program's source, not
  /// in its input; hence the exception.
  std::string checked(RuleId rule, std::string_view text, std::string_view member, std::string_view what) {
    auto canonical = contract::declared_value(rules_, rule, text);
    if (canonical) return *std::move(canonical);
    canonical.error().subject = std::string(contract_.topic()).append(" ").append(what).append(" of ").append(member);
    throw std::invalid_argument(canonical.error().text());
  }

  const ContractFacts& contract_;
  std::vector<Rule> rules_;
  std::vector<std::pair<const ValueType*, RuleId>> known_;
};

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

SchemaPtr finish_schema(Schema schema, const std::optional<KeyField>& key, std::span<const HeaderField> headers) {
  if (key) schema.key = key_schema(schema.topic, *key);
  if (!headers.empty()) schema.headers = headers_schema(schema.topic, headers);
  schema.secrets = has_secrets(schema) ? Secret::yes : Secret::no;
  return std::make_shared<const Schema>(std::move(schema));
}

SchemaPtr make_schema(const ContractFacts& contract, const StructType& type) {
  Schema schema{std::string(contract.topic()), std::string(contract.version()), std::string(contract.description()),
                RuleMaker(contract).make(type)};
  return finish_schema(std::move(schema), contract.key(), contract.headers());
}

}  // namespace thoth::detail
