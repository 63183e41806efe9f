// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/event_contracts.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/content_type.hpp"
#include "contract/constraints.hpp"
#include "judging/key_and_headers.hpp"
#include "validation/secrets.hpp"

namespace thoth {
namespace {

using cloud_event::Mode;

constexpr std::string_view location = "CloudEvents 1.0#";

/// Fills in `required`, which rules that are declared in C++ leave empty.
void list_required(Rule& rule) {
  rule.required.clear();
  for (std::size_t i = 0; i < rule.properties.size(); ++i) {
    if (rule.properties[i].presence == Presence::required) rule.required.push_back(static_cast<std::uint32_t>(i));
  }
}

/// No text of an attribute may hold what utf8::has_control() finds: "CloudEvents" 1.0.2, 3.1 (Type System).
Pattern no_controls() {
  return Pattern::compile(R"(^[^\x00-\x1f\x7f-\x9f]*$)").value();
}

/// Writes rules for the attributes of events into a schema. Source: "CloudEvents" 1.0.2, 3 (Context Attributes), and
/// for structured mode "JSON Event Format for CloudEvents" 1.0.2, 2 and 3.
class EnvelopeMaker {
 public:
  EnvelopeMaker(Schema& schema, Mode mode)
      : schema_(schema),
        prefix_(mode == Mode::binary ? cloud_event::header_prefix : std::string_view()),
        optional_(mode == Mode::binary ? TypeSet(Type::string) : Type::string | Type::null),
        resource_(schema.rules.empty() ? 0 : schema.root().resource) {}

  /// Returns the rule of an object that has all attributes. `data`: that of the member data; none in binary mode.
  /// `bytes`: whether data in base64 are secret.
  RuleId make(std::optional<RuleId> data, Secret bytes = Secret::no) {
    Rule root;
    add_attributes(root);
    Constraints constraints;
    if (data) {
      add(root, "data", *data, Presence::optional);
      add_rest_of_json(root, constraints, bytes);
    }
    constraints.property_names = rule("/name", Type::string, [&](Constraints& all) {
      all.pattern = Pattern::compile(data ? "^([a-z0-9]+|data_base64)$" : "^(?!ce_)|^ce_(?!data$)[a-z0-9]+$").value();
    });
    const RuleId id = rule("", Type::object, [&](Constraints& all) { all = std::move(constraints); });
    schema_.rules[id].properties = std::move(root.properties);
    list_required(schema_.rules[id]);
    return id;
  }

 private:
  template <class Fill>
  RuleId rule(std::string_view name, TypeSet types, const Fill& fill) {
    Constraints constraints;
    fill(constraints);
    const RuleId id = append_rule(schema_, types, std::move(constraints), resource_);
    schema_.rules[id].location = std::string(location).append(name);
    return id;
  }

  static void add(Rule& root, std::string name, RuleId rule, Presence presence) {
    Property property;
    property.name = std::move(name);
    property.rule = rule;
    property.presence = presence;
    root.properties.push_back(std::move(property));
  }

  void attribute(Rule& root, std::string_view name, Presence presence, std::optional<Format> format) {
    const TypeSet types = presence == Presence::required ? TypeSet(Type::string) : optional_;
    const RuleId id = rule('/' + std::string(name), types, [&](Constraints& all) {
      all.min_length = 1;
      all.pattern = no_controls();
      all.format = format;
      all.asserts_format = true;
    });
    add(root, std::string(prefix_).append(name), id, presence);
  }

  void add_attributes(Rule& root) {
    for (const auto& [name, presence, format] : cloud_event::attributes) {
      name == "specversion" ? version(root, name) : attribute(root, name, presence, format);
    }
  }

  void version(Rule& root, std::string_view name) {
    const RuleId id = rule('/' + std::string(name), Type::string, [](Constraints& all) {
      const std::string text = '"' + std::string(cloud_event::spec_version) + '"';
      all.choices.push_back({"const", {}, text, {std::string(cloud_event::spec_version)}, {text}});
    });
    add(root, std::string(prefix_).append(name), id, Presence::required);
  }

