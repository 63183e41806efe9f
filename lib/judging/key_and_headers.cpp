// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/key_and_headers.hpp"

#include <algorithm>
#include <deque>
#include <forward_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "base/schema_frame.hpp"
#include "base/utf8.hpp"
#include "contract/constraints.hpp"
#include "json/lazy_tree.hpp"
#include "json/scanner.hpp"
#include "thoth/applied_rules.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

/// A text that may be read in two ways.
struct Reading {
  json::Node* node;     ///< what the schema sees
  std::string pointer;  ///< of the node, below what is validated
};

bool leads_into(std::string_view pointer, std::string_view part) {
  return pointer.starts_with(part) && (pointer.size() == part.size() || pointer[part.size()] == '/');
}

bool breaks_at(const Violations& violations, const Reading& reading) {
  return std::any_of(violations.begin(), violations.end(),
                     [&](const Violation& one) { return leads_into(one.pointer, reading.pointer); });
}

bool is_of_other_type(const Violations& violations, const Reading& reading) {
  return std::any_of(violations.begin(), violations.end(),
                     [&](const Violation& one) { return one.code == Code::type && one.pointer == reading.pointer; });
}

/// A text as a string, which is how it is read first; null without a text.
json::Node node_of(const std::optional<std::string_view>& text) {
  json::Node node;
  if (!text) return node;
  node.kind = json::Kind::string;
  node.text = *text;
  return node;
}

/// Texts as their schema takes them: strings, or the JSON that they hold.
class TextValidator {
 public:
  TextValidator(const Schema& schema, const ValidationOptions& options) : schema_(schema), options_(options) {}

  /// Where a string breaks the schema, and the JSON in it does not, it is JSON; as it is where the schema takes no
  /// string. `list` makes the readings, which few texts need.
  template <class List>
  [[nodiscard]] Violations validate(const json::Node& root, List list) {
    Violations as_strings = thoth::validate(schema_, root, options_);
    if (as_strings.empty()) return as_strings;
    const std::vector<Reading> readings = list();
    std::vector<std::pair<const Reading*, json::Node>> changed;
    for (const Reading& reading : readings) {
      const json::Node* const parsed = breaks_at(as_strings, reading) ? parse(*reading.node) : nullptr;
      if (parsed == nullptr) continue;
      changed.emplace_back(&reading, std::exchange(*reading.node, *parsed));
    }
    if (changed.empty()) return as_strings;
    Violations as_json = thoth::validate(schema_, root, options_);
    bool is_as_before = true;
    for (const auto& [reading, text] : changed) {
      if (!breaks_at(as_json, *reading) || is_of_other_type(as_strings, *reading)) continue;
      *reading->node = text;
      is_as_before = false;
    }
    return is_as_before ? as_json : thoth::validate(schema_, root, options_);
  }

 private:
  const json::Node* parse(const json::Node& text) {
    if (text.kind != json::Kind::string) return nullptr;
    const json::Parsed& parsed = parsed_.emplace_front(Tree{json::parse(text.text)}).parsed;
    const bool is_other = parsed.violations.empty() && parsed.document->root().kind != json::Kind::string;
    return is_other ? &parsed.document->root() : nullptr;
  }

  /// A type of this file, so that no container of a public one is exported.
  struct Tree {
    json::Parsed parsed;
  };

  const Schema& schema_;
  const ValidationOptions& options_;
  std::forward_list<Tree> parsed_;
};

Violation no_text(std::string pointer, std::size_t size) {
  return {Code::type, std::move(pointer), {}, "text in UTF-8", std::to_string(size) + " bytes that are not UTF-8", ""};
}

void append(Violations found, const Schema& schema, std::string_view prefix, Violations& violations) {
  if (!found.empty() && has_secrets(schema)) conceal(schema, found);
  for (Violation& violation : found) {
    violation.pointer.insert(0, prefix);
    violation.place = {};
    violations.push_back(std::move(violation));
  }
}

