// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/console.hpp"
#include "output/output.hpp"
#include "program/builtin_types.hpp"
#include "program/environment.hpp"
#include "program/exit_code.hpp"
#include "program/settings.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/wait.hpp"

namespace thoth::cli {

/// What every command works with.
struct Context {
  const Settings& settings;
  const Environment& environment;
  Output& out;  ///< standard output: data
  Console& console;
  const Catalog& types = builtin_types();  ///< built in, and those of --catalog
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  Ending ending = Ending::orderly;  ///< set by a command that leaves threads running
  std::string paged{};              ///< what the pager is to show once the command has ended

  /// Writes text that may be long and is there to be read: on a terminal into `paged`. Errors: io.
  Result<void> page(std::string_view text);

  /// The time at which the whole run is to end, if --deadline sets one.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> deadline() const;
  /// What is left until then, zero if there is no deadline; at least a millisecond if there is.
  [[nodiscard]] std::chrono::milliseconds deadline_left() const;
  /// Waiting for the cluster: at most `max`, not past the deadline, and until the first signal.
  [[nodiscard]] kafka::Wait wait(std::chrono::milliseconds max = connecting) const;
  /// Seconds since the start, for summaries.
  [[nodiscard]] double seconds() const;

  /// A week is for ever here, and keeps any duration clear of overflow.
  static constexpr std::chrono::milliseconds longest = std::chrono::hours{24 * 7};
  /// How long a cluster may take to answer before that is an error.
  static constexpr std::chrono::milliseconds connecting{15000};
};

/// Settles Kafka's properties; says what was left out. `options` are a command's own, which outrank all others.
/// Errors: usage.
Result<kafka::Config> kafka_config(Context& context,
                                   const std::vector<std::pair<std::string, std::string>>& options = {});

}  // namespace thoth::cli
