// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/secrets.hpp"

#include <algorithm>

#include "json/writer.hpp"
#include "thoth/applied_rules.hpp"

namespace thoth {
namespace {

const Property* property_of(const Rule& rule, std::string_view name) {
  const auto found = std::find_if(rule.properties.begin(), rule.properties.end(),
                                  [name](const Property& property) { return property.name == name; });
  return found == rule.properties.end() ? nullptr : &*found;
}

class Masking {
 public:
  using Rules = std::vector<const Rule*>;

  Masking(const Schema& schema, Masked& out) : schema_(schema), out_(out), text_(out.text) {}

  /// `rules` are those that apply to the value; none where nothing is declared.
  void write(const json::Node& node, const Rules& rules, const std::string& pointer) {
    const bool secret =
        std::any_of(rules.begin(), rules.end(), [](const Rule* rule) { return rule->secret == Secret::yes; });
    if (secret && node.kind != json::Kind::null) {
      write_mark(pointer);
    } else if (!rules.empty() && node.kind == json::Kind::object) {
      write_object(node, rules, pointer);
    } else if (!rules.empty() && node.kind == json::Kind::array) {
      write_array(node, rules, pointer);
    } else {
      text_.value(node);
    }
  }

 private:
  void write_mark(const std::string& pointer) {
    text_.value(secret_mark);
    out_.pointers.push_back(pointer);
  }

  void write_object(const json::Node& node, const Rules& rules, const std::string& pointer) {
    text_.begin_object();
    for (const json::Member& member : node.members) {
      text_.key(member.name);
      const std::string at = pointer + pointer_token(member.name);
      if (is_secret(rules, member.name) && member.value.kind != json::Kind::null) {
        write_mark(at);
        continue;
      }
      Rules of_member;
      for (const Rule* rule : rules) append(rules_on_member(schema_, *rule, member.name), of_member);
      write(member.value, of_member, at);
    }
    text_.end_object();
  }

  void write_array(const json::Node& node, const Rules& rules, const std::string& pointer) {
    text_.begin_array();
    for (std::size_t index = 0; index < node.items.size(); ++index) {
      Rules of_item;
      for (const Rule* rule : rules) append(rules_on_item(schema_, *rule, index), of_item);
      write(node.items[index], of_item, pointer + '/' + std::to_string(index));
    }
    text_.end_array();
  }

  /// A declared contract marks the member, not the rule.
  static bool is_secret(const Rules& rules, std::string_view name) {
    return std::any_of(rules.begin(), rules.end(), [name](const Rule* rule) {
      const Property* const property = property_of(*rule, name);
      return property != nullptr && property->secret == Secret::yes;
    });
  }

  static void append(const Rules& found, Rules& rules) {
    for (const Rule* rule : found) {
      if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
    }
  }

  const Schema& schema_;
  Masked& out_;
  json::Writer text_;
};

}  // namespace

bool has_secrets(const Schema& schema) {
  return std::any_of(schema.rules.begin(), schema.rules.end(), [](const Rule& rule) {
    return rule.secret == Secret::yes ||
           std::any_of(rule.properties.begin(), rule.properties.end(),
                       [](const Property& property) { return property.secret == Secret::yes; });
  });
}

Masked mask(const Schema& schema, const json::Node& contents) {
  Masked masked;
  Masking(schema, masked).write(contents, {&schema.root()}, "");
  return masked;
}

void mask(const std::vector<std::string>& pointers, Violations& violations) {
  for (Violation& violation : violations) {
    const bool secret = std::any_of(pointers.begin(), pointers.end(), [&violation](const std::string& pointer) {
      return violation.pointer == pointer || violation.pointer.starts_with(pointer + '/');
    });
    if (secret) violation.found = secret_mark;
  }
}

}  // namespace thoth
