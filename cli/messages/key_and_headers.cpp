// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/key_and_headers.hpp"

#include <string_view>

#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

void write_text(std::string_view name, const json::Node& value, json::Writer& out) {
  if (value.kind == json::Kind::null) {
    out.member(name, json::Raw{"null"});
  } else if (value.kind == json::Kind::string) {
    out.member(name, value.text);
  } else {
    std::string text;
    json::write(value, text);
    out.member(name, text);
  }
}

}  // namespace

Result<void> write_key_and_headers(const Schema& type, const Maker& make, json::Writer& out) {
  if (type.key != nullptr) {
    THOTH_TRY_ASSIGN(const std::string made, make(*type.key));
    const json::Parsed key = json::parse(made);
    write_text("key", key.document->root(), out);
  }
  if (type.headers != nullptr) {
    THOTH_TRY_ASSIGN(const std::string made, make(*type.headers));
    const json::Parsed headers = json::parse(made);
    out.key("headers").begin_array();
    for (const json::Member& header : headers.document->root().members) {
      out.begin_object().member("key", header.name);
      write_text("value", header.value, out);
      out.end_object();
    }
    out.end_array();
  }
  return {};
}

}  // namespace thoth::cli