  /// What only JSON has: a null in place of an absent attribute, data in base64, and extensions that are no strings.
  void add_rest_of_json(Rule& root, Constraints& constraints, Secret bytes) {
    const auto matching = [&](std::string_view name, std::string_view pattern) {
      const RuleId id = rule('/' + std::string(name), optional_,
                             [&](Constraints& all) { all.pattern = Pattern::compile(pattern).value(); });
      add(root, std::string(name), id, Presence::optional);
    };
    matching("datacontenttype", "^[^/ ]+/[^/ ]+");
    matching("data_base64", "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$");
    schema_.rules[root.properties.back().rule].secret = bytes;
    const TypeSet scalar = Type::string | Type::boolean | Type::null | Type::integer;
    const RuleId extension = rule("/extension", scalar, [](Constraints& all) {
      all.pattern = no_controls();
      all.minimum = Bound{json::Decimal("-2147483648"), "-2147483648"};
      all.maximum = Bound{json::Decimal("2147483647"), "2147483647"};
    });
    schema_.rules[extension].integers = Integers::by_token;
    constraints.additional_properties = extension;
    const RuleId nothing = rule("/data_base64", {}, [](Constraints&) {});
    const RuleId no_data = append_object_rule(schema_, "data", nothing, Presence::optional, resource_);
    constraints.dependencies.push_back({"data_base64", "data_base64", {}, no_data});
  }

