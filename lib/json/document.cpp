// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "json/arena.hpp"
#include "json/same_text.hpp"
#include "thoth/json.hpp"

namespace thoth::json {

const Node* Node::find(std::string_view name) const {
  for (const auto& member : members) {
    if (same_text(member.name, name)) return &member.value;
  }
  return nullptr;
}

Document::Document(std::unique_ptr<Arena> arena, Node root) : arena_(std::move(arena)), root_(root) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

}  // namespace thoth::json
