// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/value_writer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace thoth::detail {
namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

void write_array(Encoder& encoder, const ValueType& type, const void* values) {
  const Sequence& elements = type.sequence;
  encoder.begin_array();
  for (std::size_t i = 0; i < elements.size(values); ++i) {
    encoder.item();
    write_value(encoder, type.inner(), elements.at(values, i));
  }
  encoder.end_array();
}

void write_booleans(Encoder& encoder, const std::vector<bool>& values) {
  encoder.begin_array();
  for (const bool value : values) {
    encoder.item();
    encoder.boolean(value);
  }
  encoder.end_array();
}

void write_field(Encoder& encoder, const Field& field, const void* object) {
  const Field::Access& access = field.access();
  const void* const value = access.reach(object);
  encoder.member(field.name());
  if (access.absent != Absent::version) return write_value(encoder, access.type(), value);
  const auto& version = as<std::optional<std::string>>(value);
  encoder.string(version ? std::string_view(*version) : encoder.version());
}

}  // namespace

void write_value(Encoder& encoder, const ValueType& type, const void* value) {
  switch (type.kind) {
    case ValueKind::string:
      return encoder.string(as<std::string>(value));
    case ValueKind::integer:
      return encoder.integer(as<std::int64_t>(value));
    case ValueKind::boolean:
      return encoder.boolean(as<bool>(value));
    case ValueKind::object:
      return encoder.object(as<json::Object>(value));
    case ValueKind::structure:
      return write_struct(encoder, type.structure(), value);
    case ValueKind::array:
      return write_array(encoder, type, value);
    case ValueKind::booleans:
      return write_booleans(encoder, as<std::vector<bool>>(value));
    case ValueKind::optional:
      if (type.sequence.size(value) == 0) return encoder.null();
      return write_value(encoder, type.inner(), type.sequence.at(value, 0));
  }
}

void write_struct(Encoder& encoder, const StructType& type, const void* object) {
  encoder.begin_object();
  for (const Field& field : type.common) write_field(encoder, field, object);
  for (const Field& field : type.own) write_field(encoder, field, object);
  encoder.end_object();
}

}  // namespace thoth::detail
