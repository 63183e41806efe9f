// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "thoth/json.hpp"
#include "thoth/struct_type.hpp"

namespace thoth::detail {

/// Moves valid values into the members of structs.
class ValueReader {
 public:
  /// `version` is a message's where it names none.
  explicit ValueReader(std::string_view version) : version_(version) {}

  /// Fills in a blank struct.
  void read_struct(const json::Node& node, const StructType& type, void* object) const;

 private:
  void read_field(const json::Node& node, const Field& field, void* object) const;
  void read_value(const json::Node& node, const ValueType& type, void* value) const;

  std::string_view version_;
};

}  // namespace thoth::detail
