// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/arena.hpp"
#include "json/duplicate_names.hpp"
#include "json/fault.hpp"
#include "json/scanner.hpp"
#include "thoth/json.hpp"

namespace thoth::json {

/// How much of a text is to be one value: all of it, or its start.
enum class Extent : bool { prefix, whole };

/// The implementation of json::parse, for callers that read many texts: its memory is reused. Iterative: what a
/// recursive reader has on its stack is in open_, and the elements of the containers that are still open are stacked in
/// items_ and members_ until their container closes.
class Parser {
 public:
  /// What reading gave; the tree lives until the next call. As Parsed.
  struct Tree {
    const Node* root = nullptr;  ///< null if nothing was read before an error
    bool cut_off = false;        ///< an error ended it
    std::size_t end = 0;
    std::size_t token = 0;  ///< offset of the token that could not be read, if an error ended it
    Violations violations;
  };

  Parser();
  [[nodiscard]] Tree& read(std::string_view text, Extent extent, Detail detail = Detail::full);
  /// What read() gave, with a memory of its own.
  [[nodiscard]] Parsed release();

 private:
  enum class Next : std::uint8_t { value, first_item, first_name, end_of_value, done, failed };

  struct Open {
    Kind kind;
    std::size_t first;  // of its elements in items_ or members_
    const char* begin;
  };

  void start(std::string_view text);
  Next step(Next next);
  Next value(Flaw otherwise);
  Next string();
  Next number();
  Next word(std::string_view word, Kind kind, bool truth);
  Next scalar(const char* end, Kind kind);
  Next open(Kind kind);
  Next item(Flaw otherwise);
  Next name(Flaw otherwise);
  [[nodiscard]] bool plain_members(Flaw& otherwise);
  Next end_of_value();
  Next close();
  Next fail(Flaw flaw, const char* at);
  Next fail_token() { return fail(scanner_.fault().flaw, scanner_.fault().at); }

  [[nodiscard]] std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - text_.data()); }
  [[nodiscard]] Node& slot();
  [[nodiscard]] std::string_view decoded(const char* begin, const char* end, bool escaped);
  [[nodiscard]] std::string pointer_to(std::size_t depth);
  [[nodiscard]] Violation diagnosis(const Fault& fault) const;
  void check_names(std::span<const Member> members, std::size_t depth);
  void report_repeated(std::span<const Member> members, const std::vector<std::size_t>& repeated, std::size_t depth);
  void check_open_objects();
  void close_cut_off();
  void close_root(const Open& closed);
  void find_places();

  std::string_view text_;
  Scanner scanner_{{}};
  const char* at_ = nullptr;
  Detail detail_ = Detail::full;
  std::unique_ptr<Document::Arena> arena_;
  Node root_;
  Node* scalar_ = nullptr;  // where a scalar value goes: the last one that was added
  std::vector<Open> open_;
  std::vector<Node> items_;
  std::vector<Member> members_;
  std::vector<std::string_view> names_;
  std::vector<std::size_t> after_;  // for pointer_to
  std::string scratch_;
  DuplicateNames duplicates_;
  Tree tree_;
};

}  // namespace thoth::json
