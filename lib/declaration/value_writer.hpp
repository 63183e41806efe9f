// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "declaration/encoder.hpp"
#include "thoth/struct_type.hpp"

namespace thoth::detail {

/// Writes the value of that type that `value` points to.
void write_value(Encoder& encoder, const ValueType& type, const void* value);
/// The same of a struct.
void write_struct(Encoder& encoder, const StructType& type, const void* object);

}  // namespace thoth::detail
