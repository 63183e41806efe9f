// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/builder.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "base/utf8.hpp"
#include "json/describe.hpp"
#include "json/describe_token.hpp"
#include "yaml/scalar.hpp"

namespace thoth::yaml {
namespace {

std::size_t offset(const YAML::Mark& mark) {
  return mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos);
}

[[noreturn]] void refuse(std::size_t at, std::string reason, std::string advice = {}) {
  throw Fault{at, std::move(reason), std::move(advice)};
}

/// yaml-cpp calls a plain scalar's tag "?", and a quoted one's "!".
void refuse_tag(std::size_t at, const std::string& tag) {
  if (tag.empty() || tag == "?" || tag == "!") return;
  refuse(at, "it has the tag " + json::quote(tag), "JSON has no tags: leave it out, or put a string into quotes");
}

/// yaml-cpp gives the escapes \N (U+0085) and \_ (U+00A0) as one byte, which is not UTF-8; all else is.
std::string as_utf8(const std::string& value) {
  std::string text;
  for (std::string_view rest = value; !rest.empty();) {
    const std::size_t size = utf8::length(rest.data(), rest.data() + rest.size());
    if (size == 0) {
      utf8::append(static_cast<unsigned char>(rest.front()), text);
    } else {
      text += rest.substr(0, size);
    }
    rest.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

constexpr const char* only_strings = "a key is a string here: put it into quotes";

}  // namespace

std::unique_ptr<json::Document> Builder::release() {
  if (!started_) return nullptr;
  return std::make_unique<json::Document>(std::move(arena_), root_.node);
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  if (started_) refuse(offset(mark), "a second document begins here", "put it into a file of its own");
  started_ = true;
}

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Built built;
  built.node.begin = offset(mark);
  built.node.end = built.node.begin;
  put(built, anchor);
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto known = anchors_.find(anchor);
  if (known == anchors_.end()) refuse(offset(mark), "this alias is inside the value that it refers to");
  Built built = known->second;
  aliased_ += built.weight;
  if (aliased_ > max_aliased) {
    refuse(offset(mark), "the aliases up to here expand to more than " + std::to_string(max_aliased) + " values",
           "use $ref instead");
  }
  if (open_.size() + built.height > max_depth) {
    refuse(offset(mark), "with this alias expanded, it is nested deeper than " + std::to_string(max_depth));
  }
  built.node = copy(built.node);
  put(built, 0);
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& value) {
  const std::size_t at = offset(mark);
  refuse_tag(at, tag);
  const bool awaits_key = !open_.empty() && open_.back().built.node.kind == json::Kind::object && !open_.back().has_key;
  if (awaits_key && tag == "?" && value == "<<") {
    refuse(at, "this is a merge key, which YAML 1.2 does not have",
           "use $ref or allOf; a member of that name is \"<<\"");
  }
  put(scalar(at, tag, as_utf8(value)), anchor);
}

Builder::Built Builder::scalar(std::size_t at, const std::string& tag, const std::string& value) {
  Built built;
  json::Node& node = built.node;
  node.begin = at;
  node.end = at + value.size();
  // A plain scalar that is empty comes with OnNull.
  Resolved resolved = tag == "?" ? resolve(value) : Resolved{};
  switch (resolved.scalar) {
    case Scalar::null:
      break;
    case Scalar::true_value:
    case Scalar::false_value:
      node.kind = json::Kind::boolean;
      node.truth = resolved.scalar == Scalar::true_value;
      break;
    case Scalar::number:
      node.kind = json::Kind::number;
      node.text = kept(resolved.number);
      break;
    case Scalar::not_finite:
      refuse(at, value + " is a number that JSON does not have", "put it into quotes if a string is meant");
    case Scalar::string:
      node.kind = json::Kind::string;
      node.text = kept(value);
      break;
  }
  built.weight += node.text.size() / 32;
  return built;
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value /*style*/) {
  open(mark, tag, anchor, json::Kind::array);
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) {
  open(mark, tag, anchor, json::Kind::object);
}

void Builder::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, json::Kind kind) {
  refuse_tag(offset(mark), tag);
  if (open_.size() + 1 > max_depth) {
    refuse(offset(mark), "it is nested deeper than " + std::to_string(max_depth));
  }
  Open opened;
  opened.built.node.kind = kind;
  opened.built.node.begin = offset(mark);
  opened.anchor = anchor;
  open_.push_back(std::move(opened));
}

void Builder::close() {
  Open closed = std::move(open_.back());
  open_.pop_back();
  json::Node& node = closed.built.node;
  if (node.kind == json::Kind::array) {
    node.items = kept(closed.items);
  } else {
    check_names(closed);
    node.members = kept(closed.members);
  }
  node.end = node.begin + 1;
  put(closed.built, closed.anchor);
}

void Builder::put(Built built, YAML::anchor_t anchor) {
  if (anchor != 0) anchors_.insert_or_assign(anchor, built);
  if (open_.empty()) {
    root_ = built;
    return;
  }
  Open& within = open_.back();
  within.built.weight += built.weight;
  within.built.height = std::max(within.built.height, built.height + 1);
  if (within.built.node.kind == json::Kind::array) {
    within.items.push_back(built.node);
  } else if (!within.has_key) {
    put_key(within, built.node);
  } else {
    within.members.back().value = built.node;
    within.has_key = false;
  }
}

void Builder::put_key(Open& map, const json::Node& node) {
  if (node.kind != json::Kind::string) refuse(node.begin, "a key is " + json::describe(node), only_strings);
  json::Member member;
  member.name = node.text;
  member.begin = node.begin;
  map.members.push_back(member);
  map.has_key = true;
}

void Builder::check_names(const Open& map) {
  std::vector<std::string_view> names;
  names.reserve(map.members.size());
  for (const json::Member& member : map.members) names.push_back(member.name);
  const auto repeated = duplicates_.all(names);
  if (repeated.empty()) return;
  const json::Member& first = map.members[repeated.front()];
  refuse(first.begin, "the key " + json::quote(first.name) + " is defined twice");
}

// Recursion is bounded by max_depth. Copies, for each value of a document stands in one place.
json::Node Builder::copy(const json::Node& node) {
  json::Node copied = node;
  std::vector<json::Node> items;
  for (const json::Node& item : node.items) items.push_back(copy(item));
  std::vector<json::Member> members;
  for (const json::Member& member : node.members) members.push_back({member.name, member.begin, copy(member.value)});
  copied.items = kept(items);
  copied.members = kept(members);
  return copied;
}

std::string_view Builder::kept(std::string_view text) {
  if (text.empty()) return {};
  char* const own = arena_->allocate<char>(text.size());
  std::memcpy(own, text.data(), text.size());
  return {own, text.size()};
}

template <class T>
std::span<T> Builder::kept(const std::vector<T>& all) {
  if (all.empty()) return {};
  T* const own = arena_->allocate<T>(all.size());
  std::uninitialized_copy(all.begin(), all.end(), own);
  return {own, all.size()};
}

}  // namespace thoth::yaml
