// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/secrets.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "contract/constraints.hpp"
#include "json/writer.hpp"
#include "thoth/applied_rules.hpp"
#include "thoth/json_pointer.hpp"
#include "thoth/masked.hpp"

namespace thoth {
namespace {

using Rules = std::vector<const Rule*>;

bool is_secret(const Schema& schema, const Rule& rule) {
  if (rule.secret == Secret::yes || schema.dynamic_anchors.empty()) return rule.secret == Secret::yes;
  const Rules applied = rules_on_value(schema, rule, Reach::perhaps);
  return std::any_of(applied.begin(), applied.end(), [](const Rule* one) { return one->secret == Secret::yes; });
}

bool has_secret_parts(const Schema& schema, const Rule& rule) {
  bool found = std::any_of(rule.properties.begin(), rule.properties.end(),
                           [](const Property& property) { return property.secret == Secret::yes; });
  for_each_use(rule, [&](RuleId used, Use use) {
    found = found || (use == Use::on_part && is_secret(schema, schema.rules[used]));
  });
  return found;
}

std::optional<std::size_t> index_of(std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return index;
}

/// The rules that may apply to a value, and whether one of them makes it secret.
class Ruled {
 public:
  explicit Ruled(const Schema& schema) : schema_(&schema) { add({&schema.root()}); }

  [[nodiscard]] Ruled member(std::string_view name) const {
    Ruled below(*schema_, secret_);
    for (const Rule* rule : rules_) {
      below.add(rules_on_member(*schema_, *rule, name));
      // A declared contract marks the member, not the rule.
      for (const Property& property : rule->properties) {
        if (property.name == name && property.secret == Secret::yes) below.secret_ = true;
      }
    }
    return below;
  }
  [[nodiscard]] Ruled item(std::size_t index) const {
    Ruled below(*schema_, secret_);
    for (const Rule* rule : rules_) below.add(rules_on_item(*schema_, *rule, index));
    return below;
  }
  /// One step of a pointer, which may be either.
  [[nodiscard]] Ruled step(const std::string& token) const {
    Ruled below = member(token);
    if (const auto index = index_of(token)) {
      const Ruled of_item = item(*index);
      below.add(of_item.rules_);
      below.secret_ = below.secret_ || of_item.secret_;
    }
    return below;
  }

  [[nodiscard]] bool is_secret() const { return secret_; }
  /// True too where an array or object with secrets belongs: what is there instead may be one of them.
  [[nodiscard]] bool hides_scalars() const {
    return secret_ || std::any_of(rules_.begin(), rules_.end(), [this](const Rule* rule) {
             const Rules applied = rules_on_value(*schema_, *rule, Reach::perhaps);
             return std::any_of(applied.begin(), applied.end(),
                                [this](const Rule* one) { return has_secret_parts(*schema_, *one); });
           });
  }
  [[nodiscard]] bool is_ruled() const { return !rules_.empty(); }
  /// True if a name comes from the schema, so that it tells nothing of the value.
  [[nodiscard]] bool declares(std::string_view name) const {
    for (const Rule* rule : rules_) {
      for (const Rule* applied : rules_on_value(*schema_, *rule, Reach::perhaps)) {
        if (names(*applied, name)) return true;
      }
    }
    return false;
  }
  /// True if a number in a pointer can only be an index.
  [[nodiscard]] bool is_array() const {
    return is_ruled() && std::all_of(rules_.begin(), rules_.end(),
                                     [](const Rule* rule) { return rule->types == TypeSet(Type::array); });
  }

 private:
  Ruled(const Schema& schema, bool secret) : schema_(&schema), secret_(secret) {}

  void add(const Rules& found) {
    for (const Rule* rule : found) {
      if (std::find(rules_.begin(), rules_.end(), rule) != rules_.end()) continue;
      rules_.push_back(rule);
      secret_ = secret_ || thoth::is_secret(*schema_, *rule);
    }
  }

  static bool names(const Rule& rule, std::string_view name) {
    const auto& properties = rule.properties;
    const auto has = [name](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), name) != list.end();
    };
    if (std::any_of(properties.begin(), properties.end(), [name](const Property& one) { return one.name == name; })) {
      return true;
    }
    if (rule.constraints == nullptr) return false;
    const auto& dependencies = rule.constraints->dependencies;
    return has(rule.constraints->required) ||
           std::any_of(dependencies.begin(), dependencies.end(),
                       [&has](const Dependency& dependency) { return has(dependency.required); });
  }

