// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/value_reader.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace thoth::detail {
namespace {

template <class T>
T& at(void* value) {
  return *static_cast<T*>(value);
}

std::int64_t integer_of(const json::Node& node) {
  std::int64_t value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  return value;
}

json::Object object_of(const json::Node& node) {
  std::string text;
  json::write(node, text);
  return json::Object::from_canonical(std::move(text));
}

void read_booleans(const json::Node& node, std::vector<bool>& values) {
  values.clear();
  for (const json::Node& item : node.items) values.push_back(item.truth);
}

}  // namespace

void ValueReader::read_value(const json::Node& node, const ValueType& type, void* value) const {
  switch (type.kind) {
    case ValueKind::string:
      at<std::string>(value) = node.text;
      return;
    case ValueKind::integer:
      at<std::int64_t>(value) = integer_of(node);
      return;
    case ValueKind::boolean:
      at<bool>(value) = node.truth;
      return;
    case ValueKind::object:
      at<json::Object>(value) = object_of(node);
      return;
    case ValueKind::structure:
      return read_struct(node, type.structure(), value);
    case ValueKind::booleans:
      return read_booleans(node, at<std::vector<bool>>(value));
    case ValueKind::array:
      type.sequence.clear(value);
      for (const json::Node& item : node.items) read_value(item, type.inner(), type.sequence.add(value));
      return;
    case ValueKind::optional:
      type.sequence.clear(value);
      if (node.kind != json::Kind::null) read_value(node, type.inner(), type.sequence.add(value));
      return;
  }
}

void ValueReader::read_field(const json::Node& node, const Field& field, void* object) const {
  const Field::Access& access = field.access();
  // The object is not const, so its members are not, either.
  void* const value = const_cast<void*>(access.reach(object));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const json::Node* const found = node.find(field.name());
  if (access.absent == Absent::version) {
    at<std::optional<std::string>>(value) = found != nullptr ? found->text : version_;
  } else if (found != nullptr) {
    read_value(*found, access.type(), value);
  }
}

void ValueReader::read_struct(const json::Node& node, const StructType& type, void* object) const {
  for (const Field& field : type.common) read_field(node, field, object);
  for (const Field& field : type.own) read_field(node, field, object);
}

}  // namespace thoth::detail
