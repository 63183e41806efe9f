// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "contract/constraints.hpp"
#include "json/same_text.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// Finds the properties that an object's members belong to. Most objects have their members in declaration order, so
/// the search starts after the last match.
class Declared {
 public:
  explicit Declared(const Rule& rule)
      : properties_(rule.properties),
        index_(rule.constraints == nullptr || rule.constraints->property_index.empty()
                   ? nullptr
                   : &rule.constraints->property_index) {}

  /// The index of the property of that name, or the number of properties if there is none.
  [[nodiscard]] std::size_t find(std::string_view name) {
    if (index_ != nullptr) {
      const auto known = index_->find(name);
      return known == index_->end() ? properties_.size() : known->second;
    }
    const std::size_t count = properties_.size();
    for (std::size_t tried = 0; tried != count; ++tried) {
      if (next_ >= count) next_ = 0;
      const std::size_t index = next_++;
      if (json::same_text(properties_[index].name, name)) return index;
    }
    return properties_.size();
  }

 private:
  std::span<const Property> properties_;
  const PropertyIndex* index_;
  std::size_t next_ = 0;
};

/// Tells which members an object has. Where many are asked for of many, they are looked up.
class MemberNames {
 public:
  /// `asked`: how many names will be asked for.
  MemberNames(const json::Node& object, std::size_t asked) : object_(object) {
    constexpr std::size_t few = 10'000;
    if (asked * object.members.size() <= few) return;
    names_.reserve(object.members.size());
    for (const json::Member& member : object.members) names_.insert(member.name);
  }

  [[nodiscard]] bool has(std::string_view name) const {
    return names_.empty() ? object_.find(name) != nullptr : names_.contains(name);
  }

 private:
  const json::Node& object_;
  std::unordered_set<std::string_view> names_;
};

/// The fill-in for a property that contents lack, or null. Being a string, it fills no member of another type, nor one
/// of which more is asked than a type.
[[nodiscard]] inline const FillIn* fill_in_for(const Schema& schema, const Property& property,
                                               std::span<const FillIn> fill_ins) {
  const Rule& rule = schema.rules[property.rule];
  if (!rule.types.has(Type::string) || rule.constraints != nullptr) return nullptr;
  const FillIn* found = nullptr;
  for (const auto& fill_in : fill_ins) {
    if (fill_in.member == property.name) found = &fill_in;
  }
  return found;
}

}  // namespace thoth
