// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app.hpp"

/// Parses arguments in-process; an App cannot be moved, for its parser refers to its options.
struct Line {
  explicit Line(const std::vector<std::string>& arguments) : result(app->parse(arguments)) {}

  /// The error's text, empty if there is none.
  [[nodiscard]] std::string error() const { return result ? std::string() : result.error().text(); }

  std::unique_ptr<thoth::cli::App> app = std::make_unique<thoth::cli::App>();
  thoth::Result<void> result;
};
