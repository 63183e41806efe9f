// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/constraints.hpp"
#include "json/escape.hpp"
#include "thoth/json.hpp"
#include "validation/declared.hpp"
#include "validation/fast_path.hpp"
#include "validation/validator.hpp"

// What the fast path makes of schemas that users bring: records of plain members, open or closed, and scalars whatever
// is asked of them.

namespace thoth {

/// Whether the fast path can judge objects by a rule, and write their wire form.
bool FastPath::is_validated(const Rule& rule) const {
  if (rule.undeclared == Undeclared::drop) return true;
  // Where $dynamicRef leads depends on the way here, of which the fast path keeps no account.
  if (schema_->origin == Origin::declared || !schema_->dynamic_anchors.empty()) return false;
  return rule.types.has(Type::object) && (rule.constraints == nullptr || rule.constraints->of_parts_alone);
}

bool FastPath::constrained_value(const Rule& rule) {
  switch (at(token_)) {
    case '{':
      return is_validated(rule) && typed_object(rule, {});
    case '[':
      if (!rule.types.has(Type::array) || !rule.constraints->of_parts_alone) return false;
      return rule.items ? typed_array(rule) : free_value();
    default:
      return constrained_scalar(rule);
  }
}

bool FastPath::constrained_scalar(const Rule& rule) {
  const Token first = token_;
  json::Node node;
  if (at(first) == '"') {
    node.kind = json::Kind::string;
    node.text = raw_string(first);
    if (!pass_string()) return false;
    if (backslashes_ && node.text.find('\\') != std::string_view::npos) {
      meaning_.clear();
      json::unescape(node.text, meaning_);
      node.text = meaning_;
    }
  } else {
    if (!free_scalar()) return false;
    node.truth = at(first) == 't';
    node.kind = node.truth || at(first) == 'f' ? json::Kind::boolean
                : at(first) == 'n'             ? json::Kind::null
                                               : json::Kind::number;
    if (node.kind == json::Kind::number) node.text = raw_scalar(first);
  }
  return Validator(*schema_, *options_).allows(rule, node);
}

/// All members in their own order, then what is filled in, in declaration order.
void FastPath::write_open_object(const Rule& rule, Token first, std::span<const FillIn> fill_ins, std::string& out) {
  std::vector<bool> present(rule.properties.size(), false);
  Declared declared(rule);
  out.push_back('{');
  Token token = first + 1;
  while (at(token) != '}') {
    if (at(token) == ',') {
      out.push_back(',');
      ++token;
    }
    const auto name = raw_string(token);
    write_scalar(token, out);
    out.push_back(':');
    token += 2;
    const std::size_t index = declared.find(name);
    if (index == present.size()) {
      write_free(token, out);
    } else {
      present[index] = true;
      write_value(schema_->rules[rule.properties[index].rule], token, out);
    }
    token = after(token);
  }
  for (std::size_t i = 0; i < present.size(); ++i) {
    const Property& property = rule.properties[i];
    const FillIn* const fill_in = fill_in_for(*schema_, property, fill_ins);
    if (present[i] || (fill_in == nullptr && property.default_json.empty())) continue;
    if (out.back() != '{') out.push_back(',');
    json::write_string(property.name, out);
    out.push_back(':');
    if (fill_in != nullptr) {
      json::write_string(fill_in->value, out);
    } else {
      out.append(property.default_json);
    }
  }
  out.push_back('}');
}

}  // namespace thoth
