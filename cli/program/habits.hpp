// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thoth::cli {

/// Words that other tools have and this one does not, and what does the same here.
struct Habit {
  std::string_view commands;  ///< where they are typed: "topics list|ping"; "" is the program itself, "*" anywhere
  std::string_view words;     ///< "tail|follow", as options or as commands; "" is any argument that is not expected
  std::string_view advice;    ///< what to write instead; {} is the value typed after the word
  std::string_view example;   ///< in the place of {} where no value was typed
};

/// In the place of commands: the words are names of properties, given with -X or in a configuration file.
inline constexpr std::string_view property_habits = "-X";

/// All of them: of two that fit, the first counts.
[[nodiscard]] const std::vector<Habit>& habits();

/// What to write instead of `word`, typed with or without dashes after the names of `command` ("topics list"). None if
/// no habit is known. What is no part of this program's options is not looked for in them: ask only for unknown words.
[[nodiscard]] std::optional<std::string> advice_for_habit(std::string_view command, std::string_view word,
                                                          std::string_view value);

}  // namespace thoth::cli
