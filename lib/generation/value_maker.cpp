#include "generation/value_maker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "generation/number_text.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace thoth::generation {
namespace {

constexpr std::size_t deep = 5;      // from here on a value is kept small
constexpr std::size_t deepest = 60;  // and from here on null stands for it
constexpr std::size_t most_steps = 20'000;
constexpr std::size_t most_text = 10'000'000;
constexpr std::size_t tries = 12;

constexpr std::array<Type, 7> all_types{Type::null,   Type::boolean, Type::integer, Type::number,
                                        Type::string, Type::array,   Type::object};

bool contains(const std::vector<RuleId>& all, RuleId id) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

std::string_view of_format(Format format) {
  switch (format) {
    case Format::date_time:
      return "2024-02-29T12:34:56Z";
    case Format::date:
      return "2024-02-29";
    case Format::time:
      return "12:34:56Z";
    case Format::duration:
      return "P1DT2H";
    case Format::email:
      return "someone@example.com";
    case Format::hostname:
      return "example.com";
    case Format::ipv4:
      return "192.0.2.1";
    case Format::ipv6:
      return "2001:db8::1";
    case Format::uri:
    case Format::uri_reference:
      return "https://example.com/a";
    case Format::uuid:
      return "123e4567-e89b-12d3-a456-426614174000";
    case Format::json_pointer:
      return "/a/0";
    case Format::regex:
      break;
  }
  return "a+";
}

}  // namespace

std::string ValueMaker::make(std::size_t attempt) {
  attempt_ = attempt;
  out_.clear();
  depth_ = 0;
  steps_ = 0;
  value({start_});
  return std::move(out_);
}

void ValueMaker::value(const Rules& on_value) {
  if (depth_ == deepest || ++steps_ > most_steps || out_.size() > most_text) {
    out_ += "null";
    return;
  }
  ++depth_;
  const std::size_t begin = out_.size();
  for (std::size_t i = 0; i < tries; ++i) {
    out_.resize(begin);
    const Rules all = expanded(on_value);
    write(all);
    const bool look = std::any_of(all.begin(), all.end(), [this](RuleId id) { return needs_a_look(rule(id)); });
    if (!look || steps_ > most_steps || holds(on_value, begin)) break;
  }
  --depth_;
}

bool ValueMaker::needs_a_look(const Rule& rule) {
  if (rule.constraints == nullptr) return false;
  const Constraints& all = *rule.constraints;
  return all.choices.size() > 1 || !all.one_of.empty() || !all.any_of.empty() || !all.all_of.empty() || all.not_rule ||
         all.if_rule || all.ref || all.dynamic_ref || all.pattern || all.property_names || all.contains ||
         !all.pattern_properties.empty() || !all.dependencies.empty() || all.asks_what_was_evaluated();
}

bool ValueMaker::holds(const Rules& on_value, std::size_t begin) {
  const json::Parsed parsed = json::parse(std::string_view(out_).substr(begin));
  if (parsed.document == nullptr || !parsed.violations.empty()) return false;
  const ValidationOptions options;
  return std::all_of(on_value.begin(), on_value.end(), [&](RuleId id) {
    schema_.start = id;
    return Validator(schema_, options).run(parsed.document->root()).empty();
  });
}

bool ValueMaker::allows(const Rules& all, Type type) const {
  return std::all_of(all.begin(), all.end(), [&](RuleId id) {
    const TypeSet types = rule(id).types;
    return types.has(type) || (type == Type::integer && types.has(Type::number));
  });
}

ValueMaker::Rules ValueMaker::expanded(const Rules& on_value) {
  Rules all;
  for (const RuleId id : on_value) expand(id, all);
  return all;
}

/// Adds a rule, and those that stand on the same value, one of each that need not all hold.
void ValueMaker::expand(RuleId id, Rules& all) {
  if (contains(all, id)) return;
  all.push_back(id);
  const Constraints* const more = constraints(id);
  if (more == nullptr) return;
  for (const RuleId part : more->all_of) expand(part, all);
  if (more->ref) expand(*more->ref, all);
  if (more->dynamic_ref) expand(more->dynamic_ref->otherwise, all);
  if (!more->any_of.empty()) expand(branch(more->any_of, all), all);
  if (!more->one_of.empty()) expand(branch(more->one_of, all), all);
  if (!more->if_rule) return;
  const bool holds = random_.coin();
  if (holds) expand(*more->if_rule, all);
  const auto& then = holds ? more->then_rule : more->else_rule;
  if (then) expand(*then, all);
}

/// One that has a type in common with the rules beside it; deep down one that is no container, if there is any.
RuleId ValueMaker::branch(const std::vector<RuleId>& branches, const Rules& beside) {
  const std::size_t first = random_.below(branches.size());
  std::vector<RuleId> fit;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    Rules together = beside;
    together.push_back(branches[(first + i) % branches.size()]);
    const auto has = [&](Type type) { return allows(together, type); };
    if (std::none_of(all_types.begin(), all_types.end(), has)) continue;
    fit.push_back(together.back());
    if (depth_ <= deep || std::any_of(all_types.begin(), all_types.end() - 2, has)) return together.back();
  }
  return fit.empty() ? branches[first] : fit.front();
}

std::vector<const Constraints*> ValueMaker::constraints_of(const Rules& all) const {
  std::vector<const Constraints*> some;
  for (const RuleId id : all) {
    if (constraints(id) != nullptr) some.push_back(constraints(id));
  }
  return some;
}

