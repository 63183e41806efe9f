#include "kafka/positions.hpp"

#include "kafka/metadata.hpp"

namespace thoth::kafka {
namespace {

std::span<rd_kafka_topic_partition_t> elements(const rd_kafka_topic_partition_list_t& list) {
  return {list.elems, static_cast<std::size_t>(list.cnt)};
}

/// The first partition whose leader did not answer, as an error; leaders that change are worth another try.
rd_kafka_resp_err_t first_error(const rd_kafka_topic_partition_list_t& list) {
  for (const auto& element : elements(list)) {
    if (element.err != RD_KAFKA_RESP_ERR_NO_ERROR) return element.err;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

bool is_final(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED || code == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC;
}

}  // namespace

Result<std::vector<Position>> offsets_at(Client& client, const std::vector<Position>& partitions, std::int64_t time,
                                         const Wait& wait) {
  constexpr auto doing = "asking for offsets at";
  Patience patience;
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  while (!wait.over()) {
    const PartitionsHandle list = list_of(partitions);
    for (auto& element : elements(*list)) element.offset = time;
    code = rd_kafka_offsets_for_times(client.get(), list.get(), patience.milliseconds_for(wait));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) code = first_error(*list);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return positions_of(*list);
    if (is_final(code)) return fail(code_of(code), doing, client.servers(), words_of(code));
    client.serve(milliseconds{10});
    patience.answer_was_late();
  }
  Error error = client.wait_error(doing, wait);
  if (!wait.stopped() && client.trouble().empty()) error.reason += ": " + words_of(code);
  return tl::unexpected<Error>(std::move(error));
}

PartitionsHandle list_of(std::span<const Position> positions) {
  PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
  for (const auto& position : positions) {
    rd_kafka_topic_partition_list_add(list.get(), position.topic.c_str(), position.partition)->offset = position.offset;
  }
  return list;
}

std::vector<Position> positions_of(const rd_kafka_topic_partition_list_t& list) {
  std::vector<Position> positions;
  for (const auto& element : elements(list)) positions.push_back({element.topic, element.partition, element.offset});
  return positions;
}

Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<TopicInfo>& topics,
                                                 const Wait& wait) {
  std::vector<Position> partitions;
  for (const auto& topic : topics) {
    THOTH_TRY(require_existing(topic, "reading topic"));
    for (const auto& partition : topic.partitions) partitions.push_back({topic.name, partition.id, 0});
  }
  return fetch_ranges(client, partitions, wait);
}

Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<Position>& partitions,
                                                 const Wait& wait) {
  std::vector<PartitionRange> ranges;
  if (partitions.empty()) return ranges;
  THOTH_TRY_ASSIGN(const auto begins, offsets_at(client, partitions, RD_KAFKA_OFFSET_BEGINNING, wait));
  THOTH_TRY_ASSIGN(const auto ends, offsets_at(client, partitions, RD_KAFKA_OFFSET_END, wait));
  for (std::size_t i = 0; i < partitions.size(); ++i) {
    ranges.push_back({begins[i].topic, begins[i].partition, begins[i].offset, ends[i].offset});
  }
  return ranges;
}

}  // namespace thoth::kafka
