// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "contract/constraints.hpp"
#include "json_schema/discriminator.hpp"
#include "json_schema/documents.hpp"
#include "json_schema/polymorphism.hpp"
#include "thoth/schema.hpp"

namespace thoth::json_schema {

/// Makes one Schema of a document and all that it refers to.
class Compiler {
 public:
  /// `discriminators`: of the AsyncAPI document that the schemas are of; null: they are plain JSON Schema, where a
  /// discriminator is no keyword, and what inherits from its own alternatives is a cycle.
  explicit Compiler(Documents& documents, Discriminators* discriminators = nullptr)
      : documents_(documents), discriminators_(discriminators) {}

  /// The Schema of the messages of a topic. Errors: usage (a broken schema, with its place; a reference that leads
  /// nowhere, or to itself).
  Result<SchemaPtr> compile(const Resource& root, std::string topic);
  /// The same for messages that must satisfy one of the alternatives, which are at `at`; none: they may be anything.
  /// `heading` says what topic they are of, and what of it.
  Result<SchemaPtr> compile_any(Schema heading, const Spot& at, const std::vector<Spot>& alternatives);
  /// The same where an alternative is that all of several schemas hold.
  Result<SchemaPtr> compile_any_of_all(Schema heading, const Spot& at,
                                       const std::vector<std::vector<Spot>>& alternatives);

 private:
  /// A rule in the making.
  struct Making {
    RuleId id = 0;
    Spot spot;
    Rule rule;
    Constraints constraints;
    bool constrained = false;          // whether the rule needs its constraints
    std::optional<RuleId> stands_for;  // where it is a reference and nothing else
    std::vector<std::string> required;
  };
  using Handler = Result<void> (Compiler::*)(Making&, const json::Member&);
  struct Keyword;

  // Keywords: what each says, taken down in the making. Errors: usage.
  Result<void> read_type(Making& making, const json::Member& keyword);
  Result<void> read_choice(Making& making, const json::Member& keyword);
  Result<void> read_bound(Making& making, const json::Member& keyword);
  Result<void> read_exclusive_bound(Making& making, const json::Member& keyword);
  Result<void> read_multiple_of(Making& making, const json::Member& keyword);
  Result<void> read_size(Making& making, const json::Member& keyword);
  Result<void> read_pattern(Making& making, const json::Member& keyword);
  Result<void> read_format(Making& making, const json::Member& keyword);
  Result<void> read_properties(Making& making, const json::Member& keyword);
  Result<void> read_pattern_properties(Making& making, const json::Member& keyword);
  Result<void> read_required(Making& making, const json::Member& keyword);
  Result<void> read_dependencies(Making& making, const json::Member& keyword);
  Result<void> read_items(Making& making, const json::Member& keyword);
  Result<void> read_additional_items(Making& making, const json::Member& keyword);
  Result<void> read_prefix_items(Making& making, const json::Member& keyword);
  Result<void> read_contains(Making& making, const json::Member& keyword);
  Result<void> read_unique_items(Making& making, const json::Member& keyword);
  Result<void> read_schema(Making& making, const json::Member& keyword);
  Result<void> read_schemas(Making& making, const json::Member& keyword);
  Result<void> read_reference(Making& making, const json::Member& keyword);
  Result<void> read_recursive_reference(Making& making, const json::Member& keyword);
  Result<void> read_dynamic_reference(Making& making, const json::Member& keyword);
  Result<void> read_int64(Making& making, const json::Member& keyword);
  Result<void> read_integer_literal(Making& making, const json::Member& keyword);
  Result<void> read_secret(Making& making, const json::Member& keyword);
  Result<void> read_discriminator(Making& making, const json::Member& keyword);

  static const std::unordered_map<std::string_view, Keyword>& keywords();
  Result<void> make(RuleId id);
  Result<void> make_object(Making& making);
  Result<void> make_all();
  Result<void> finish_all();
  void finish(Making& making);
  /// Whether true and false are schemas: as the draft has it, or because the keyword takes them in every draft.
  enum class Booleans : std::uint8_t { by_draft, taken };
  Result<RuleId> rule_for(const Spot& spot, Booleans booleans = Booleans::by_draft);
  RuleId add_rule(const Spot& spot);
  RuleId rule_of(const Spot& at, std::vector<RuleId> rules, std::vector<RuleId> Constraints::*kind);
  Result<std::vector<RuleId>> rules_under(const Making& making, const json::Member& keyword);
  Result<Pattern> pattern(const Making& making, const json::Node& at, std::string_view text);
  Result<std::vector<std::string>> names(const Making& making, const json::Node& node, std::string_view keyword) const;
  Result<bool> add_dynamic_anchors();
  [[nodiscard]] static std::string example_of(const json::Node& schema);
  void settle_contains();
  void describe_properties();
  void check_defaults();
  [[nodiscard]] const json::Node* annotation(const Spot& property, RuleId rule, std::string_view keyword) const;

  Documents& documents_;
  Discriminators* discriminators_;
  Schema schema_;
  std::vector<Spot> spots_;                        // of each rule
  std::vector<std::optional<RuleId>> stands_for_;  // where a rule is a reference and nothing else
  std::vector<std::shared_ptr<Constraints>> constraints_;
  std::unordered_map<const json::Node*, RuleId> by_node_;
  std::vector<RuleId> to_make_;
  std::vector<Polymorph> polymorphs_;
  std::set<std::string> dynamic_names_;
  std::set<std::pair<std::uint32_t, std::string>> dynamic_anchors_;  // those of the schema
  std::size_t pattern_steps_ = 0;
};

/// What a document that is a schema says of the messages of a topic, but for their rules.
[[nodiscard]] Schema heading_of(const Resource& root, std::string topic);

/// Replaces uses of rules that only refer to another by uses of that other. Cycles must have been refused.
/// `constraints` are those of the rules, which are still in the making.
void skip_references(Schema& schema, const std::vector<std::shared_ptr<Constraints>>& constraints,
                     const std::vector<std::optional<RuleId>>& stands_for);

/// Refuses rules that would validate one value for ever, or far too often, and lets what is secret in one of the rules
/// on a value be secret in all of them. `spots` are the rules' own. Errors: usage.
Result<void> finish_rules(Schema& schema, const std::vector<Spot>& spots);

}  // namespace thoth::json_schema
