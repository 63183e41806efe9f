// SPDX-License-Identifier: GPL-3.0-or-later
// JSON on the fast path and closely: what the walk over a token index takes, the strict reader takes, with the same
// bytes.
#include "fuzz.hpp"
#include "json/parser.hpp"
#include "json/token_index.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {

void run(std::string_view text) {
  const json::Parsed parsed = json::parse(text);
  require((parsed.document != nullptr) != (parsed.cut_off != nullptr) || parsed.document == nullptr,
          "a text is read, or cut off");
  if (parsed.document && parsed.violations.empty()) {
    std::string once;
    json::write(parsed.document->root(), once);
    const json::Parsed again = json::parse(once);
    require(again.document && again.violations.empty(), "canonical text is JSON");
    std::string twice;
    json::write(again.document->root(), twice);
    require(once == twice, "canonical text stays as it is");
  }
  const json::Parsed prefix = json::parse_prefix(text);
  require(prefix.end <= text.size(), "a value ends within its text");
  const json::TextFrame framed = json::frame_text(text);
  json::Parser parser;
  const json::Parser::Tree& tree = parser.read(text, json::Extent::prefix, Detail::count);
  if (tree.cut_off && tree.root != nullptr && !text.empty() && (text.front() == '{' || text.front() == '[')) {
    const json::TextFrame resumed = json::frame_text(text, *tree.root, tree.token);
    require(resumed.state == framed.state && resumed.size == framed.size,
            "brackets are followed from an error on as from the start");
  }
  const std::string value(text.substr(0, framed.state == json::Frame::State::complete ? framed.size : 0));
  if (value.empty()) return;
  json::TokenIndex index;
  const json::Text indexed = json::index_value(value, index);
  MessageValidator on_fast_path;
  MessageValidator strictly;
  same(on_fast_path.validate_untyped(indexed), strictly.validate_untyped({value, nullptr, nullptr, nullptr}));
}

}  // namespace thoth::fuzz