  const Schema* schema_;
  Rules rules_;
  bool secret_ = false;
};

class Masking {
 public:
  explicit Masking(Masked& out) : out_(out), text_(out.text) {}

  void write(const json::Node& node, const Ruled& ruled, const std::string& pointer) {
    const bool is_scalar = node.kind != json::Kind::object && node.kind != json::Kind::array;
    if (node.kind != json::Kind::null && (is_scalar ? ruled.hides_scalars() : ruled.is_secret())) {
      text_.value(secret_mark);
      out_.secrets.push_back({pointer, {node.begin, node.end}});
    } else if (ruled.is_ruled() && node.kind == json::Kind::object) {
      write_object(node, ruled, pointer);
    } else if (ruled.is_ruled() && node.kind == json::Kind::array) {
      write_array(node, ruled, pointer);
    } else {
      text_.value(node);
    }
  }

 private:
  void write_object(const json::Node& node, const Ruled& ruled, const std::string& pointer) {
    text_.begin_object();
    for (const json::Member& member : node.members) {
      text_.key(member.name);
      write(member.value, ruled.member(member.name), pointer + pointer_token(member.name));
    }
    text_.end_object();
  }

  void write_array(const json::Node& node, const Ruled& ruled, const std::string& pointer) {
    text_.begin_array();
    for (std::size_t index = 0; index < node.items.size(); ++index) {
      write(node.items[index], ruled.item(index), pointer + '/' + std::to_string(index));
    }
    text_.end_array();
  }

  Masked& out_;
  json::Writer text_;
};

/// What json::describe and json::describe_token say, without the value: "the string "abc"" becomes "a string".
std::string kind_alone(std::string_view found) {
  constexpr std::array<std::string_view, 8> nouns{"number", "string",    "word",           "member",
                                                  "byte",   "character", "lone surrogate", "control character"};
  constexpr std::array<std::string_view, 9> plain{
      "", "null", "the end of the text", "another digit after 0", "one more", "{", "}", "[", "]"};
  if (std::find(plain.begin(), plain.end(), found) != plain.end()) return std::string(found);
  if (found == "true" || found == "false") return "a boolean";
  // What bytes that are not JSON are called tells nothing of them.
  if (found.starts_with("a value ")) return std::string(found);
  if (found.starts_with("a ") || found.starts_with("an ")) return std::string(found.substr(0, found.find(" (")));
  const auto* const noun = std::find_if(nouns.begin(), nouns.end(), [found](std::string_view word) {
    return found.starts_with("the ") && found.substr(4).starts_with(word) && found.substr(4 + word.size(), 1) == " ";
  });
  if (noun == nouns.end()) return secret_mark;
  return "a " + std::string(*noun) + (found.ends_with(" again") ? " again" : "");
}

void hide_value(Violation& violation) {
  violation.found = kind_alone(violation.found);
  // What these suggest is near to what was found, or was found itself.
  const bool names_text =
      violation.code == Code::value || violation.code == Code::unknown_member || violation.code == Code::missing;
  if (names_text) violation.hint.clear();
}

bool ends_reading(const Violation& violation) {
  return violation.code == Code::json_syntax || violation.code == Code::json_depth;
}

/// True if a violation tells of the name that its pointer ends with, and not of the value.
bool is_of_name(Code code) {
  return code == Code::unknown_member || code == Code::json_duplicate_key || code == Code::missing;
}

/// Whether what was read of a text can be relied on, or its quotes may be where they should not.
enum class Trust : bool { none, full };

/// True of a violation that is only counted, of a member of the contents: most of them, when they are many.
bool has_nothing_to_hide(const Schema& schema, const Violation& violation) {
  const bool has_words = !violation.found.empty() || !violation.hint.empty();
  return !has_words && violation.pointer.find('/', 1) == std::string::npos && !is_secret(schema, schema.root());
}

