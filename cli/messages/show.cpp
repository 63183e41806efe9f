// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/show.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "base/terminal_text.hpp"
#include "json/pretty.hpp"
#include "json_schema/member_rows.hpp"
#include "messages/choice.hpp"
#include "output/table.hpp"
#include "program/context.hpp"

namespace thoth::cli {
namespace {

void write_types(const Rule& rule, json::Writer& out) {
  out.key("types").begin_array();
  for (const auto& [type, name] : type_names) {
    if (rule.types.has(type)) out.value(name);
  }
  out.end_array();
}

/// A type as JSON.
class TypeWriter {
 public:
  TypeWriter(const Schema& schema, json::Writer& out) : schema_(schema), expansion_(schema), out_(out) {}

  void write_root() { write_members(expansion_.members(schema_.root()), 1); }

  /// The key, or the headers: types, and members.
  void write_part(std::string_view name) {
    out_.key(name).begin_object().member("description", schema_.description);
    write_rule(schema_.root(), 1);
    out_.end_object();
  }

 private:
  /// `level`: how many members, and elements, the value is within, and itself.
  void write_members(const std::vector<ShownMember>& members, std::size_t level) {
    out_.key("members").begin_array();
    for (const ShownMember& member : members) {
      const Property* const property = member.property;
      out_.begin_object().member("name", property->name);
      write_rule(schema_.rules[property->rule], level + 1);
      out_.member("required", property->presence == Presence::required);
      if (property->presence == Presence::defaulted) out_.member("default", json::Raw{property->default_json});
      out_.member("secret", property->secret == Secret::yes).member("description", property->description);
      if (!member.chosen_for.empty()) write_condition(member);
      out_.end_object();
    }
    out_.end_array();
  }

  /// The values of the discriminator that the member belongs to.
  void write_condition(const ShownMember& member) {
    out_.key("for").begin_object().key(member.chosen_by).begin_array();
    for (const std::string_view value : member.chosen_for) out_.value(value);
    out_.end_array().end_object();
  }

  /// Types of a value, and what it is made of.
  void write_rule(const Rule& rule, std::size_t level) {
    write_types(rule, out_);
    if (level > max_shown_levels) {
      if (rule.items || !expansion_.members(rule).empty()) out_.member("truncated", true);
      return;
    }
    // Elements that hold elements of their own kind end here.
    if (rule.items && open_.insert(&rule).second) {
      out_.key("items").begin_object();
      write_rule(schema_.rules[*rule.items], level + 1);
      out_.end_object();
      open_.erase(&rule);
    }
    const std::vector<ShownMember> members = expansion_.members(rule);
    if (!members.empty()) write_members(members, level);
  }

  const Schema& schema_;
  MemberExpansion expansion_;
  std::set<const Rule*> open_;
  json::Writer& out_;
};

std::string shown_as_json(const Schema& schema) {
  std::string text;
  json::Writer out(text);
  out.begin_object();
  write_heading(schema, out);
  TypeWriter(schema, out).write_root();
  if (schema.key != nullptr) TypeWriter(*schema.key, out).write_part("key");
  if (schema.headers != nullptr) TypeWriter(*schema.headers, out).write_part("headers");
  out.end_object();
  std::string pretty;
  json::append_pretty_safely(text, 0, pretty, json::Colours::no);
  return pretty + '\n';
}

std::string shown_as_text(const Schema& schema) {
  std::vector<std::vector<std::string>> rows = member_rows(schema);
  for (std::vector<std::string>& row : rows) row.back() = folded_line(row.back());
  rows.insert(rows.begin(), {"MEMBER", "TYPE", "PRESENCE", "DESCRIPTION"});
  std::string heading =
      terminal_line(schema.topic.empty() ? schema.channel + " (channel without a topic)" : schema.topic);
  if (!schema.version.empty()) heading += ' ' + terminal_line(schema.version);
  if (!schema.description.empty()) heading += '\n' + terminal_lines(schema.description);
  if (!schema.documents.empty()) {
    heading += '\n' + terminal_line(fmt::format("Must satisfy one of: {}", fmt::join(schema.documents, ", ")));
  }
  return fmt::format("{}\n\n{}", heading, table(rows, standard_output_width()));
}

}  // namespace

void write_heading(const Schema& schema, json::Writer& out) {
  out.member("topic_name", json::null_if_empty(schema.topic)).member("version", schema.version);
  out.member("description", schema.description);
  if (!schema.channel.empty()) out.member("channel", schema.channel);
  if (schema.documents.empty()) return;
  out.key("documents").begin_array();
  for (const std::string& document : schema.documents) out.value(document);
  out.end_array();
}

Result<ExitCode> run_messages_show(const MessagesOptions& options, Context& context) {
  const std::vector<const Schema*> schemas =
      THOTH_TRY(chosen_types(options, context.types, "messages show", Topicless::chosen));
  const char* separator = "";
  for (const Schema* schema : schemas) {
    if (options.format == ListFormat::json) {
      THOTH_TRY(context.page(shown_as_json(*schema)));
      continue;
    }
    THOTH_TRY(context.page(separator + shown_as_text(*schema)));
    separator = "\n";
  }
  return ExitCode::ok;
}

}  // namespace thoth::cli
