// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

struct TopicsParsers {
  const CLI::App* list = nullptr;
  const CLI::App* create = nullptr;
  const CLI::App* describe = nullptr;
  const CLI::App* remove = nullptr;
};

TopicsParsers setup_topics(CLI::App& app, TopicsOptions& options);

/// Errors of each: usage, unreachable (no answer, not allowed, a topic is missing), interrupted.
Result<ExitCode> run_topics_list(const TopicsOptions& options, Context& context);
Result<ExitCode> run_topics_create(const TopicsOptions& options, Context& context);
Result<ExitCode> run_topics_describe(const TopicsOptions& options, Context& context);
Result<ExitCode> run_topics_delete(const TopicsOptions& options, Context& context);

}  // namespace thoth::cli
