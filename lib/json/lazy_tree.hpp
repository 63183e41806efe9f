// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "json/parser.hpp"

namespace thoth::json {

/// A text that is parsed at most once, when its tree is first asked for. Memory is used again from text to text.
class LazyTree {
 public:
  LazyTree() = default;
  explicit LazyTree(std::string_view text) : text_(text) {}
  LazyTree(const LazyTree&) = delete;  // the tree lies within
  LazyTree(LazyTree&&) = delete;
  LazyTree& operator=(const LazyTree&) = delete;
  LazyTree& operator=(LazyTree&&) = delete;
  ~LazyTree() = default;

  /// Goes on to another text, which must outlive what is read of it.
  void reset(std::string_view text) {
    text_ = text;
    tree_ = nullptr;
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  /// What parsing gave, with all that is wrong with the text; valid until the next reset.
  [[nodiscard]] const Parser::Tree& tree() {
    if (tree_ == nullptr) tree_ = &parser_.read(text_, Extent::whole);
    return *tree_;
  }
  /// The value; null if anything is wrong with the text.
  [[nodiscard]] const Node* root() { return tree().violations.empty() ? tree().root : nullptr; }

 private:
  std::string_view text_;
  Parser parser_;
  const Parser::Tree* tree_ = nullptr;
};

}  // namespace thoth::json
