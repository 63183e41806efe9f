// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cluster/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/catalog.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/dev_broker.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_dev_broker(CLI::App& app, DevBrokerOptions& options);

/// Serves until a signal, or runs the command against the broker and ends as it does.
/// Errors: usage, internal, interrupted.
Result<ExitCode> run_dev_broker(const DevBrokerOptions& options, Context& context);

/// The topics to be there from the start: those of the known types and those of --topic, with the prefix.
/// Errors: usage (partitions that are not a number).
Result<std::vector<kafka::DevTopic>> dev_topics(const DevBrokerOptions& options, const Catalog& types,
                                                const std::string& prefix);

}  // namespace thoth::cli
