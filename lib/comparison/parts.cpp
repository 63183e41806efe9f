// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/parts.hpp"

namespace thoth::comparison {
namespace {

Schema of_types(TypeSet types) {
  Schema made;
  made.origin = Origin::user_defined;
  made.secrets = Secret::no;
  made.rules.resize(1);
  made.rules.front().types = types;
  made.rules.front().integers = Integers::by_value;
  return made;
}

const Schema& key_of(const Schema& type) {
  static const Schema anything = of_types(any_type);
  return type.key != nullptr ? *type.key : anything;
}

const Schema& headers_of(const Schema& type) {
  static const Schema anything = of_types(Type::object);
  return type.headers != nullptr ? *type.headers : anything;
}

}  // namespace

std::vector<Part> parts_of(const Schema& before, const Schema& after) {
  std::vector<Part> parts{{"", before, after}};
  if (before.key != nullptr || after.key != nullptr) {
    parts.push_back({"#key", key_of(before), key_of(after)});
  }
  if (before.headers != nullptr || after.headers != nullptr) {
    parts.push_back({"#headers", headers_of(before), headers_of(after)});
  }
  return parts;
}

}  // namespace thoth::comparison