void ValueMaker::write(const Rules& all) {
  if (write_choice(all)) return;
  if (attempt_ % 3 == 2 && write_example(all)) return;
  std::vector<Type> types;
  for (const Type type : all_types) {
    if (allows(all, type)) types.push_back(type);
  }
  if (types.empty()) {
    out_ += "null";
    return;
  }
  const auto scalars = std::find_if(types.begin(), types.end(), [](Type type) { return type >= Type::array; });
  const bool small = depth_ > deep && scalars != types.begin();
  const auto count = small ? scalars - types.begin() : types.end() - types.begin();
  write_type(all, types[random_.below(static_cast<std::size_t>(count))]);
}

/// A value that every list of choices has.
bool ValueMaker::write_choice(const Rules& all) {
  const Choice* shortest = nullptr;
  for (const Constraints* more : constraints_of(all)) {
    for (const Choice& choice : more->choices) {
      if (shortest == nullptr || choice.values.size() < shortest->values.size()) shortest = &choice;
    }
  }
  if (shortest == nullptr || shortest->values.empty()) return false;
  out_ += shortest->values[random_.below(shortest->values.size())];
  return true;
}

bool ValueMaker::write_example(const Rules& all) {
  const auto found = std::find_if(all.begin(), all.end(), [this](RuleId id) { return !rule(id).example_json.empty(); });
  if (found == all.end()) return false;
  out_ += rule(*found).example_json;
  return true;
}

void ValueMaker::write_type(const Rules& all, Type type) {
  switch (type) {
    case Type::null:
      out_ += "null";
      break;
    case Type::boolean:
      out_ += random_.coin() ? "true" : "false";
      break;
    case Type::integer:
    case Type::number:
      write_number(all);
      break;
    case Type::string:
      write_string(all);
      break;
    case Type::array:
      write_array(all);
      break;
    case Type::object:
      write_object(all);
      break;
  }
}

void ValueMaker::write_number(const Rules& all) {
  const bool any = allows(all, Type::number) && random_.coin();
  out_ += number_text(constraints_of(all), any ? Fraction::some : Fraction::none, random_);
}

std::optional<std::string> ValueMaker::matching(const Pattern& pattern) {
  const auto [known, is_new] = patterns_.try_emplace(&pattern);
  if (is_new) known->second = PatternText::read(pattern.text());
  return known->second ? std::optional(known->second->make(random_)) : std::nullopt;
}

std::string ValueMaker::word(std::size_t least, std::size_t most) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  const auto size = random_.between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most));
  for (std::int64_t i = 0; i < size; ++i) text += letters[random_.below(letters.size())];
  return text;
}

void ValueMaker::write_string(const Rules& all) {
  std::uint64_t least = 0;
  std::uint64_t most = most_text;
  std::optional<std::string> text;
  for (const Constraints* more : constraints_of(all)) {
    least = std::max(least, more->min_length.value_or(0));
    most = std::min(most, more->max_length.value_or(most_text));
    if (more->pattern && !text) text = matching(*more->pattern);
    if (more->format && !text) text = of_format(*more->format);
  }
  least = std::min<std::uint64_t>(least, most);
  if (!text) text = word(least, std::min(most, std::max<std::uint64_t>(least, 1) + 11));
  // A pattern that is not bound to the end leaves room behind what it asks for.
  if (text->size() < least) *text += word(least - text->size(), least - text->size());
  json::write_string(*text, out_);
}

ValueMaker::Rules ValueMaker::rules_of_item(const Rules& all, std::size_t index) const {
  Rules on_item;
  std::optional<RuleId> unevaluated;
  for (const RuleId id : all) {
    const Constraints* const more = constraints(id);
    if (more != nullptr && index < more->prefix_items.size()) {
      on_item.push_back(more->prefix_items[index]);
    } else if (rule(id).items) {
      on_item.push_back(*rule(id).items);
    }
    if (more != nullptr && more->unevaluated_items) unevaluated = more->unevaluated_items;
  }
  if (on_item.empty() && unevaluated) on_item.push_back(*unevaluated);
  return on_item;
}

bool ValueMaker::impossible(const Rules& all) const {
  return std::any_of(all.begin(), all.end(), [this](RuleId id) { return is_impossible(rule(id)); });
}

void ValueMaker::write_array(const Rules& all) {
  std::uint64_t least = 0;
  std::uint64_t most = most_text;
  bool unique = false;
  Rules wanted;  // of elements that must be among them
  for (const Constraints* more : constraints_of(all)) {
    least = std::max(least, more->min_items.value_or(0));
    most = std::min(most, more->max_items.value_or(most_text));
    unique = unique || more->unique_items;
    if (!more->contains) continue;
    const auto count = std::min<std::uint64_t>(more->contains->least, most_steps);
    wanted.insert(wanted.end(), count, more->contains->rule);
  }
  std::uint64_t size = std::max<std::uint64_t>(least, wanted.size());
  if (depth_ <= deep && attempt_ < 20) size += random_.below(4);
  size = std::min({size, std::max(least, most), static_cast<std::uint64_t>(most_steps)});
  std::vector<std::string> seen;
  out_ += '[';
  for (std::size_t i = 0; i < size; ++i) {
    Rules on_item = rules_of_item(all, i);
    if (i >= least && i >= wanted.size() && impossible(on_item)) break;
    if (i + wanted.size() >= size) on_item.push_back(wanted[i + wanted.size() - size]);
    const std::size_t comma = out_.size();
    if (i > 0) out_ += ',';
    const std::size_t begin = out_.size();
    bool again = true;
    for (std::size_t turn = 0; again && turn < tries; ++turn) {
      out_.resize(begin);
      value(on_item);
      again = unique && std::find(seen.begin(), seen.end(), out_.substr(begin)) != seen.end();
    }
    if (again && i >= least) {
      out_.resize(comma);
      break;
    }
    if (unique) seen.push_back(out_.substr(begin));
  }
  out_ += ']';
}

}  // namespace thoth::generation
