// SPDX-License-Identifier: GPL-3.0-or-later
// YAML: it is refused with a place within the text, or its tree is one that JSON can hold, with places within the text.
#include "fuzz.hpp"
#include "thoth/json.hpp"
#include "yaml/read.hpp"

namespace thoth::fuzz {
namespace {

void check_places(const json::Node& node, std::size_t size) {
  require(node.begin <= size, "a value's place is within the text");
  for (const json::Node& item : node.items) check_places(item, size);
  for (const json::Member& member : node.members) {
    require(member.begin <= size, "a name's place is within the text");
    check_places(member.value, size);
  }
}

}  // namespace

void run(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) return;
  const auto document = yaml::read(text);
  if (!document) {
    require(document.error().at <= text.size(), "a fault's place is within the text");
    require(!document.error().reason.empty(), "what is refused has a reason");
    return;
  }
  check_places((*document)->root(), text.size());
  std::string written;
  json::write((*document)->root(), written);
  const json::Parsed parsed = json::parse(written);
  require(parsed.violations.empty(), "what YAML holds is JSON");
  std::string again;
  json::write(parsed.document->root(), again);
  require(again == written, "what YAML holds is canonical JSON");
}

}  // namespace thoth::fuzz
