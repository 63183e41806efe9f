// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string_view>

#include "thoth/messages/all.hpp"

using namespace thoth;

namespace {

/// The members of a struct by name, with their places in it.
std::map<std::string_view, const void*> places_of(const detail::StructType& type) {
  std::map<std::string_view, const void*> places;
  for (const auto& fields : {type.common, type.own}) {
    for (const Field& field : fields) places.emplace(field.name(), field.access().reach(type.blank()));
  }
  return places;
}

/// So that one who initializes it can guess the order.
void check_alphabetical(const detail::StructType& type, const void* by_name) {
  const void* before = by_name;
  CHECK(by_name == type.blank());
  for (const auto& [listed, place] : places_of(type)) {
    const auto name = listed;
    CAPTURE(name);
    CHECK(std::less<>()(before, place));
    before = place;
  }
}

template <class T>
void check_struct() {
  const detail::StructType& type = detail::struct_type<T>();
  check_alphabetical(type, &static_cast<const T*>(type.blank())->by_name);
}

}  // namespace

TEST_CASE("every message type has its members in alphabetical order, after by_name") {
  messages::All::for_each([]<class M>() {
    CAPTURE(schema_of<M>().topic);
    check_struct<M>();
  });
  check_struct<messages::KebechetRunUrlMetadata>();
}
