#include "reading/start.hpp"

#include <optional>
#include <utility>

namespace thoth::cli {
namespace {

Result<OffsetsAtTime> offsets_at(const std::optional<OffsetPoint>& point, kafka::Consumer& consumer,
                                 const std::vector<kafka::PartitionRange>& held, const Context& context) {
  if (!point || point->kind != OffsetPoint::Kind::time) return OffsetsAtTime{};
  return consumer.positions_at(point->value, held, context.wait());
}

}  // namespace

Result<ReadingPlan> plan_on_cluster(kafka::Consumer& consumer, const std::vector<std::string>& topics,
                                    const std::vector<std::int64_t>& partitions, const OffsetSpec& spec,
                                    const Context& context) {
  THOTH_TRY_ASSIGN(auto all, consumer.ranges(topics, context.wait()));
  THOTH_TRY_ASSIGN(auto held, choose_partitions(std::move(all), {partitions.begin(), partitions.end()}));
  THOTH_TRY_ASSIGN(const auto from_times, offsets_at(spec.from, consumer, held, context));
  THOTH_TRY_ASSIGN(const auto to_times, offsets_at(spec.to, consumer, held, context));
  return plan_reading(std::move(held), spec, from_times, to_times);
}

}  // namespace thoth::cli
