// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/options.hpp"
#include "program/parser_fwd.hpp"

namespace thoth::cli {

struct MessagesParsers {
  const CLI::App* list = nullptr;
  const CLI::App* show = nullptr;
  const CLI::App* example = nullptr;
  const CLI::App* schema = nullptr;
};

MessagesParsers setup_messages(CLI::App& app, MessagesOptions& options);

}  // namespace thoth::cli
