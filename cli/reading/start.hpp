#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "reading/offset_spec.hpp"
#include "reading/plan.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// Asks the cluster what the partitions of topics hold, those named or all, and plans how they are read.
/// Errors: those of choose_partitions and plan_reading; unreachable, interrupted.
Result<ReadingPlan> plan_on_cluster(kafka::Consumer& consumer, const std::vector<std::string>& topics,
                                    const std::vector<std::int64_t>& partitions, const OffsetSpec& spec,
                                    const Context& context);

}  // namespace thoth::cli