void validate_key(const Schema& schema, std::optional<std::string_view> key, const ValidationOptions& options,
                  Violations& violations) {
  if (key && !utf8::is_valid(*key)) {
    violations.push_back(no_text("#key", key->size()));
    return;
  }
  json::Node node = node_of(key);
  Violations found = TextValidator(schema, options).validate(node, [&node] {
    return std::vector<Reading>{{&node, ""}};
  });
  if (!key && !found.empty()) {
    found.resize(1);
    found.front().code = Code::missing;
    found.front().found.clear();
  }
  append(std::move(found), schema, "#key", violations);
}

/// Finds members by their names: one after another where they are few, as in most records.
class MemberIndex {
 public:
  MemberIndex(std::vector<json::Member>& members, std::size_t max_members) : members_(members) {
    if (max_members > few) places_.emplace();
  }

  /// The member of that name; a new one if there is none.
  json::Member& at(std::string_view name) {
    if (places_) {
      const auto [place, is_new] = places_->try_emplace(name, members_.size());
      return is_new ? members_.emplace_back() : members_[place->second];
    }
    const auto same = std::find_if(members_.begin(), members_.end(), [&](const auto& one) { return one.name == name; });
    return same == members_.end() ? members_.emplace_back() : *same;
  }

 private:
  static constexpr std::size_t few = 32;

  std::vector<json::Member>& members_;
  std::optional<std::unordered_map<std::string_view, std::size_t>> places_;
};

/// Makes an object's members of headers. False where there are values that are not UTF-8, which are null in it.
bool list_members(std::span<const Header> headers, std::vector<json::Member>& members) {
  members.clear();
  MemberIndex index(members, headers.size());
  bool are_texts = true;
  for (const Header& header : headers) {
    json::Member& member = index.at(header.key);
    const bool is_text = header.value && utf8::is_valid(*header.value);
    are_texts = are_texts && is_text == header.value.has_value();
    member = {header.key, 0, node_of(is_text ? std::optional<std::string_view>(*header.value) : std::nullopt)};
  }
  return are_texts;
}

json::Node object_of(std::span<const json::Member> members) {
  json::Node root;
  root.kind = json::Kind::object;
  root.end = 1;  // 0 is that of an object that was cut off
  root.members = members;
  return root;
}

void validate_headers(const Schema& schema, std::span<const Header> headers, const ValidationOptions& options,
                      Violations& violations) {
  std::vector<json::Member> members;
  list_members(headers, members);
  const json::Node root = object_of(members);
  const auto list = [&members] {
    std::vector<Reading> readings;
    readings.reserve(members.size());
    for (json::Member& member : members) readings.push_back({&member.value, pointer_token(member.name)});
    return readings;
  };
  Violations found = TextValidator(schema, options).validate(root, list);
  for (const Header& header : headers) {
    if (!header.value || utf8::is_valid(*header.value)) continue;
    const std::string pointer = pointer_token(header.key);
    std::erase_if(found, [&](const Violation& one) { return leads_into(one.pointer, pointer); });
    violations.push_back(no_text("#headers" + pointer, header.value->size()));
  }
  append(std::move(found), schema, "#headers", violations);
}

/// False where it is plain to see that no string satisfies a rule.
bool may_take_strings(const Schema& schema, RuleId id, Reach reach = Reach::perhaps) {
  const auto refuses = [&](const Rule* rule) {
    if (!rule->types.has(Type::string)) return true;
    if (rule->constraints == nullptr) return false;
    const Constraints& all = *rule->constraints;
    const auto takes = [&](RuleId branch) { return may_take_strings(schema, branch, Reach::always); };
    const auto lacks_branch = [&](const std::vector<RuleId>& branches) {
      return reach == Reach::perhaps && !branches.empty() && std::none_of(branches.begin(), branches.end(), takes);
    };
    const auto lacks_words = [](const Choice& choice) { return choice.words.empty(); };
    return std::any_of(all.choices.begin(), all.choices.end(), lacks_words) || lacks_branch(all.any_of) ||
           lacks_branch(all.one_of);
  };
  const std::vector<const Rule*> rules = rules_on_value(schema, schema.rules[id], Reach::always);
  return std::none_of(rules.begin(), rules.end(), refuses);
}

}  // namespace