  Schema& schema_;
  std::string_view prefix_;
  TypeSet optional_;
  std::uint32_t resource_;
};

RuleId anything(Schema& schema, Secret secret = Secret::no) {
  const RuleId id = append_rule(schema, any_type, {});
  schema.rules[id].secret = secret;
  return id;
}

RuleId both(Schema& schema, RuleId one, RuleId other) {
  Constraints constraints;
  constraints.all_of = {one, other};
  return append_rule(schema, any_type, std::move(constraints), schema.rules[one].resource);
}

/// Whether a type describes events itself, attributes and all: then it is about the whole value.
bool describes_event(const Schema& type) {
  std::vector<RuleId> waiting{type.start};
  std::set<RuleId> seen;
  while (!waiting.empty()) {
    const RuleId id = waiting.back();
    waiting.pop_back();
    if (!seen.insert(id).second) continue;
    const Rule& rule = type.rules[id];
    const auto is_version = [](const Property& property) { return property.name == "specversion"; };
    if (std::any_of(rule.properties.begin(), rule.properties.end(), is_version)) return true;
    for_each_use(rule, [&](RuleId used, Use use) {
      if (use == Use::in_place) waiting.push_back(used);
    });
  }
  return false;
}

/// A type, null: none is known, as the start of a schema that asks more.
Schema start_of(const Schema* type) {
  Schema schema = type == nullptr ? Schema{} : *type;
  if (type == nullptr) schema.start = anything(schema);
  if (schema.origin == Origin::declared) std::for_each(schema.rules.begin(), schema.rules.end(), list_required);
  schema.origin = Origin::user_defined;
  return schema;
}

Schema structured_schema(const Schema* type, Secret bytes) {
  Schema schema = start_of(type);
  const RuleId value = schema.start;
  const bool whole = type != nullptr && describes_event(*type);
  schema.start = EnvelopeMaker(schema, Mode::structured).make(whole ? anything(schema) : value, bytes);
  if (whole) schema.start = both(schema, schema.start, value);
  return schema;
}

/// An event whose data are not validated, and may hold secrets.
Schema unvalidated_schema(Secret secret) {
  Schema schema = start_of(nullptr);
  schema.start = EnvelopeMaker(schema, Mode::structured).make(anything(schema, secret), secret);
  schema.secrets = secret;
  return schema;
}

/// That of a record of a topic, by one version of its type.
RecordContract contract_of(const Catalog& catalog, std::string_view topic_name, const Schema* type) {
  RecordContract contract;
  contract.type = type;
  contract.has_versions = catalog.has_versions(topic_name);
  contract.left_out = catalog.find_left_out(topic_name);
  contract.contents = contract.masked = contract.type;
  if (contract.type != nullptr && covers_key_or_headers(*contract.type)) contract.beside = contract.type;
  return contract;
}

}  // namespace

Schema binary_headers(const Schema* headers) {
  Schema schema = start_of(headers);
  const RuleId own = schema.start;
  schema.start = EnvelopeMaker(schema, Mode::binary).make(std::nullopt);
  if (headers != nullptr) schema.start = both(schema, schema.start, own);
  return schema;
}

RecordContract plain_contract(const Catalog& catalog, std::string_view topic_name) {
  return contract_of(catalog, topic_name, catalog.find(topic_name));
}

RecordContract of_version(const Catalog& catalog, const RecordContract& contract, const json::Node& contents) {
  const json::Node* const version = contract.has_versions ? contents.find("version") : nullptr;
  if (version == nullptr || version->kind != json::Kind::string) return contract;
  const std::string& topic = contract.type->topic;
  return contract_of(catalog, topic, catalog.find(topic, version->text));
}

RecordContract of_version(const Catalog& catalog, const RecordContract& contract, std::string_view contents) {
  if (!contract.has_versions) return contract;
  const json::Parsed parsed = json::parse(contents);
  const auto& document = parsed.document != nullptr ? parsed.document : parsed.cut_off;
  return document != nullptr ? of_version(catalog, contract, document->root()) : contract;
}

const RecordContract& EventContracts::of_binary(std::span<const Header> headers, const RecordContract& of_topic,
                                                std::string_view data) {
  const bool is_json = !content_type_of(headers).is_other_format();
  return made(Mode::binary, is_json ? Data::json : Data::other, of_data(headers, of_topic, data));
}

const RecordContract& EventContracts::of_structured(const json::Node& event, const RecordContract& of_topic) {
  const Data of_object = cloud_event::has_json_data(event) ? Data::json : Data::other;
  const Data data = event.kind == json::Kind::object ? of_object : Data::unreadable;
  const RecordContract type = type_of(cloud_event::names_of(event), of_topic);
  const json::Node* const value = event.find("data");
  return made(Mode::structured, data, value != nullptr ? of_version(catalog_, type, *value) : type);
}

RecordContract EventContracts::of_data(std::span<const Header> headers, const RecordContract& of_topic,
                                       std::string_view data) {
  return of_version(catalog_, type_of(cloud_event::names_of(headers), of_topic), data);
}

RecordContract EventContracts::type_of(const cloud_event::Names& names, const RecordContract& of_topic) {
  const RecordContract named = names.type.empty() ? RecordContract{} : plain_contract(catalog_, names.type);
  // A template of topics was not written with types of events in mind.
  const bool is_topic = named.type != nullptr && named.type->topic == names.type;
  if (is_topic || named.left_out != nullptr) return named;
  const Schema* const with_id = names.data_schema.empty() ? nullptr : type_with_id(names.data_schema);
  return with_id != nullptr ? contract_of(catalog_, with_id->topic, with_id) : of_topic;
}

const Schema* EventContracts::type_with_id(std::string_view data_schema) {
  if (by_id_.empty()) {
    for (const SchemaPtr& schema : catalog_.schemas()) {
      if (std::string id = cloud_event::data_schema_of(*schema); !id.empty())
        by_id_.emplace(std::move(id), schema.get());
    }
  }
  const auto found = by_id_.find(std::string(data_schema));
  return found == by_id_.end() ? nullptr : found->second;
}

const RecordContract& EventContracts::made(Mode mode, Data data, const RecordContract& of_data) {
  const auto [found, is_new] = contracts_.try_emplace({mode, data, of_data.type, of_data.left_out}, of_data);
  RecordContract& contract = found->second;
  if (!is_new) return contract;
  const Schema* const type = of_data.type;
  // In binary mode the value holds the data alone, and a type that describes attributes is not about that.
  const bool is_whole = mode == Mode::binary && type != nullptr && describes_event(*type);
  if (data == Data::other || is_whole) contract.type = contract.contents = nullptr;
  if (mode == Mode::structured) {
    const Secret secret = secret_of(data, type);
    contract.contents = contract.masked =
        keep(data == Data::json ? structured_schema(type, secret) : unvalidated_schema(secret));
    if (contract.type != nullptr) contract.type = contract.contents;
  } else {
    Schema beside;
    if (type != nullptr) beside.key = type->key;
    beside.headers = std::make_shared<const Schema>(binary_headers(type == nullptr ? nullptr : type->headers.get()));
    contract.beside = keep(std::move(beside));
  }
  return contract;
}

/// Where nothing tells the type, the data may be of any.
Secret EventContracts::secret_of(Data data, const Schema* type) const {
  const auto schemas = catalog_.schemas();
  const bool may_be_secret =
      data == Data::unreadable
          ? std::any_of(schemas.begin(), schemas.end(), [](const SchemaPtr& one) { return has_secrets(*one); })
          : type != nullptr && has_secrets(*type);
  return may_be_secret ? Secret::yes : Secret::no;
}

const Schema* EventContracts::keep(Schema schema) {
  return schemas_.emplace_back(std::make_unique<const Schema>(std::move(schema))).get();
}

}  // namespace thoth
