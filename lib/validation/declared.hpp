// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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

/// The members of large objects by name, for as long as one document is validated.
class LargeObjects {
 public:
  using Index = std::unordered_map<std::string_view, std::size_t>;

  /// Where an object's members are. `names`: how many will be looked up. Null while a look at each member costs less,
  /// which is so of small objects and until some names were looked up; and of an object that has a name twice.
  const Index* members_of(const json::Node& object, std::size_t names) {
    constexpr std::size_t small = 256;  // members
    constexpr std::size_t few = 16;     // names
    if (object.members.size() <= small) return nullptr;
    Entry& entry = entries_[&object];
    entry.names += names;
    if (entry.names <= few) return nullptr;
    if (entry.index.empty()) {
      for (std::size_t i = 0; i < object.members.size(); ++i) entry.index.emplace(object.members[i].name, i);
    }
    return entry.index.size() == object.members.size() ? &entry.index : nullptr;
  }
  void clear() { entries_.clear(); }

 private:
  struct Entry {
    std::size_t names = 0;
    Index index;
  };
  std::unordered_map<const json::Node*, Entry> entries_;
};

/// Tells which members an object has.
class MemberNames {
 public:
  /// `asked`: how many names will be asked for.
  MemberNames(const json::Node& object, std::size_t asked, LargeObjects& large)
      : object_(object), index_(large.members_of(object, asked)) {}

  [[nodiscard]] bool has(std::string_view name) const {
    return index_ == nullptr ? object_.find(name) != nullptr : index_->contains(name);
  }

 private:
  const json::Node& object_;
  const LargeObjects::Index* index_;
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
