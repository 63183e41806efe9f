// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::kafka {

/// Which kind of client a property means something to.
enum class Side : std::uint8_t { both, producer, consumer };

/// A property as librdkafka describes it.
struct Property {
  std::string canonical;  ///< the name that an alias means, or its own
  Side side = Side::both;
  std::string default_value;
  /// What a value may be: "0 .. 900000", or "true, false"; empty for any text, and in properties_at_hand().
  std::string range{};
};

/// All properties that can be set as text, read from librdkafka itself.
const std::map<std::string, Property, std::less<>>& property_table();

/// What most runs ask of the table, told beforehand, as reading it takes half a millisecond; the same as there.
const std::map<std::string, Property, std::less<>>& properties_at_hand();

/// A property that can be set as text; null if librdkafka knows none of that name.
const Property* find_property(std::string_view name);

/// The name that an alias means; any other name as it is.
std::string canonical_name(std::string_view name);

/// Asks librdkafka whether it takes the value, and sees to what librdkafka would misread. Errors: usage, with the
/// values that are allowed.
Result<void> check_property(const Setting& setting);

/// What `text`, given as the value of `property`, means: itself, @FILE's content, or what follows @ in @@.
/// Errors: usage; the name of a file that was to hold a secret is not told, since it may be the secret.
Result<std::string> expand_value(const std::string& property, const std::string& source, const std::string& text);

}  // namespace thoth::kafka
