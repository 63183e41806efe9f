// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "json/lazy_tree.hpp"
#include "reading/shown_value.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::cli {

/// What a template's tokens are filled from.
struct TemplateView {
  const kafka::Record& record;
  std::uint64_t number = 0;               ///< of the record, from 1
  std::string_view value;                 ///< as it may be shown
  json::LazyTree& contents;               ///< the same, as JSON
  const thoth::Header* header = nullptr;  ///< the one that %h{…} is at
};

/// A record's layout, as rpk defines its tokens: %t %T %k %K %v %V %h{…} %H %p %o %d %i %% %{ %}, with the modifiers of
/// text ({hex}, {base64}, {base64raw}, {unpack[…]}), of numbers ({hex8}, {big32}, …) and of times ({strftime[…]});
/// %v{/pointer} is what a JSON pointer finds in the value. Escapes are \n \r \t \\ and \xNN. Nothing is added after a
/// record.
class RecordTemplate {
 public:
  using Piece = std::function<void(const TemplateView&, std::string&)>;

  /// Errors: usage (an unknown token, modifier or escape, and where).
  static Result<RecordTemplate> parse(const std::string& text);

  /// Appends the record, the `number`th. `contents` is of its value as it may be shown, and is parsed only if a token
  /// asks for a part of it.
  void append(const kafka::Record& record, std::uint64_t number, const ShownValue& shown, json::LazyTree& contents,
              std::string& out) const;

 private:
  std::vector<Piece> pieces_;
};

}  // namespace thoth::cli
