// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/discriminator.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "json/describe.hpp"
#include "json_schema/keyword.hpp"

namespace thoth::json_schema {
namespace {

using json::Kind;
using json::Node;

/// References that lead to references, and are followed.
constexpr int max_aliases = 100;

void add_text(const Node& node, std::vector<std::string>& texts) {
  if (node.kind == Kind::string) texts.emplace_back(node.text);
}

/// The values that a schema itself gives a member. Recursion is bounded: a Document is at most json::max_depth deep.
void add_own_values(const Node& schema, std::string_view member, std::vector<std::string>& values) {
  const Node* const properties = schema.find("properties");
  const Node* const property = properties == nullptr ? nullptr : properties->find(member);
  if (property != nullptr) {
    if (const Node* const only = property->find("const")) add_text(*only, values);
    if (const Node* const list = property->find("enum")) {
      for (const Node& value : list->items) add_text(value, values);
    }
  }
  const Node* const parts = schema.find("allOf");
  if (parts == nullptr) return;
  for (const Node& part : parts->items) {
    if (part.find("$ref") == nullptr) add_own_values(part, member, values);
  }
}

/// Whether a schema's type keeps objects out.
bool takes_no_object(const Node& schema) {
  const Node* const type = schema.find("type");
  if (type == nullptr) return false;
  const auto is_object = [](const Node& name) { return name.kind == Kind::string && name.text == "object"; };
  return !is_object(*type) && std::none_of(type->items.begin(), type->items.end(), is_object);
}

std::string last_part(std::string_view text, std::string_view separators) {
  return std::string(text.substr(text.find_last_of(separators) + 1));
}

/// What a reference calls its target: the last name of its pointer, or else the name of the file, without its endings.
std::string name_of_target(std::string_view reference) {
  const std::string name = last_part(reference, "/#");
  return reference.find('#') == std::string_view::npos ? name.substr(0, name.find('.')) : name;
}

}  // namespace

/// Choices in the making.
struct Discriminators::Choices {
  struct Choice {
    Spot schema;
    std::vector<std::string> names;
    std::vector<std::string> other_names;  ///< that are its own only if no other choice has them
  };

  std::string member;
  std::string_view list = {};
  std::vector<Choice> all;
  bool is_complete = true;  ///< whether each alternative is chosen by some value

  static bool is_named(const Choice& choice) { return !choice.names.empty() || !choice.other_names.empty(); }

  [[nodiscard]] bool has(const Spot& schema) const {
    return std::any_of(all.begin(), all.end(),
                       [&schema](const Choice& known) { return known.schema.node == schema.node; });
  }

  Choice& add(const Spot& schema) {
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&schema](const Choice& choice) { return choice.schema.node == schema.node; });
    return known != all.end() ? *known : all.emplace_back(Choice{schema, {}, {}});
  }

  /// Adds what chooses a schema that is known under these keys.
  void name(Choice& choice, std::vector<std::string> keys) const {
    std::vector<std::string> values;
    add_own_values(*choice.schema.node, member, values);
    if (!values.empty()) {
      choice.names.insert(choice.names.end(), values.begin(), values.end());
      return;
    }
    for (const std::string& key : keys) choice.other_names.push_back(last_part(key, "."));
    choice.names.insert(choice.names.end(), keys.begin(), keys.end());
    for (const char* const keyword : {"title", "$id"}) {
      const Node* const text = choice.schema.node->find(keyword);
      if (text != nullptr) add_text(*text, choice.other_names);
    }
  }

  [[nodiscard]] DiscriminatorTerms terms() && {
    std::unordered_map<std::string, std::size_t> uses;
    std::unordered_set<std::string> taken;
    for (Choice& choice : all) {
      std::sort(choice.other_names.begin(), choice.other_names.end());
      choice.other_names.erase(std::unique(choice.other_names.begin(), choice.other_names.end()),
                               choice.other_names.end());
      for (const std::string& name : choice.other_names) ++uses[name];
      taken.insert(choice.names.begin(), choice.names.end());
    }
    DiscriminatorTerms result{std::move(member), {}, list};
    for (Choice& choice : all) {
      for (const std::string& name : choice.other_names) {
        if (uses[name] == 1 && !taken.contains(name)) choice.names.push_back(name);
      }
      result.choices.push_back({std::move(choice.schema), std::move(choice.names)});
    }
    return result;
  }
};

Result<DiscriminatorTerms> Discriminators::read(const Spot& schema, const Node& value) {
  const Node* const member = value.kind == Kind::object ? value.find("propertyName") : &value;
  if (member == nullptr || member->kind != Kind::string) {
    return broken(*schema.resource->file, value,
                  "discriminator must be a member's name, or an object with a propertyName, not " +
                      json::describe(member == nullptr ? value : *member));
  }
  Choices choices;
  choices.member = member->text;
  add_list(schema, choices);
  if (const Node* const mapping = value.find("mapping")) THOTH_TRY(add_mapping(schema, *mapping, choices));
  add_heirs(schema, choices);
  const bool is_named = std::any_of(choices.all.begin(), choices.all.end(), Choices::is_named);
  if (!choices.is_complete || !is_named) choices.all.clear();
  return std::move(choices).terms();
}