/// Tells which keys, or headers, satisfy a schema, without a word on those that do not.
class TextCheck {
 public:
  TextCheck(const Schema& schema, const ValidationOptions& options)
      : schema_(schema), validator_(schema, options), may_take_string_(may_take_strings(schema, schema.start)) {
    for (const Rule* rule : rules_on_value(schema, schema.root(), Reach::always)) {
      for (const Property& property : rule->properties) {
        if (!may_take_strings(schema, property.rule)) json_members_.push_back(property.name);
      }
    }
  }

  bool takes_key(const std::optional<std::string_view>& key) {
    if (key && !utf8::is_valid(*key)) return false;
    if ((may_take_string_ || !key) && takes(node_of(key))) return true;
    if (!key) return false;
    json::Node node = node_of(key);
    return read_json(node, 0) && takes(node);
  }

  bool takes_headers(std::span<const Header> headers) {
    if (!list_members(headers, members_)) return false;
    std::size_t trees = 0;
    for (const std::string_view name : json_members_) {
      for (json::Member& member : members_) {
        if (member.name == name && member.value.kind == json::Kind::string && read_json(member.value, trees)) ++trees;
      }
    }
    return takes(object_of(members_));
  }

 private:
  bool takes(const json::Node& node) {
    return is_plainly_right(schema_.root(), node) || validator_.accepts(schema_.start, node, {});
  }

  /// Replaces a text by the JSON that it holds, read into the tree of that number. False if it holds no JSON, or a
  /// string.
  bool read_json(json::Node& text, std::size_t tree) {
    json::Scanner scanner(text.text);
    const bool begins_number = !text.text.empty() && (text.text.front() == '-' || json::is_digit(text.text.front()));
    if (begins_number && scanner.number(text.text.data()) == scanner.end()) {
      text.kind = json::Kind::number;
      return true;
    }
    while (trees_.size() <= tree) trees_.emplace_back();
    trees_[tree].reset(text.text);
    const json::Node* const root = trees_[tree].root();
    if (root == nullptr || root->kind == json::Kind::string) return false;
    text = *root;
    return true;
  }

  const Schema& schema_;
  Validator validator_;
  bool may_take_string_;
  std::vector<std::string_view> json_members_;  ///< that no string satisfies
  std::vector<json::Member> members_;
  std::deque<json::LazyTree> trees_;
};

struct KeyAndHeadersValidator::Impl {
  struct Checks {
    const Schema* type = nullptr;
    TextCheck* key = nullptr;
    TextCheck* headers = nullptr;
  };

  ValidationOptions options;
  std::unordered_map<const Schema*, TextCheck> known;  ///< by the schema of a key or of headers
  Checks last;                                         ///< records of one type come in a row

  TextCheck* check(const SchemaPtr& schema) {
    return schema == nullptr ? nullptr : &known.try_emplace(schema.get(), *schema, options).first->second;
  }
  const Checks& checks(const Schema& type) {
    if (last.type != &type) last = {&type, check(type.key), check(type.headers)};
    return last;
  }
};

KeyAndHeadersValidator::KeyAndHeadersValidator(ValidationOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  impl_->options.fill_ins.clear();  // which are for contents
}
KeyAndHeadersValidator::KeyAndHeadersValidator(KeyAndHeadersValidator&&) noexcept = default;
KeyAndHeadersValidator& KeyAndHeadersValidator::operator=(KeyAndHeadersValidator&&) noexcept = default;
KeyAndHeadersValidator::~KeyAndHeadersValidator() = default;

void KeyAndHeadersValidator::set_detail(Detail detail) {
  impl_->options.detail = detail;
}

/// Most records are valid, and it takes much less to find that out than to collect what a string lacks that is JSON.
void KeyAndHeadersValidator::validate(const Schema& type, const KeyAndHeaders& record, HasValue has_value,
                                      Violations& violations) {
  const auto [of, key_check, headers_check] = impl_->checks(type);
  if (key_check != nullptr) {
    std::optional<std::string_view> key;
    if (record.key) key = split_frame(FramedPart::key, *record.key, record.headers).contents;
    if (!key_check->takes_key(key)) validate_key(*type.key, key, impl_->options, violations);
  }
  if (headers_check == nullptr || has_value == HasValue::no || headers_check->takes_headers(record.headers)) return;
  validate_headers(*type.headers, record.headers, impl_->options, violations);
}

}  // namespace thoth
