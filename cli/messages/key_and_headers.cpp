// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/key_and_headers.hpp"

#include <string_view>
#include <utility>

namespace thoth::cli {
namespace {

void write_text(std::string_view name, const std::optional<std::string>& text, json::Writer& out) {
  text ? out.member(name, *text) : out.member(name, nullptr);
}

}  // namespace

std::optional<std::string> text_of(const json::Node& value) {
  if (value.kind == json::Kind::null) return std::nullopt;
  if (value.kind == json::Kind::string) return std::string(value.text);
  std::string text;
  json::write(value, text);
  return text;
}

Headers headers_of(const json::Node& object) {
  Headers headers;
  for (const json::Member& member : object.members) {
    headers.push_back({std::string(member.name), text_of(member.value)});
  }
  return headers;
}

Result<MadeKeyAndHeaders> make_key_and_headers(const Schema& type, const Maker& make) {
  MadeKeyAndHeaders made;
  if (type.key != nullptr) {
    const std::string key = THOTH_TRY(make(*type.key));
    made.key = text_of(json::parse(key).document->root());
  }
  if (type.headers != nullptr) {
    const std::string headers = THOTH_TRY(make(*type.headers));
    made.headers = headers_of(json::parse(headers).document->root());
  }
  return made;
}

void write_key_and_headers(const Schema& type, const MadeKeyAndHeaders& made, json::Writer& out) {
  if (type.key != nullptr) write_text("key", made.key, out);
  if (type.headers == nullptr) return;
  out.key("headers").begin_array();
  for (const Header& header : made.headers) {
    out.begin_object().member("key", header.key);
    write_text("value", header.value, out);
    out.end_object();
  }
  out.end_array();
}

}  // namespace thoth::cli
