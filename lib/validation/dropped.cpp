// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/dropped.hpp"

#include "validation/declared.hpp"

namespace thoth {
namespace {

/// Recursion is bounded: a document is at most json::max_depth deep.
void find(const Schema& schema, const Rule& rule, const json::Node& node, std::vector<DroppedMember>& dropped) {
  if (node.kind == json::Kind::array && rule.items) {
    for (const json::Node& item : node.items) find(schema, schema.rules[*rule.items], item, dropped);
  }
  if (node.kind != json::Kind::object || rule.is_free_form()) return;
  Declared declared(rule);
  for (const json::Member& member : node.members) {
    const std::size_t index = declared.find(member.name);
    if (index != rule.properties.size()) {
      find(schema, schema.rules[rule.properties[index].rule], member.value, dropped);
    } else if (rule.undeclared == Undeclared::drop) {
      dropped.push_back({&rule, member.name});
    }
  }
}

}  // namespace

void find_dropped(const Schema& schema, const json::Node& value, std::vector<DroppedMember>& dropped) {
  if (schema.origin == Origin::declared) find(schema, schema.root(), value, dropped);
}

}  // namespace thoth