/// Whether a step of a pointer may be shown where what is around it may not.
bool may_show(const Ruled& at, const std::string& step, Code code) {
  if (at.declares(step)) return true;
  // An index tells nothing, but where the text broke a number may as well be a name.
  return at.is_array() && !is_of_json(code) && index_of(step).has_value();
}

/// Walks a violation's pointer along the rules, and takes out what may not be shown.
void conceal(const Schema& schema, Trust trust, Violation& violation) {
  const auto pointer = json::Pointer::parse(violation.pointer);
  if (!pointer) return hide_value(violation);
  const bool in_doubt = trust == Trust::none;
  Ruled at(schema);
  bool is_in_secret = false;
  std::size_t shown = 0;
  for (const std::string& step : pointer->steps()) {
    is_in_secret = at.is_secret();
    if ((is_in_secret || in_doubt) && !may_show(at, step, violation.code)) {
      violation.pointer.resize(shown);
      return hide_value(violation);
    }
    shown += pointer_token(step).size();
    at = at.step(step);
  }
  if (in_doubt || (is_of_name(violation.code) ? is_in_secret : at.hides_scalars())) hide_value(violation);
}

bool is_below(std::string_view pointer, std::string_view above) {
  return pointer.starts_with(above) && (pointer.size() == above.size() || pointer[above.size()] == '/');
}

/// True if a rule makes values secret that no property names: elements, members by a pattern, or the contents.
bool has_nameless_secrets(const Schema& schema) {
  if (is_secret(schema, schema.root())) return true;
  return std::any_of(schema.rules.begin(), schema.rules.end(), [&schema](const Rule& rule) {
    bool found = false;
    for_each_use(rule, [&](RuleId used, Use use) {
      const bool is_named = std::any_of(rule.properties.begin(), rule.properties.end(),
                                        [used](const Property& property) { return property.rule == used; });
      found = found || (use == Use::on_part && !is_named && is_secret(schema, schema.rules[used]));
    });
    return found;
  });
}

}  // namespace

bool has_secrets(const Schema& schema) {
  if (schema.secrets == Secret::no) return false;
  return std::any_of(schema.rules.begin(), schema.rules.end(), [](const Rule& rule) {
    return rule.secret == Secret::yes ||
           std::any_of(rule.properties.begin(), rule.properties.end(),
                       [](const Property& property) { return property.secret == Secret::yes; });
  });
}

bool may_hold_secrets(const Schema& schema, std::string_view text) {
  if (!has_secrets(schema)) return false;
  const bool is_named = std::any_of(schema.rules.begin(), schema.rules.end(), [&](const Rule& rule) {
    return std::any_of(rule.properties.begin(), rule.properties.end(), [&](const Property& property) {
      const bool secret = property.secret == Secret::yes || is_secret(schema, schema.rules[property.rule]);
      return secret && text.find(property.name) != std::string_view::npos;
    });
  });
  return is_named || has_nameless_secrets(schema);
}

bool Masked::hides(std::string_view pointer) const {
  return std::any_of(secrets.begin(), secrets.end(),
                     [pointer](const SecretValue& secret) { return is_below(pointer, secret.pointer); });
}

Masked mask(const Schema& schema, const json::Node& contents) {
  Masked masked;
  Masking(masked).write(contents, Ruled(schema), "");
  return masked;
}

void conceal(const Schema& schema, Violations& violations) {
  if (violations.empty() || !has_secrets(schema)) return;
  const bool breaks = std::any_of(violations.begin(), violations.end(), ends_reading);
  const Trust trust = breaks ? Trust::none : Trust::full;
  for (Violation& violation : violations) {
    if (violation.code == Code::entry_shape || violation.code == Code::unknown_topic) continue;
    if (trust == Trust::full && has_nothing_to_hide(schema, violation)) continue;
    conceal(schema, is_of_json(violation.code) ? trust : Trust::full, violation);
  }
}

void conceal_all(Violations& violations) {
  for (Violation& violation : violations) {
    if (!is_of_json(violation.code)) continue;
    violation.pointer.clear();
    hide_value(violation);
  }
}

std::string masked(const Schema& schema, std::string_view contents) {
  if (!has_secrets(schema)) return std::string(contents);
  const json::Parsed parsed = json::parse(contents);
  return parsed.document ? mask(schema, parsed.document->root()).text : secret_mark;
}

}  // namespace thoth
