// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/json.hpp"

namespace thoth::detail {

/// Writes one canonical JSON value member by member, and keeps the first thing that JSON cannot hold.
class Encoder {
 public:
  /// `version` is used for a message's version where the message names none.
  explicit Encoder(std::string_view version) : version_(version) {}

  [[nodiscard]] std::string_view version() const { return version_; }

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  /// The name of the member whose value comes next.
  void member(std::string_view name);
  /// The element that comes next.
  void item();

  void null() { out_ += "null"; }
  void boolean(bool value) { out_ += value ? "true" : "false"; }
  void integer(std::int64_t value);
  void string(std::string_view value);
  void object(const json::Object& value);

  /// The text, or Error invalid: a string that is not UTF-8, or nesting past json::max_depth. The error names `topic`.
  [[nodiscard]] Result<std::string> finish(std::string_view topic) &&;

 private:
  /// Where the writer is: in which container, at which member or element.
  struct Step {
    std::string_view name;
    std::size_t count = 0;
    bool array = false;
  };

  void open(char bracket, bool array);
  void refuse(std::string reason);
  [[nodiscard]] std::string pointer() const;

  std::string_view version_;
  std::string out_;
  std::vector<Step> path_;
  std::string refused_at_;
  std::string refused_for_;
};

}  // namespace thoth::detail
