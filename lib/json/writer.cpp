// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/writer.hpp"

namespace thoth::json {

Writer::Writer(std::string& out) : pool_(memory_.data(), memory_.size()), stream_(out), engine_(stream_, pool_) {}

Writer& Writer::begin_object() {
  engine_.StartObject();
  return *this;
}

Writer& Writer::end_object() {
  engine_.EndObject();
  return *this;
}

Writer& Writer::begin_array() {
  engine_.StartArray();
  return *this;
}

Writer& Writer::end_array() {
  engine_.EndArray();
  return *this;
}

Writer& Writer::key(std::string_view name) {
  return string(name);
}

Writer& Writer::break_line() {
  stream_.break_line();
  return *this;
}

// RapidJSON's own String() writes \u001F where canonical JSON has \u001f.
Writer& Writer::string(std::string_view text) {
  engine_.separate(rapidjson::kStringType);
  write_string(text, stream_.text());
  return *this;
}

// RapidJSON's own RawValue() copies byte by byte.
Writer& Writer::raw(std::string_view text) {
  engine_.separate(rapidjson::kObjectType);
  stream_.text().append(text);
  return *this;
}

Writer& Writer::node(const Node& node) {
  engine_.separate(node.kind == Kind::string ? rapidjson::kStringType : rapidjson::kObjectType);
  write(node, stream_.text());
  return *this;
}

Writer& Writer::integer(std::int64_t number) {
  engine_.Int64(number);
  return *this;
}

Writer& Writer::unsigned_integer(std::uint64_t number) {
  engine_.Uint64(number);
  return *this;
}

Writer& Writer::boolean(bool truth) {
  engine_.Bool(truth);
  return *this;
}

Writer& Writer::null() {
  engine_.Null();
  return *this;
}

}  // namespace thoth::json
