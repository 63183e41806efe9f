// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/same_schema.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value_key.hpp"
#include "json_schema/keyword.hpp"

namespace thoth::json_schema {
namespace {

using json::Kind;
using json::Node;
using MembersByName = std::map<std::string_view, const json::Member*>;

/// Two schemas of as many parts, all different from each other, take a second.
constexpr std::size_t max_pairs = 100'000;

/// What says nothing of a value.
bool only_describes(std::string_view keyword) {
  return keyword == "title" || keyword == "description" || keyword == "$comment" || keyword == "example" ||
         keyword == "examples" || keyword == "deprecated" || keyword == "externalDocs" || keyword == "$id" ||
         keyword == "$schema" || keyword.starts_with("x-parser-");
}

bool is_unordered(std::string_view keyword) {
  return keyword == "required" || keyword == "enum" || keyword == "type";
}

/// Whether a keyword says the same in both dialects. Those before draft 7 know fewer of them.
bool is_read_alike(const json::Member& keyword, const Dialect& left, const Dialect& right) {
  if (left == right) return true;
  if (left.left_out != right.left_out || std::min(left.draft, right.draft) < Draft::draft_7) return false;
  if (keyword.name == "items") return keyword.value.kind != Kind::array;
  for (const std::string_view other : {"$dynamicRef", "$recursiveRef", "minContains", "maxContains",
                                       "dependentRequired", "exclusiveMinimum", "exclusiveMaximum"}) {
    if (keyword.name == other) return false;
  }
  return holds(keyword.name, left.draft) == holds(keyword.name, right.draft);
}

bool refers(const Spot& spot) {
  return spot.node->kind == Kind::object && spot.node->find("$ref") != nullptr;
}

MembersByName saying(const Spot& spot) {
  MembersByName members;
  const bool hides = spot.resource->dialect.draft <= Draft::draft_7 && refers(spot);
  for (const json::Member& member : spot.node->members) {
    if (!only_describes(member.name) && (!hides || member.name == "$ref")) members.emplace(member.name, &member);
  }
  return members;
}

std::string key_of(const Node& value, bool unordered) {
  std::string key;
  if (!unordered || value.kind != Kind::array) {
    json::append_value_key(value, key);
    return key;
  }
  std::set<std::string> keys;
  for (const Node& item : value.items) {
    std::string one;
    json::append_value_key(item, one);
    keys.insert(std::move(one));
  }
  for (const std::string& one : keys) key += one + '\n';
  return key;
}

/// Compares without recursion: references may lead on for as long as a file is.
class Comparing {
 public:
  explicit Comparing(Documents& documents) : documents_(documents) {}

  bool run(const Spot& left, const Spot& right) {
    add(left, right);
    while (!open_.empty()) {
      auto [one, other] = std::move(open_.back());
      open_.pop_back();
      if (seen_.size() > max_pairs || !compare(std::move(one), std::move(other))) return false;
    }
    return true;
  }

 private:
  void add(Spot left, Spot right) {
    if (left.node == right.node || !seen_.emplace(left.node, right.node).second) return;
    open_.emplace_back(std::move(left), std::move(right));
  }

  bool compare(Spot left, Spot right) {
    left.resource = documents_.resource_of(left);
    right.resource = documents_.resource_of(right);
    const MembersByName ours = saying(left);
    const MembersByName theirs = saying(right);
    const bool only_left_refers = refers(left) && !refers(right);
    if (only_left_refers || (refers(right) && !refers(left))) {
      const bool is_alone = (only_left_refers ? ours : theirs).size() == 1;
      return is_alone && (only_left_refers ? follow(left, right) : follow(right, left));
    }
    if (left.node->kind != right.node->kind || ours.size() != theirs.size()) return false;
    if (left.node->kind != Kind::object) return key_of(*left.node, false) == key_of(*right.node, false);
    return std::equal(ours.begin(), ours.end(), theirs.begin(), [&](const auto& one, const auto& other) {
      return one.first == other.first && compare_keyword(left, *one.second, right, *other.second);
    });
  }

  bool follow(const Spot& from, const Spot& other) {
    const auto target = documents_.resolve(from, *from.node->find("$ref"));
    if (target) add(target->spot, other);
    return target.has_value();
  }

  bool compare_keyword(const Spot& left, const json::Member& ours, const Spot& right, const json::Member& theirs) {
    if (!is_read_alike(ours, left.resource->dialect, right.resource->dialect)) return false;
    if (ours.name == "$ref") {
      const auto one = documents_.resolve(left, ours.value);
      const auto other = documents_.resolve(right, theirs.value);
      if (one && other) add(one->spot, other->spot);
      return one && other;
    }
    const auto kind = holds(ours.name, left.resource->dialect.draft);
    if (!kind) return key_of(ours.value, is_unordered(ours.name)) == key_of(theirs.value, is_unordered(ours.name));
    const bool by_name = *kind == Holds::schemas_by_name || *kind == Holds::schemas_or_names;
    return compare_part(step(left, ours), step(right, theirs), by_name);
  }

  /// The value of a keyword: a schema, an array of them, or an object of them.
  bool compare_part(const Spot& left, const Spot& right, bool by_name) {
    if (left.node->kind != right.node->kind) return false;
    if (left.node->kind == Kind::array) return compare_items(left, right);
    if (!by_name || left.node->kind != Kind::object) {
      add(left, right);
      return true;
    }
    const auto& members = left.node->members;
    if (members.size() != right.node->members.size()) return false;
    return std::all_of(members.begin(), members.end(), [&](const json::Member& member) {
      const auto& others = right.node->members;
      const auto other = std::find_if(others.begin(), others.end(),
                                      [&member](const json::Member& one) { return one.name == member.name; });
      return other != others.end() && compare_part(step(left, member), step(right, *other), false);
    });
  }

  bool compare_items(const Spot& left, const Spot& right) {
    if (left.node->items.size() != right.node->items.size()) return false;
    for (std::size_t i = 0; i < left.node->items.size(); ++i) add(step(left, i), step(right, i));
    return true;
  }

  Documents& documents_;
  std::vector<std::pair<Spot, Spot>> open_;
  std::set<std::pair<const Node*, const Node*>> seen_;
};

}  // namespace

bool is_same_schema(const Spot& left, const Spot& right, Documents& documents) {
  return Comparing(documents).run(left, right);
}

}  // namespace thoth::json_schema
