// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/parts.hpp"

namespace thoth::comparison {
namespace {

const Schema& or_anything(const SchemaPtr& schema) {
  static const Schema anything = [] {
    Schema made;
    made.origin = Origin::user_defined;
    made.secrets = Secret::no;
    made.rules.resize(1);
    made.rules.front().types = any_type;
    made.rules.front().integers = Integers::by_value;
    return made;
  }();
  return schema != nullptr ? *schema : anything;
}

}  // namespace

std::vector<Part> parts_of(const Schema& before, const Schema& after) {
  std::vector<Part> parts{{"", before, after}};
  if (before.key != nullptr || after.key != nullptr) {
    parts.push_back({"#key", or_anything(before.key), or_anything(after.key)});
  }
  if (before.headers != nullptr || after.headers != nullptr) {
    parts.push_back({"#headers", or_anything(before.headers), or_anything(after.headers)});
  }
  return parts;
}

}  // namespace thoth::comparison