/// The alternatives of oneOf, or else of anyOf.
void Discriminators::add_list(const Spot& schema, Choices& choices) {
  for (const std::string_view keyword : {"oneOf", "anyOf"}) {
    const auto list = under(schema, keyword);
    if (!list || list->node->kind != Kind::array) continue;
    choices.list = keyword;
    for (std::size_t i = 0; i < list->node->items.size(); ++i) {
      const Spot item = step(*list, i);
      const auto target = follow(item);
      if (!target) {
        choices.is_complete = false;
        continue;
      }
      std::vector<std::string> keys = keys_of(*target);
      const Node* const reference = item.node->find("$ref");
      if (keys.empty() && reference != nullptr) keys.push_back(name_of_target(reference->text));
      Choices::Choice& choice = choices.add(*target);
      choices.name(choice, std::move(keys));
      choices.is_complete = choices.is_complete && (Choices::is_named(choice) || takes_no_object(*target->node));
    }
    return;
  }
}

/// OpenAPI's mapping: what it names a schema counts beside the schema's own name.
Result<void> Discriminators::add_mapping(const Spot& schema, const Node& mapping, Choices& choices) {
  const File& file = *schema.resource->file;
  if (mapping.kind != Kind::object) {
    return broken(file, mapping, "mapping must be an object of references, not " + json::describe(mapping));
  }
  for (const json::Member& entry : mapping.members) {
    if (entry.value.kind != Kind::string) {
      return broken(file, entry.value, "a value of mapping must be a reference, not " + json::describe(entry.value));
    }
    const auto known = std::find_if(named().begin(), named().end(),
                                    [&entry](const Named& one) { return one.key == entry.value.text; });
    Target target;
    if (known != named().end()) {
      target.spot = known->schema;
    } else {
      target = THOTH_TRY(documents_.resolve(schema, entry.value));
    }
    const auto mapped = follow(target.spot);
    if (!mapped) continue;  // its own reference is told of where it is read
    const bool is_new = !choices.has(*mapped);
    Choices::Choice& choice = choices.add(*mapped);
    choice.names.insert(choice.names.begin(), std::string(entry.name));
    if (is_new) choices.name(choice, keys_of(*mapped));
  }
  return {};
}

/// The named schemas that inherit a schema; and it itself, if there are some and it does not list its alternatives.
void Discriminators::add_heirs(const Spot& schema, Choices& choices) {
  for (const Named& candidate : named()) {
    if (choices.has(candidate.schema) || !inherits(candidate.schema, schema)) continue;
    choices.name(choices.add(candidate.schema), keys_of(candidate.schema));
  }
  std::vector<std::string> keys = keys_of(schema);
  if (choices.list.empty() && !choices.all.empty() && !keys.empty() && !choices.has(schema)) {
    choices.name(choices.add(schema), std::move(keys));
  }
}

std::vector<std::string> Discriminators::keys_of(const Spot& schema) {
  std::vector<std::string> keys;
  for (const Named& one : named()) {
    const bool is_new = std::find(keys.begin(), keys.end(), one.key) == keys.end();
    if (one.schema.node == schema.node && is_new) keys.push_back(one.key);
  }
  return keys;
}

/// Those of the document itself come first, so that they have precedence over those of the same name elsewhere.
const std::vector<Discriminators::Named>& Discriminators::named() {
  if (named_) return *named_;
  named_.emplace();
  std::vector<const Resource*> documents{&root_};
  for (const auto& resource : documents_.resources()) {
    if (resource.get() != &root_ && resource->root.pointer.empty()) documents.push_back(resource.get());
  }
  for (const Resource* document : documents) {
    const auto components = under(document->root, "components");
    if (components) {
      if (const auto schemas = under(*components, "schemas")) add_named(*schemas);
    }
    for (const char* const keyword : {"schemas", "definitions", "$defs"}) {
      if (const auto schemas = under(document->root, keyword)) add_named(*schemas);
    }
  }
  return *named_;
}

void Discriminators::add_named(const Spot& map) {
  for (const json::Member& member : map.node->members) {
    Spot spot = step(map, member);
    const auto inner = under(spot, "schema");
    if (inner && under(spot, "schemaFormat")) spot = *inner;
    if (const auto schema = follow(spot)) named_->push_back({std::string(member.name), *schema});
  }
}

bool Discriminators::inherits(const Spot& schema, const Spot& ancestor) {
  std::vector<Spot> open{schema};
  std::unordered_set<const Node*> seen;
  while (!open.empty()) {
    const Spot spot = std::move(open.back());
    open.pop_back();
    if (!seen.insert(spot.node).second) continue;
    const auto parts = under(spot, "allOf");
    for (std::size_t i = 0; parts && i < parts->node->items.size(); ++i) {
      const auto part = follow(step(*parts, i));
      if (!part) continue;
      if (part->node == ancestor.node) return true;
      open.push_back(*part);
    }
  }
  return false;
}

/// Where a schema's references lead; none where that is nowhere, which is told of by those that read the schema.
std::optional<Spot> Discriminators::follow(Spot spot) {
  for (int hops = 0; hops < max_aliases; ++hops) {
    spot.resource = documents_.resource_of(spot);
    const Node* const reference = spot.node->find("$ref");
    if (reference == nullptr) return spot;
    auto target = documents_.resolve(spot, *reference);
    if (!target) return std::nullopt;
    spot = std::move(target->spot);
  }
  return std::nullopt;
}

}  // namespace thoth::json_schema
